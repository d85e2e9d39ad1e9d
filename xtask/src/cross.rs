//! That the core compiles for phones, as far as a machine without NDK or Xcode can say.
//!
//! `cargo check` reads every line of the core under the phone's `cfg` and types; it neither links nor
//! compiles the C of SQLite and ring. Uses rustup's target where it is installed; else, on Debian as
//! root, unpacks a newer compiler with its library's source beside the host
//! (`bindings/cross/toolchain.sh`).

use crate::step::Failed;
use crate::tool::{cargo, command, root, run, target};
use std::path::Path;
use std::process::Command;

/// The phones: what rustc calls them.
const TARGETS: &[&str] = &["aarch64-linux-android", "aarch64-apple-ios"];

/// Checks the facade, and with it the whole core, for every phone.
///
/// # Errors
/// [`Failed::Missing`] where neither a target nor Debian's packages can be had; else what failed.
pub fn check() -> Result<(), Failed> {
    TARGETS.iter().try_for_each(|phone| {
        eprintln!("kith-ffi for {phone}");
        let mut check = if installed(phone) {
            let mut cargo = cargo();
            cargo.arg("check");
            cargo
        } else if on_debian() {
            let mut unpacked = command(root().join("bindings/cross/toolchain.sh"));
            unpacked.args(["cargo", "check"]);
            unpacked
        } else {
            return Err(Failed::Missing(format!(
                "rustc knows no {phone} here: rustup target add {phone}; on Debian or Ubuntu, run \
                 this as root and a compiler is unpacked under /opt"
            )));
        };
        run(without_linking(&mut check, phone)
            .args(["--quiet", "--locked", "--package", "kith-ffi"])
            .args(["--target", phone])
            // The standard library is compiled as well, but never run.
            .args(["--config", "profile.dev.package.'*'.opt-level=0"]))
    })
}

/// Whether rustup installed the standard library for `phone`.
fn installed(phone: &str) -> bool {
    let sysroot = crate::tool::read(command("rustc").args(["--print", "sysroot"]));
    sysroot.is_ok_and(|sysroot| {
        Path::new(sysroot.trim())
            .join("lib/rustlib")
            .join(phone)
            .join("lib")
            .is_dir()
    })
}

fn on_debian() -> bool {
    let ours = std::env::consts::ARCH == "x86_64" && Path::new("/etc/debian_version").exists();
    ours && command("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout == b"0\n")
}

/// A check links nothing, so the C compiler may be one that leaves empty files, and the SDK any folder.
fn without_linking<'a>(check: &'a mut Command, phone: &str) -> &'a mut Command {
    let spelled = phone.replace('-', "_");
    check
        .env(
            format!("CC_{spelled}"),
            root().join("bindings/cross/fakecc"),
        )
        .env(format!("AR_{spelled}"), "true")
        .env("SDKROOT", root())
        .env("CARGO_TARGET_DIR", target().join("phones"))
}
