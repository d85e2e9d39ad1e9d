//! The attacks: each a name and what Mallory, who has Ben's phone, tries; by what they are about.

mod authors;
mod door;
mod meaning;
mod records;
mod requests;
mod street;
mod structure;

pub use street::Street;

/// An attack by its name, with the word for the server's answer.
type Attack = (&'static str, fn(&Street) -> String);

/// All attacks, in the order in which they are tried; the last lets a day pass.
pub fn all() -> impl Iterator<Item = &'static Attack> {
    [
        authors::AUTHORS,
        records::RECORDS,
        structure::STRUCTURE,
        meaning::MEANING,
        door::DOOR,
        requests::REQUESTS,
    ]
    .into_iter()
    .flatten()
}
