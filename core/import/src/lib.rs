//! core/import
