//! server library
