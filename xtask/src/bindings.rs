//! `cargo xtask bindings`: the Kotlin and Swift that stand on the core, written from the built library.

use crate::demo::wrong;
use crate::step::Failed;
use crate::tool::{cargo, command, root, run as run_tool, target};
use std::path::PathBuf;

/// How the library is built.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Build the library as it is shipped: slower to build, small and fast to run.
    #[arg(long)]
    release: bool,
}

/// The library the apps load, and the code generated from it.
pub struct Bindings {
    /// The folder that holds the library.
    pub library: PathBuf,
    /// The folder that holds `kotlin`, `kotlin-android` and `swift`.
    pub generated: PathBuf,
}

/// Writes them and says where.
///
/// # Errors
/// When something does not build or does not generate.
pub fn run(options: &Options) -> Result<(), Failed> {
    let made = make(options.release)?;
    println!("library    {}", made.library.display());
    println!("generated  {}", made.generated.display());
    Ok(())
}

/// Builds the library and writes `target/bindings` anew.
///
/// # Errors
/// When something does not build or does not generate.
pub fn make(release: bool) -> Result<Bindings, Failed> {
    same_version()?;
    run_tool(&mut library_build(release))?;
    let own = target().join("bindgen");
    run_tool(
        cargo()
            .args(["build", "--locked"])
            .args(["--manifest-path", "bindings/bindgen/Cargo.toml"])
            .arg("--target-dir")
            .arg(&own),
    )?;
    let library = target().join(if release { "release" } else { "debug" });
    let generated = target().join("bindings");
    let program = format!("kith-bindgen{}", std::env::consts::EXE_SUFFIX);
    let (before, after) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    run_tool(
        command(own.join("debug").join(program))
            .arg(library.join(format!("{before}kith_ffi{after}")))
            .arg(&generated),
    )?;
    Ok(Bindings { library, generated })
}

/// The library and the server, in the very shape the tests build them in: another choice of packages
/// would choose other features of shared crates, and all of them would be built twice.
fn library_build(release: bool) -> std::process::Command {
    let mut build = cargo();
    build.args(["build", "--locked"]);
    if release {
        build.args(["--release", "-p", "kith-ffi", "--lib"]);
    } else {
        build.args(["--workspace", "--lib", "--bins", "--test", "by_hand"]);
    }
    build
}

/// Generator and library must be of one version of uniffi.
fn same_version() -> Result<(), Failed> {
    let (ours, theirs) = (
        locked("Cargo.lock", "uniffi")?,
        locked("bindings/bindgen/Cargo.lock", "uniffi_bindgen")?,
    );
    if ours == theirs {
        return Ok(());
    }
    Err(Failed::Wrong(format!(
        "kith-ffi is built with uniffi {ours} and the generator with {theirs}; \
         name one version in Cargo.toml and bindings/bindgen/Cargo.toml"
    )))
}

/// The version of a package in a lock file.
fn locked(file: &str, package: &str) -> Result<String, Failed> {
    let path = root().join(file);
    let text = std::fs::read_to_string(&path).map_err(|e| wrong(&path, &e))?;
    version(&text, package).ok_or_else(|| Failed::Wrong(format!("{file} does not name {package}")))
}

fn version(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_lock_file_names_the_version_of_a_package() {
        let lock = "[[package]]\nname = \"uniffi\"\nversion = \"0.32.2\"\n";
        assert_eq!(version(lock, "uniffi").as_deref(), Some("0.32.2"));
        assert_eq!(version(lock, "uniffi_bindgen"), None);
    }
}
