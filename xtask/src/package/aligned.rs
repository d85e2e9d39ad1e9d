//! Whether a phone's library can be loaded where memory pages are 16 KiB, as on Android 15 and later.

use crate::step::Failed;
use goblin::elf::Elf;
use goblin::elf::program_header::PT_LOAD;
use std::path::Path;

/// What Android asks for since devices with pages of 16 KiB (developer.android.com, "Support 16 KB
/// page sizes").
const PAGE: u64 = 16 * 1024;

/// Looks at the loadable segments of a shared library.
///
/// # Errors
/// [`Failed::Wrong`] if it cannot be read or a segment is aligned to less.
pub fn check(library: &Path) -> Result<(), Failed> {
    let wrong = |why: String| Failed::Wrong(format!("{}: {why}", library.display()));
    let bytes = std::fs::read(library).map_err(|e| wrong(e.to_string()))?;
    let least = least_alignment(&bytes).map_err(|e| wrong(e.to_string()))?;
    if least < PAGE {
        return Err(wrong(format!(
            "a segment is aligned to {least} bytes; phones with pages of {PAGE} cannot load it"
        )));
    }
    Ok(())
}

/// The least alignment of any loadable segment.
fn least_alignment(bytes: &[u8]) -> Result<u64, goblin::error::Error> {
    let elf = Elf::parse(bytes)?;
    let segments = elf.program_headers.iter();
    let loaded = segments.filter(|segment| segment.p_type == PT_LOAD);
    Ok(loaded.map(|segment| segment.p_align).min().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::least_alignment;

    #[test]
    fn this_very_program_is_laid_out_for_desktop_pages() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        if own.starts_with(b"\x7fELF") {
            assert!(least_alignment(&own).unwrap() >= 4096);
        }
    }

    #[test]
    fn what_is_no_library_is_an_error() {
        assert!(least_alignment(b"#!/bin/sh\n").is_err());
    }
}
