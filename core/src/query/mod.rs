//! Read models, one file a screen.
