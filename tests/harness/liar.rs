//! A server that lies: the real one answers, and what it says is changed on the way.
//!
//! [`Liar`] stands between one phone and the server and holds the server's own key, so it can
//! countersign whatever it makes up. What the phone makes of it is what counts.

use crate::network::Line;
use crate::phone::Phone;
use crate::world::World;
use kith_core::sync::answer::inflate;
use kith_core::sync::transport::{Answer, Transport};
use kith_domain::hash::{decode_exact, encode, hash};
use kith_domain::keys::Secret;
use kith_domain::page::Packer;
use kith_domain::wire::{LogItem, Reply, SyncAnswer};
use std::sync::Mutex;

/// What is done to a reply.
type Lie<'a> = Box<dyn FnMut(&mut Reply) + Send + 'a>;

/// A line on which every reply to a sync is changed.
pub struct Liar<'a> {
    line: Line,
    lie: Mutex<Lie<'a>>,
}

impl<'a> Liar<'a> {
    /// Lies to one phone.
    pub fn to(world: &World, phone: &Phone, lie: impl FnMut(&mut Reply) + Send + 'a) -> Self {
        Self {
            line: world.network.line(phone.name()),
            lie: Mutex::new(Box::new(lie)),
        }
    }

    /// Lies about the rows of the log: they come as one list, however many pages they were.
    pub fn about_rows(
        world: &World,
        phone: &Phone,
        mut lie: impl FnMut(&mut Vec<LogItem>) + Send + 'a,
    ) -> Self {
        Self::to(world, phone, move |reply| {
            let mut items = rows(reply);
            lie(&mut items);
            reply.pages = match items.as_slice() {
                [] => Vec::new(),
                _ => vec![packed(items).into()],
            };
        })
    }
}

/// The rows of a reply.
#[must_use]
pub fn rows(reply: &Reply) -> Vec<LogItem> {
    let pages = reply.pages.iter();
    pages
        .flat_map(|page| inflate(page).expect("an honest page"))
        .map(LogItem::from)
        .collect()
}

/// A page as it travels.
#[must_use]
pub fn packed(items: Vec<LogItem>) -> Vec<u8> {
    let mut packer = Packer::default();
    items.into_iter().for_each(|item| packer.add(item));
    zstd::bulk::compress(&encode(&packer.finish()), 1).expect("zstd packs")
}

/// The key of a world's server.
#[must_use]
pub fn server_key(world: &World) -> Secret {
    Secret::from_seed(&hash(&("test server", world.seed)))
}

impl Transport for Liar<'_> {
    fn post<'b>(&'b self, address: &'b str, path: &'b str, body: Vec<u8>) -> Answer<'b> {
        Box::pin(async move {
            let answer = self.line.post(address, path, body).await?;
            if path != "/v1/sync" {
                return Ok(answer);
            }
            let mut answer: SyncAnswer = decode_exact(&answer, "answer").expect("an honest answer");
            let mut lie = self.lie.lock().expect("one thread");
            answer.replies.iter_mut().for_each(&mut *lie);
            Ok(encode(&answer))
        })
    }
}
