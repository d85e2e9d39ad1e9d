//! The iOS package: static libraries for phone and simulator in an XCFramework, and the Swift on top.
//!
//! Laid out as Apple's "Creating a multiplatform binary framework bundle" says. The headers lie in a
//! folder of their own name, so that two such frameworks in one app do not clash over
//! `module.modulemap`.

use super::plan::{Action, Plan, Step, words};

const OUT: &str = "target/packages/ios";
const GENERATED: &str = "target/bindings/swift";
const LIBRARY: &str = "libkith_ffi.a";
const XCODE: &str = "Xcode, on a Mac: xcode-select --install";

const MODULE_MAP: &str = "module KithCoreFFI {
    header \"KithCoreFFI.h\"
    export *
}
";

/// The steps.
pub fn plan() -> Plan {
    let built = |target: &str| format!("target/{target}/mobile/{LIBRARY}");
    let phone = built("aarch64-apple-ios");
    let arm = built("aarch64-apple-ios-sim");
    let intel = built("x86_64-apple-ios");
    let simulator = format!("{OUT}/simulator/{LIBRARY}");
    let headers = format!("{OUT}/headers/KithCoreFFI");
    // Where bindings/swift/Package.swift looks for both.
    let framework = "bindings/swift/KithCoreFFI.xcframework".to_owned();
    let source = "bindings/swift/Sources/KithCore/KithCore.swift".to_owned();
    let zip = format!("{OUT}/KithCoreFFI.xcframework.zip");
    let swift = format!("{GENERATED}/KithCore.swift");
    let header = format!("{GENERATED}/KithCoreFFI.h");
    let (own_header, own_map) = (
        format!("{headers}/KithCoreFFI.h"),
        format!("{headers}/module.modulemap"),
    );
    let mut steps = vec![
        build("build the core for phones", "aarch64-apple-ios", &phone),
        build(
            "for simulators on Apple processors",
            "aarch64-apple-ios-sim",
            &arm,
        ),
        build("for simulators on Intel", "x86_64-apple-ios", &intel),
        run(
            "one library for both simulators",
            ("lipo", XCODE),
            &format!("-create {arm} {intel} -output {simulator}"),
            &[&arm, &intel],
            &[&simulator],
        ),
        run(
            "write the Swift from the library",
            ("cargo", "https://rustup.rs"),
            "xtask bindings",
            &["bindings/ffi/uniffi.toml"],
            &[&swift, &header],
        ),
    ];
    steps.push(Step {
        why: "put it where the package compiles it",
        action: Action::Copy,
        reads: vec![swift],
        makes: vec![source.clone()],
    });
    steps.push(Step {
        why: "the header, in a folder of its own",
        action: Action::Copy,
        reads: vec![header],
        makes: vec![own_header.clone()],
    });
    steps.push(Step {
        why: "and the map that makes it a module",
        action: Action::Write(MODULE_MAP.to_owned()),
        reads: Vec::new(),
        makes: vec![own_map.clone()],
    });
    let info = format!("{framework}/Info.plist");
    steps.extend([
        run(
            "let go of an earlier framework",
            ("rm", "part of every system"),
            &format!("-rf {framework}"),
            &[],
            &[],
        ),
        run(
            "put the framework together",
            ("xcodebuild", XCODE),
            &format!(
                "-create-xcframework -library {phone} -headers {OUT}/headers \
                 -library {simulator} -headers {OUT}/headers -output {framework}"
            ),
            &[&phone, &simulator, &own_header, &own_map],
            &[&info],
        ),
        run(
            "as one file",
            ("ditto", XCODE),
            &format!("-c -k --keepParent {framework} {zip}"),
            &[&info],
            &[&zip],
        ),
        run(
            "the checksum a Swift package names it by",
            ("swift", XCODE),
            &format!("package compute-checksum {zip}"),
            &[&zip],
            &[],
        ),
    ]);
    Plan {
        name: "iOS package",
        steps,
        layout: vec![info, zip, source],
    }
}

fn build(why: &'static str, target: &str, library: &str) -> Step {
    run(
        why,
        (
            "cargo",
            "https://rustup.rs, then rustup target add the target named",
        ),
        &format!("build --locked --package kith-ffi --lib --profile mobile --target {target}"),
        &["bindings/ffi/Cargo.toml"],
        &[library],
    )
}

fn run(
    why: &'static str,
    (program, get): (&'static str, &'static str),
    args: &str,
    reads: &[&str],
    makes: &[&str],
) -> Step {
    let owned = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect();
    Step {
        why,
        action: Action::Run {
            program,
            get,
            args: words(args),
            env: Vec::new(),
        },
        reads: owned(reads),
        makes: owned(makes),
    }
}
