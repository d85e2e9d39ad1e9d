//! Running other programs: found or not, from the workspace's root, never waiting for input.

use crate::step::Failed;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The workspace's root.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or `target`.
pub fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    root().join(named.unwrap_or_else(|| PathBuf::from("target")))
}

/// The same cargo that runs this.
pub fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What cargo told this program of itself would else look like a change to build scripts that ask for it
    // (ring's does), and everything above them would be built anew after each cargo that somebody types.
    for (name, _) in std::env::vars_os() {
        let known = name.to_string_lossy();
        if known.starts_with("CARGO_PKG_") || known.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// `program`, to be run from the root with no input.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs `command`; what it prints goes to the terminal.
pub fn run(command: &mut Command) -> Result<(), Failed> {
    let status = command.status().map_err(|e| missing(command, &e))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failed::Command {
            command: spell(command),
            status,
        })
    }
}

/// Runs `command` and returns what it printed on standard output.
pub fn read(command: &mut Command) -> Result<String, Failed> {
    command.stderr(Stdio::inherit());
    let Output { status, stdout, .. } = command.output().map_err(|e| missing(command, &e))?;
    let text = String::from_utf8_lossy(&stdout).into_owned();
    if status.success() {
        Ok(text)
    } else {
        eprint!("{text}");
        Err(Failed::Command {
            command: spell(command),
            status,
        })
    }
}

/// Whether `program` can be started at all.
pub fn there(program: &str) -> bool {
    command(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn missing(command: &Command, error: &std::io::Error) -> Failed {
    let program = command.get_program().to_string_lossy().into_owned();
    if error.kind() == ErrorKind::NotFound {
        Failed::Missing(format!("`{program}` is not installed"))
    } else {
        Failed::Start {
            program,
            why: error.to_string(),
        }
    }
}

fn spell(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
