//! Writes the Kotlin and Swift that stand on `kith-ffi`, from the library as it was built.
//!
//! `kith-bindgen LIBRARY OUT` fills `OUT/kotlin` (for the JVM), `OUT/kotlin-android` and `OUT/swift`.
//! `cargo xtask bindings` builds the library and calls it. The generator is part of the repository, never
//! an installed tool: its version must be the one `kith-ffi` was built with, which `cargo xtask` checks.
//! What the languages call things stands in `../ffi/uniffi.toml`.

use std::error::Error;
use std::path::Path;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

/// A folder below `OUT`, the language in it, and the configuration it is written with.
const FLAVOURS: [(&str, TargetLanguage, &str); 3] = [
    ("kotlin", TargetLanguage::Kotlin, "plain.toml"),
    ("kotlin-android", TargetLanguage::Kotlin, "android.toml"),
    ("swift", TargetLanguage::Swift, "plain.toml"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut given = std::env::args().skip(1);
    let (Some(library), Some(out), None) = (given.next(), given.next(), given.next()) else {
        return Err("usage: kith-bindgen LIBRARY OUT".into());
    };
    for (folder, language, configuration) in FLAVOURS {
        let configuration = Path::new(env!("CARGO_MANIFEST_DIR")).join(configuration);
        generate(GenerateOptions {
            languages: vec![language],
            source: library.clone().into(),
            out_dir: format!("{out}/{folder}").into(),
            config_override: Some(configuration.try_into()?),
            ..GenerateOptions::default()
        })?;
    }
    Ok(())
}
