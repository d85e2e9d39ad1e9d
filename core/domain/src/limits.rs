//! Every bound in one place: what a change, a drawer, a document and a push may hold.
//!
//! Sizes are bytes unless the name says otherwise. They are part of the protocol: phone and server
//! refuse the same things. A later version may raise a bound, never lower one.

/// Longest fact key.
pub const KEY: usize = 160;
/// Longest fact value, clear or sealed.
pub const VALUE: usize = 4 * 1024;
/// Largest single change, as Automerge writes it uncompressed.
pub const CHANGE: usize = 32 * 1024;
/// Most operations in one change.
pub const CHANGE_OPS: u64 = 256;
/// Most dependencies of one change.
pub const CHANGE_DEPS: usize = 256;
/// Keys and values of every put a drawer ever made in one document, overwritten ones included.
pub const DRAWER: u64 = 64 * 1024;
/// Of [`DRAWER`], what facts that are not about another fact may use; the last fifth is kept for
/// agreeing, questioning and withdrawing.
pub const DRAWER_FIRST_HAND: u64 = DRAWER / 5 * 4;
/// Facts in a document at which writers go on in `<name>/2`; twice this is refused.
pub const DOCUMENT_FACTS_WARN: u64 = 10_000;
/// Uncompressed size of a document at which writers go on in `<name>/2`; twice this is refused.
pub const DOCUMENT_BYTES_WARN: u64 = 1024 * 1024;
/// Longest document name.
pub const DOCUMENT_NAME: usize = 96;
/// Most changes in one push.
pub const PUSH_CHANGES: usize = 256;
/// Largest push, all its changes and records together.
pub const PUSH_BYTES: usize = 128 * 1024;
/// Most records in one push.
pub const PUSH_RECORDS: usize = 64;
/// Largest roster record.
pub const RECORD: usize = 8 * 1024;
/// Largest page, compressed.
pub const PAGE_COMPRESSED: usize = 256 * 1024;
/// Largest page once inflated; inflating stops here.
pub const PAGE_INFLATED: usize = 1024 * 1024;
/// Largest page once unpacked: all changes in it together; unpacking stops here.
pub const PAGE_UNPACKED: usize = 8 * 1024 * 1024;
/// Largest request body the server reads.
pub const REQUEST: usize = 512 * 1024;
/// Most feeds one side names in a repair. A phone with more is sent again what it could not name.
pub const REPAIR_FEEDS: usize = 4096;
/// Largest answer a phone reads.
pub const ANSWER: usize = 2 * 1024 * 1024;
/// Most devices one member may have at a time.
pub const MEMBER_DEVICES: usize = 5;
/// Longest invite link.
pub const INVITE_LINK: usize = 8 * 1024;
/// Longest text that carries a record, in bytes.
pub const CARRIED: usize = 24 * 1024;
/// Highest Lamport counter an op may carry: far above any real document, far below overflow.
pub const OP_COUNTER: u64 = 1 << 31;
/// Days after leaving during which visits, claims and their answers are still taken (server time).
pub const AFTER_LEAVING_DAYS: i64 = 30;
/// Most newcomers one poster lets in.
pub const POSTER_USES: u32 = 100;
/// Longest a poster hangs: a season of 92 days, in seconds.
pub const POSTER_SECONDS: i64 = 92 * 24 * 60 * 60;
/// Most people who wait at the server, in one community, for a coordinator's yes.
pub const KNOCKS: usize = 64;
/// Days somebody who asked waits at the server; then they ask again.
pub const KNOCK_DAYS: i64 = 14;
/// Longest name somebody asks under, sealed.
pub const KNOCK_NAME: usize = 320;
