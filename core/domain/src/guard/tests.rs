//! Vectors, stories and properties of the guard. Start with [`town`], the small world they share.

mod adversary;
mod honest;
mod hostile;
mod pretend;
mod raw_bytes;
mod town;
