//! Calls that are not asynchronous may be made on the thread that draws: none may take a millisecond.
//!
//! `synchronous.txt` lists them; `surface.rs` holds the list to the built library.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may

mod phones;

use kith_ffi::version::{API, require_api, versions};
use kith_ffi::{ChangeObserver, Page, ShellError};
use phones::{Phone, wait};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a call may take, at the median of [`TIMES`].
const MOST: Duration = Duration::from_millis(1);
const TIMES: usize = 101;

struct Deaf;

impl ChangeObserver for Deaf {
    fn on_change(&self, _: u64) -> Result<(), ShellError> {
        Ok(())
    }
}

fn median(call: impl Fn()) -> Duration {
    let mut took: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            call();
            begun.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[TIMES / 2]
}

#[test]
fn no_call_that_a_screen_waits_for_takes_a_millisecond() {
    let phone = Phone::new();
    let kith = phone.open();
    let server = kith_domain::keys::Secret::from_seed(&[9; 32]).public();
    let community = wait(kith.found(format!("http://127.0.0.1:9#{server}"))).unwrap();
    let id = community.id();
    let subscription = kith.observe(Arc::new(Deaf)).unwrap();
    let run = kith.sync().unwrap();

    let mut took: BTreeMap<&str, Duration> = BTreeMap::new();
    took.insert("versions", median(|| drop(versions())));
    took.insert("require_api", median(|| require_api(API).unwrap()));
    took.insert("Kith.community", median(|| drop(kith.community(id))));
    took.insert("Kith.objects", median(|| assert!(kith.objects() > 0)));
    took.insert(
        "Kith.observe",
        median(|| drop(kith.observe(Arc::new(Deaf)))),
    );
    took.insert("Kith.sync", median(|| kith.sync().unwrap().cancel()));
    let me = wait(community.members(Page {
        offset: 0,
        limit: 1,
    }))
    .unwrap()
    .rows[0]
        .id;
    took.insert(
        "Community.speak_for",
        median(|| drop(community.speak_for(me))),
    );
    took.insert("Community.id", median(|| assert_eq!(community.id(), id)));
    took.insert(
        "Community.observe",
        median(|| drop(community.observe(Arc::new(Deaf)))),
    );
    took.insert(
        "Subscription.is_active",
        median(|| assert!(subscription.is_active())),
    );
    took.insert(
        "Subscription.revision",
        median(|| _ = subscription.revision()),
    );
    took.insert("Subscription.cancel", median(|| subscription.cancel()));
    took.insert("SyncRun.progress", median(|| _ = run.progress()));
    took.insert("SyncRun.cancel", median(|| run.cancel()));

    let listed: Vec<&str> = include_str!("synchronous.txt").lines().collect();
    assert_eq!(took.keys().copied().collect::<Vec<_>>(), listed);
    for (call, took) in &took {
        println!("{call:<24} {took:?}");
    }
    let slow: Vec<_> = took.iter().filter(|(_, took)| **took > MOST).collect();
    assert!(slow.is_empty(), "{slow:?}");
}
