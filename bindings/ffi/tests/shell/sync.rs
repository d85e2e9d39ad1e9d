//! Syncing from an app: nobody there, a server that hangs.

use crate::founded;
use crate::phones::{Phone, wait};
use kith_ffi::KithError;

#[test]
fn a_sync_with_nobody_there_is_offline_and_loses_nothing() {
    let phone = Phone::new();
    let (kith, community) = founded(&phone);
    let run = kith.sync().unwrap();
    assert_eq!(wait(run.finished()), Err(KithError::Offline));
    assert_eq!(wait(run.finished()), Err(KithError::Offline), "asked twice");
    assert!(run.progress().done);
    run.cancel();
    assert!(wait(community.status()).unwrap().unsent > 0);
}

#[test]
fn a_sync_that_hangs_is_cancelled_and_shutting_down_does_not_wait_for_it() {
    let phone = Phone::new();
    let kith = phone.open();
    // Accepts and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let server = kith_domain::keys::Secret::from_seed(&[9; 32]).public();
    let address = format!("http://{}#{server}", silent.local_addr().unwrap());
    wait(kith.found(address)).unwrap();
    let run = kith.sync().unwrap();
    let _connection = silent.accept().unwrap();
    assert!(!run.progress().done);
    run.cancel();
    assert!(wait(run.finished()).unwrap().cancelled);
    let second = kith.sync().unwrap();
    wait(kith.shut_down()).unwrap();
    assert!(wait(second.finished()).unwrap().cancelled);
}
