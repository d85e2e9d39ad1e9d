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

    #[test]
    fn any_bytes_come_to_an_end_at_every_door() {
        for door in Door::ALL {
            for bytes in [
                &[][..],
                &[0; 3],
                &[1; 40],
                b"\x02\x01\x05https://x/join#aaaa",
            ] {
                any(door, bytes);
            }
        }
    }
}
