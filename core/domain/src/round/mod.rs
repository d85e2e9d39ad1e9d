//! The sums of a group order: from what households would take to what each of them pays.
//!
//! Integers only, and nothing here knows of documents, clocks or screens: projections read the
//! facts and call in. Equal inputs give equal results on every phone, in whatever order they come.
//!
//! | Read in this order | It answers |
//! |---|---|
//! | [`mod@cases`] | How many whole cases does the group order, and how full is the next one? |
//! | [`share_out`] | Who gets how many units, and why? |
//! | [`mod@split`] | How is a sum of pence shared so that it comes out to the penny? |
//! | [`bill`] | What does each household pay, part by part, and what did it save? |
//!
//! Units are the article's own (a jar, a kilo of a sack); money is pence, prices are e4 (ten
//! thousandths of a pound, hundredths of a penny). Together these are *allocation version 1*:
//! a change of any result is a new version beside this one, never an edit of it.

pub mod bill;
pub mod cases;
pub mod command;
pub mod share_out;
pub mod split;

pub use bill::{Bill, BillError, BillLine, DeliveryBy, Invoice, Price, SharedArticle, bills};
pub use cases::{Cases, OpenCase, cases};
pub use command::RoundCommand;
pub use share_out::{
    Allocation, HouseholdWish, Lot, ShareOut, Why, share_delivered, share_ordered,
};
pub use split::split;
