//! Group orders: from what households would take to what each of them pays.
//!
//! Integers only. The first four know nothing of documents, clocks or screens: the projection reads
//! the facts and calls in. Equal inputs give equal results on every phone, in whatever order they come.
//!
//! | Read in this order | It answers |
//! |---|---|
//! | [`mod@cases`] | How many whole cases does the group order, and how full is the next one? |
//! | [`share_out`] | Who gets how many units, and why? |
//! | [`mod@split`] | How is a sum of pence shared so that it comes out to the penny? |
//! | [`bill`] | What does each household pay, part by part, and what did it save? |
//! | [`schema`] | What do the facts of a round say? |
//! | [`command`] | What can people do in a round, and which facts does it come to? |
//! | [`mod@project`] | What is a round, from all its facts together? |
//! | [`mod@price_list`] | What does a supplier's price list offer? |
//!
//! Units are the article's own (a jar, a kilo of a sack); money is pence, prices are e4 (ten
//! thousandths of a pound, hundredths of a penny). Together the sums are *allocation version 1*:
//! a change of any result is a new version beside this one, never an edit of it.

pub mod bill;
pub mod cases;
pub mod command;
mod pledges;
pub mod price_list;
pub mod project;
pub mod schema;
mod seal;
pub mod share_out;
pub mod split;
pub mod view;

pub use bill::{Bill, BillError, BillLine, DeliveryBy, Invoice, Price, SharedArticle, bills};
pub use cases::{Cases, OpenCase, cases};
pub use command::RoundCommand;
pub use price_list::{PriceListView, price_list};
pub use project::project;
pub use share_out::{
    Allocation, HouseholdWish, Lot, ShareOut, Why, share_delivered, share_ordered,
};
pub use split::split;
pub use view::{RoundView, Stage};

#[cfg(test)]
mod tests;
