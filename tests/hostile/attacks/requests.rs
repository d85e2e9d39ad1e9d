//! Requests, tokens and cursors.

use super::Attack;
use super::street::pledge;
use kith_domain::hash::encode;
use kith_domain::ids::{DeviceTag, EntryHash, FeedHead};
use kith_domain::limits;
use kith_domain::repair::{FeedStand, Repair, stands};
use kith_domain::wire::{Push, SyncRequest, VERSION};

pub(super) const REQUESTS: &[Attack] = &[
    ("uses a token of another community", |s| {
        let mut ask = s.ben.ask(Push::default());
        ask.token = s.ben.token_for(s.zoe.community());
        s.ben.sends(ask)
    }),
    ("gives more than a push may hold", |s| {
        let name = s.round();
        let change = s.ben.states(&name, &[pledge(&s.ben.phone, "x", 1)], |_| ());
        let mut push = s.ben.pack(&name, vec![change.clone()]);
        push.changes = vec![change; limits::PUSH_CHANGES + 1];
        s.ben.gives(push)
    }),
    ("makes up a token", |s| {
        let mut ask = s.ben.ask(Push::default());
        ask.token = vec![7; 60].into();
        s.ben.sends(ask)
    }),
    ("bends a token", |s| {
        let mut ask = s.ben.ask(Push::default());
        let mut token = s.ben.token.to_vec();
        let last = token.len() - 1;
        token[last] ^= 1;
        ask.token = token.into();
        s.ben.sends(ask)
    }),
    ("speaks another version", |s| {
        let asks = vec![s.ben.ask(Push::default())];
        s.ben.posts_as_a_sync(encode(&SyncRequest {
            version: VERSION + 1,
            asks,
        }))
    }),
    ("sends what is no request", |s| {
        s.ben.posts_as_a_sync(vec![0x9f; 4000])
    }),
    ("sends arrays in arrays in arrays", |s| {
        s.ben.posts_as_a_sync(vec![0x81; 100_000])
    }),
    ("sends more than a request may be", |s| {
        s.ben.posts_as_a_sync(vec![0; limits::REQUEST + 1])
    }),
    ("asks for a hundred communities at once", |s| {
        let asks = vec![s.ben.ask(Push::default()); 100];
        s.ben.posts_as_a_sync(encode(&SyncRequest {
            version: VERSION,
            asks,
        }))
    }),
    ("shows a cursor it made up", |s| {
        let mut ask = s.ben.ask(Push::default());
        ask.cursor = Some(vec![0xff; 60].into());
        s.ben.sends(ask)
    }),
    ("says where more feeds stand than there are", |s| {
        let mut ask = s.ben.ask(Push::default());
        let feed = FeedStand::at(DeviceTag([7; 6]), u32::MAX, FeedHead([7; 32]));
        let end = (s.ben.space(), (u32::MAX, EntryHash([7; 32])));
        let mut repair = Repair {
            stands: stands([end], []),
            gave_all: true,
        };
        repair.stands[0].feeds = vec![feed; limits::REPAIR_FEEDS + 1];
        ask.repair = Some(repair);
        s.ben.sends(ask)
    }),
    ("says it stands beyond everybody", |s| {
        let mut ask = s.ben.ask(Push::default());
        let feed = FeedStand::at(s.ben.phone.look().row.device, u32::MAX, FeedHead([7; 32]));
        let end = (s.ben.space(), (u32::MAX, EntryHash([7; 32])));
        let mut repair = Repair {
            stands: stands([end], []),
            gave_all: true,
        };
        repair.stands[0].feeds = vec![feed; limits::REPAIR_FEEDS];
        ask.repair = Some(repair);
        s.ben.sends(ask)
    }),
    ("uses a token of yesterday", |s| {
        s.world.days_pass(1);
        s.ben.sends(s.ben.ask(Push::default()))
    }),
];
