// swift-tools-version: 6.0
// Kith for Swift: `import Kith`. README.md is the way in.

import PackageDescription

// The core itself. On Apple it comes as an XCFramework, which `cargo xtask ios` builds; on Linux, where the
// tests run, it is the shared library that `cargo build -p kith-ffi` makes.
#if os(Linux)
    let core = Target.systemLibrary(name: "KithCoreFFI")
#else
    let core = Target.binaryTarget(name: "KithCoreFFI", path: "KithCoreFFI.xcframework")
#endif

let package = Package(
    name: "Kith",
    // The first with typed failures in `AsyncSequence`. Every iPhone that runs iOS 17 runs it too.
    platforms: [.iOS(.v18), .macOS(.v15)],
    products: [
        .library(name: "Kith", targets: ["Kith"]),
        .library(name: "KithTesting", targets: ["KithTesting"]),
    ],
    targets: [
        core,
        // Written by `cargo xtask bindings`, not committed. Its foreign-function code is older than Swift 6's checks.
        .target(name: "KithCore", dependencies: ["KithCoreFFI"], swiftSettings: [.swiftLanguageMode(.v5)]),
        .target(name: "Kith", dependencies: ["KithCore"]),
        // Phones and a server process, for tests here and in the apps.
        .target(name: "KithTesting", dependencies: ["Kith"]),
        .testTarget(name: "KithTests", dependencies: ["Kith", "KithTesting"]),
    ],
    swiftLanguageModes: [.v6]
)
