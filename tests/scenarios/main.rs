//! Stories of whole phones and the real server, one file each; the people have names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod any_order;
mod claim_and_agree_apart;
mod concern;
mod erasing;
mod household;
mod joining;
mod keys;
mod killed_phone;
mod last_case;
mod late_pledge;
mod looking;
mod lost_phone;
mod moving;
mod network_faults;
mod nothing_in_the_open;
mod pairing;
mod posters;
mod proxies;
mod put_right;
mod questions;
mod removed_member;
mod repair;
mod restored_phone;
mod restored_server;
mod two_seals;
mod wake_ups;
mod withheld;

#[test]
fn no_story_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let told = include_str!("main.rs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.trim_end_matches(".rs");
        let line = format!("mod {name};");
        assert!(
            name == "main" || told.contains(&line),
            "main.rs lacks `{line}`"
        );
    }
}
