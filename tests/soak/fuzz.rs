//! What a fuzzer drives: any bytes, at one door. The targets are in `fuzz/`, outside the workspace.

use super::bytes::chunk;
use super::case::{Case, Door, End, Step};
use super::doors::Doors;
use super::quiet;
use std::cell::RefCell;

thread_local! {
    static DOORS: RefCell<Doors> = RefCell::new(Doors::new());
}

/// Gives `bytes` to a door. The first three choose the state, the device and its number, so that a
/// fuzzer can turn them too; a change's frame is mended around the rest, because no fuzzer finds a
/// checksum.
///
/// # Panics
/// When what was let in is unsound, or something panics by itself: that is a crash to the fuzzer.
pub fn any(door: Door, bytes: &[u8]) {
    let [base, device, n, rest @ ..] = bytes else {
        return;
    };
    let bytes = match door {
        Door::Change => chunk(1, rest),
        Door::Page => zstd::bulk::compress(rest, 1).expect("zstd packs"),
        _ => rest.to_vec(),
    };
    let step = Step {
        device: u32::from(*device % 5),
        n: u32::from(*n),
        bytes,
    };
    let case = Case {
        door,
        // Pages follow on from few places, so that few phones have to be made.
        base: u32::from(*base % 8),
        steps: vec![step],
    };
    // libFuzzer aborts at every panic it hears of, those the guard's runner catches included.
    let end = DOORS.with_borrow_mut(|doors| {
        quiet::catch(|| {
            doors.meet(&case);
            doors.try_it(&case)
        })
    });
    match end {
        Ok(End::Unsound(why) | End::Panicked(why)) | Err(why) => panic!("{why}"),
        Ok(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soak::finding::{Finding, folder};

    #[test]
    fn any_bytes_come_to_an_end_at_every_door() {
        for door in Door::ALL {
            for bytes in [
                &[][..],
                &[0; 3],
                &[1; 40],
                b"\x02\x01\x05https://x/join#aaaa",
                b"\x02\x01\x05https://x/poster#aaaa",
            ] {
                any(door, bytes);
            }
        }
    }

    #[test]
    fn what_was_found_once_ends_at_every_door() {
        let kept = Finding::all(&folder()).unwrap();
        assert!(kept.len() > 10);
        for (_, finding) in kept {
            let bytes = &finding.case.last().bytes;
            for door in Door::ALL {
                any(door, &[&[1, 1, 1], bytes.as_slice()].concat());
            }
        }
    }

    /// The targets need a nightly compiler, so nothing else in everyday runs would miss one.
    #[test]
    fn every_door_has_its_target_and_does_what_is_tested_here() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz");
        let manifest = std::fs::read_to_string(format!("{folder}/Cargo.toml")).unwrap();
        for door in Door::ALL {
            let word = door.word();
            let path = format!("fuzz_targets/{word}.rs");
            assert!(manifest.contains(&format!("path = \"{path}\"")), "{path}");
            let target = std::fs::read_to_string(format!("{folder}/{path}")).unwrap();
            let call = format!("fuzz_target!(|bytes: &[u8]| fuzz::any(Door::{door:?}, bytes));");
            assert!(target.contains(&call), "{path} does not say `{call}`");
        }
    }
}
