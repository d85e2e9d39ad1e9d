//! bindings/ffi
