//! The Android package: an AAR with the core for every processor, and the Kotlin on top of it.
//!
//! Laid out as developer.android.com ("Anatomy of an AAR file") says. JNA, which the generated Kotlin
//! calls the core through, is named by the POM, so that an app gets Android's own build of it.

use super::plan::{Action, Plan, Step, words};

/// The processors phones and emulators have: Android's name, and rustc's.
const ABIS: &[(&str, &str)] = &[
    ("arm64-v8a", "aarch64-linux-android"),
    ("x86_64", "x86_64-linux-android"),
];

const OUT: &str = "target/packages/android";
const JAR: &str = "target/kotlin/kith-core-0.1.0.jar";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="org.kith.core">
  <uses-sdk android:minSdkVersion="26" />
</manifest>
"#;

/// JNA finds classes and fields by name; so does the core when it calls back.
const CONSUMER_RULES: &str = "-keep class com.sun.jna.** { *; }
-keep class * implements com.sun.jna.** { *; }
-keep class org.kith.core.** { *; }
-dontwarn java.awt.**
";

const POM: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.kith</groupId>
  <artifactId>kith-android</artifactId>
  <version>0.1.0</version>
  <packaging>aar</packaging>
  <dependencies>
    <dependency>
      <groupId>net.java.dev.jna</groupId><artifactId>jna</artifactId><version>5.19.1</version><type>aar</type>
    </dependency>
    <dependency>
      <groupId>org.jetbrains.kotlin</groupId><artifactId>kotlin-stdlib</artifactId><version>2.4.10</version>
    </dependency>
    <dependency>
      <groupId>org.jetbrains.kotlinx</groupId><artifactId>kotlinx-coroutines-core</artifactId><version>1.10.2</version>
    </dependency>
  </dependencies>
</project>
"#;

/// The steps.
pub fn plan() -> Plan {
    let library = |abi: &str| format!("{OUT}/aar/jni/{abi}/libkith_ffi.so");
    let libraries: Vec<String> = ABIS.iter().map(|(abi, _)| library(abi)).collect();
    let inside = |file: &str| format!("{OUT}/aar/{file}");
    let mut steps = vec![build(&libraries), align(&libraries)];
    steps.extend(kotlin());
    steps.extend([
        write("say what it is", MANIFEST, inside("AndroidManifest.xml")),
        write(
            "keep what is called by name",
            CONSUMER_RULES,
            inside("proguard.txt"),
        ),
        write("it has no resources of its own", "", inside("R.txt")),
        write(
            "name what it stands on",
            POM,
            format!("{OUT}/kith-android.pom"),
        ),
    ]);
    let mut contents = vec![
        inside("AndroidManifest.xml"),
        inside("classes.jar"),
        inside("proguard.txt"),
        inside("R.txt"),
    ];
    contents.extend(libraries);
    let aar = format!("{OUT}/kith-android.aar");
    steps.push(Step {
        why: "put it together",
        action: Action::Run {
            program: "jar",
            get: "a JDK, 17 or newer",
            args: words(&format!(
                "--create --no-manifest --file {aar} -C {OUT}/aar ."
            )),
            env: Vec::new(),
        },
        reads: contents,
        makes: vec![aar.clone()],
    });
    Plan {
        name: "Android package",
        steps,
        layout: vec![aar, format!("{OUT}/kith-android.pom")],
    }
}

/// Pages of 16 KiB are the linker's default from NDK 28 on; said here, older ones do it too.
fn build(libraries: &[String]) -> Step {
    let targets: String = (ABIS.iter())
        .map(|(_, target)| format!(" --target {target}"))
        .collect();
    Step {
        why: "build the core for each processor",
        action: Action::Run {
            program: "cargo",
            get: "cargo install cargo-ndk; an NDK by Android Studio's SDK manager, and ANDROID_NDK_HOME",
            args: words(&format!(
                "ndk{targets} --platform 26 --output-dir {OUT}/aar/jni \
                 build --locked --package kith-ffi --lib --profile mobile"
            )),
            env: vec![("RUSTFLAGS", "-Clink-arg=-Wl,-z,max-page-size=16384".into())],
        },
        reads: vec!["bindings/ffi/Cargo.toml".into()],
        makes: libraries.to_vec(),
    }
}

fn align(libraries: &[String]) -> Step {
    Step {
        why: "look whether phones with large memory pages can load it",
        action: Action::Align,
        reads: libraries.to_vec(),
        makes: Vec::new(),
    }
}

/// The Kotlin is the same for every processor, so it is written and compiled on this machine.
fn kotlin() -> [Step; 3] {
    let generated = "target/bindings/kotlin/org/kith/core/kith_ffi.kt";
    [
        Step {
            why: "write the Kotlin from the library",
            action: Action::Run {
                program: "cargo",
                get: "https://rustup.rs",
                args: words("xtask bindings"),
                env: Vec::new(),
            },
            reads: vec!["bindings/ffi/uniffi.toml".into()],
            makes: vec![generated.into()],
        },
        Step {
            why: "compile it with the layer on top",
            action: Action::Run {
                program: "mvn",
                get: "apt-get install -y maven, or https://maven.apache.org",
                args: words(
                    "--batch-mode --no-transfer-progress --file bindings/kotlin/pom.xml package -DskipTests",
                ),
                env: Vec::new(),
            },
            reads: vec!["bindings/kotlin/pom.xml".into(), generated.into()],
            makes: vec![JAR.into()],
        },
        Step {
            why: "put the classes where Android looks for them",
            action: Action::Copy,
            reads: vec![JAR.into()],
            makes: vec![format!("{OUT}/aar/classes.jar")],
        },
    ]
}

fn write(why: &'static str, text: &str, file: String) -> Step {
    Step {
        why,
        action: Action::Write(text.to_owned()),
        reads: Vec::new(),
        makes: vec![file],
    }
}
