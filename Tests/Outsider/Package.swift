// swift-tools-version: 6.2
// A program that uses the library as an outsider does: the lines that README and articles show, built and run by the tests.

import PackageDescription

let package = Package(
    name: "outsider",
    platforms: [.macOS("26.0")],
    dependencies: [.package(name: "rgit", path: "../..")],
    targets: [
        .executableTarget(
            name: "Outsider",
            dependencies: [
                .product(name: "RgitCore", package: "rgit"),
                .product(name: "RgitFoundation", package: "rgit"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
