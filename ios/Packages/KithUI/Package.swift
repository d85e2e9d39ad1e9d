// swift-tools-version: 6.0
// What the app shows: SwiftUI views over KithModels, and nothing that could be tested below.

import PackageDescription

// On Linux there is no SwiftUI. There the views are checked against a stub of that name: types only, no pixels.
#if os(Linux)
    let stub: [Target] = [.target(name: "SwiftUI", path: "Stub/SwiftUI")]
#else
    let stub: [Target] = []
#endif

let package = Package(
    name: "KithUI",
    defaultLocalization: "en",
    platforms: [.iOS(.v18), .macOS(.v15)],
    products: [.library(name: "KithUI", targets: ["KithUI"])],
    dependencies: [.package(path: "../KithModels")],
    targets: [
        .target(
            name: "KithUI",
            dependencies: [.product(name: "KithModels", package: "KithModels")]
                + stub.map { .target(name: $0.name) },
            resources: [.process("Resources")])
    ] + stub,
    swiftLanguageModes: [.v6]
)
