//! The Swift lane: `bindings/swift` and the iOS app's models, built and tested against the real core and
//! a real server; its views, checked against a stub of SwiftUI; every Swift file, linted.
//!
//! Runs on Linux, with a Swift 6 from `PATH` or, on Debian, one that `bindings/swift/toolchain.sh`
//! unpacks beside the host. On a Mac the same packages are built by Xcode: see `cargo xtask ios`.

use crate::bindings::{self, Bindings};
use crate::demo::wrong;
use crate::step::Failed;
use crate::tool::{command, read, root, run, target, there};
use std::path::Path;
use std::process::Command;

const SCRIPT: &str = "bindings/swift/toolchain.sh";

/// The oldest Swift that builds the packages.
const OLDEST: u32 = 6;

/// Packages whose tests run here, in the order in which they stand on each other.
const TESTED: &[&str] = &["bindings/swift", "ios/Packages/KithModels"];

/// Packages that only need to build: there is nothing in them to run without a screen.
const CHECKED: &[&str] = &["ios/Packages/KithUI"];

/// Everything Swift that is written by hand; what is generated lies between.
const LINTED: &[&str] = &[
    "bindings/swift/Package.swift",
    "bindings/swift/Sources/Kith",
    "bindings/swift/Sources/KithTesting",
    "bindings/swift/Tests",
    "ios",
];

/// Lints, builds and tests.
///
/// # Errors
/// [`Failed::Missing`] without a Swift; else what failed.
pub fn check() -> Result<(), Failed> {
    let swift = Swift::find()?;
    let made = make()?;
    run(swift
        .call("swift-format")
        .args(["lint", "--strict", "--parallel", "--recursive"])
        .args(["--configuration", "bindings/swift/.swift-format"])
        .args(LINTED))?;
    for package in TESTED {
        run(&mut swift.test(package, &made.library))?;
    }
    for package in CHECKED {
        run(&mut swift.package("build", package, &made.library))?;
    }
    Ok(())
}

/// Plays the story alone, and lets it write what came of it to `out`.
///
/// # Errors
/// As [`check`].
pub fn story(out: &Path) -> Result<(), Failed> {
    let swift = Swift::find()?;
    let made = make()?;
    run(swift
        .test("bindings/swift", &made.library)
        .args(["--filter", "StoryTests"])
        .env("KITH_STORY_OUT", out))
}

/// The library, and what was generated from it where the package expects it.
fn make() -> Result<Bindings, Failed> {
    let made = bindings::make(false)?;
    place(&made.generated.join("swift"))?;
    Ok(made)
}

/// Puts what was generated where the package expects it.
fn place(generated: &Path) -> Result<(), Failed> {
    let sources = root().join("bindings/swift/Sources");
    for (name, folder) in [
        ("KithCore.swift", "KithCore"),
        ("KithCoreFFI.h", "KithCoreFFI"),
    ] {
        let to = sources.join(folder).join(name);
        let copied = std::fs::create_dir_all(sources.join(folder))
            .and_then(|()| std::fs::read(generated.join(name)))
            .and_then(|new| {
                // What has not changed keeps its date, and nothing is compiled again.
                let same = std::fs::read(&to).is_ok_and(|old| old == new);
                if same {
                    Ok(())
                } else {
                    std::fs::write(&to, new)
                }
            });
        copied.map_err(|e| wrong(&to, &e))?;
    }
    Ok(())
}

/// How a Swift is called here.
enum Swift {
    /// By its names.
    Installed,
    /// Through the script.
    Unpacked,
}

impl Swift {
    fn find() -> Result<Self, Failed> {
        if !cfg!(target_os = "linux") {
            return Err(Failed::Missing(
                "the Swift lane runs on Linux; on a Mac, Xcode builds the same packages: cargo xtask ios"
                    .to_owned(),
            ));
        }
        if there("swift") && there("swift-format") {
            let version = read(command("swift").arg("--version"))?;
            if major(&version).is_some_and(|major| major >= OLDEST) {
                return Ok(Self::Installed);
            }
        }
        if there("apt-get") && Path::new("/etc/debian_version").exists() && !is_ubuntu() {
            run(command(root().join(SCRIPT)).arg("install"))?;
            return Ok(Self::Unpacked);
        }
        Err(Failed::Missing(format!(
            "Swift {OLDEST} or newer is not installed; see https://www.swift.org/install"
        )))
    }

    fn call(&self, program: &str) -> Command {
        match self {
            Self::Installed => command(program),
            Self::Unpacked => {
                let mut call = command(root().join(SCRIPT));
                call.args(["run", program]);
                call
            }
        }
    }

    /// The tests of a package, one at a time, since some of them measure.
    fn test(&self, package: &str, library: &Path) -> Command {
        let mut test = self.package("test", package, library);
        test.arg("--no-parallel")
            .env("KITH_SERVER", library.join("kith-server"));
        test
    }

    /// `swift VERB` of a package, linked with the libraries in `library`; builds in the target folder.
    fn package(&self, verb: &str, package: &str, library: &Path) -> Command {
        let mut call = self.call("swift");
        call.args([verb, "--package-path", package, "--scratch-path"]);
        call.arg(target().join("swift").join(package.replace('/', "-")));
        for flag in ["-L", "-rpath"] {
            call.args(["-Xlinker", flag, "-Xlinker"]).arg(library);
        }
        // Swift's own libraries name symbols of each other that the linker does not find by itself.
        call.args(["-Xlinker", "--allow-shlib-undefined"]);
        call
    }
}

/// Ubuntu packages no Swift 6, and its mirrors hold no Debian.
fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.contains("ID=ubuntu"))
}

/// The first number of `Swift version 6.0.3`.
fn major(version: &str) -> Option<u32> {
    let (_, after) = version.split_once("Swift version ")?;
    after.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_version_is_read_from_what_swift_says() {
        let said = "Swift version 6.0.3 (swift-6.0.3-RELEASE)\nTarget: x86_64-unknown-linux-gnu\n";
        assert_eq!(major(said), Some(6));
        assert_eq!(major("swift-driver version: 1.1"), None);
    }
}
