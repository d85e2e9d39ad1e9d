// swift-tools-version: 6.0
// What the app knows: a model for each screen, where the person is, and how things are written. Foundation only.

import PackageDescription

let package = Package(
    name: "KithModels",
    platforms: [.iOS(.v18), .macOS(.v15)],
    products: [.library(name: "KithModels", targets: ["KithModels"])],
    dependencies: [.package(name: "Kith", path: "../../../bindings/swift")],
    targets: [
        .target(name: "KithModels", dependencies: [.product(name: "Kith", package: "Kith")]),
        // Against the real core and a real server, never a fake.
        .testTarget(
            name: "KithModelsTests",
            dependencies: ["KithModels", .product(name: "KithTesting", package: "Kith")]),
    ],
    swiftLanguageModes: [.v6]
)
