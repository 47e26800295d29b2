// swift-tools-version: 6.2
// Builds the command-line tool rgit and the library RgitCore; the arrows between the targets only point down.

import Foundation
import PackageDescription

// pkg-config would have every program linked with libgit2, which on Linux is loaded when first needed (see its shim.h).
#if os(macOS)
    let libgit2PackageConfig: String? = "libgit2"
#else
    let libgit2PackageConfig: String? = nil
#endif

// Where Debian's packages have the archives of libdeflate and of the C++ library, the program takes them in: three libraries
// less to find and to bind are a quarter of what starting costs. The scripts in Sources/Archives come before the libraries
// of the same names on the linker's path.
#if arch(arm64)
    let libdeflateArchive = "/usr/lib/aarch64-linux-gnu/libdeflate.a"
#else
    let libdeflateArchive = "/usr/lib/x86_64-linux-gnu/libdeflate.a"
#endif
let archiveFlags =
    FileManager.default.fileExists(atPath: libdeflateArchive)
    ? ["-L\(Context.packageDirectory)/Sources/Archives", "-Xclang-linker", "-static-libgcc"] : []

// A generic type is made by calls, and not found by its name, for which Swift searches all conformances of the program:
// half of the instructions of a small question. The flag counts as unsafe, so that a package in whose checkouts this one
// is has to do without it.
let isCheckout = Context.packageDirectory.contains("/checkouts/")
let directGenericTypes: [SwiftSetting] =
    isCheckout
    ? []
    : [
        .unsafeFlags(
            ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
            .when(configuration: .release))
    ]

let package = Package(
    name: "rgit",
    platforms: [.macOS("26.0")],
    products: [
        .executable(name: "rgit", targets: ["rgit"]),
        .library(name: "RgitCore", targets: ["RgitCore"]),
        .library(name: "RgitFoundation", targets: ["RgitFoundation"]),
    ],
    targets: [
        .systemLibrary(
            name: "Clibgit2",
            pkgConfig: libgit2PackageConfig,
            providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
        ),
        .systemLibrary(
            name: "Clibdeflate",
            pkgConfig: "libdeflate",
            providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]
        ),
        // Its one user opens it on demand, so nothing is linked.
        .systemLibrary(name: "Czlib", providers: [.apt(["zlib1g-dev"])]),
        // The same: only patterns of --perl-regexp need it.
        .systemLibrary(name: "Cpcre2"),
        // And this: only `rgit export --format sqlite` needs it.
        .systemLibrary(name: "Csqlite3"),
        // Functions of glibc that its own headers keep from Swift.
        .systemLibrary(name: "Cscheduling"),
        .target(name: "Records", swiftSettings: directGenericTypes),
        .target(
            name: "GitObjects",
            dependencies: ["Clibdeflate", "Czlib"],
            // Lifetimes: a mapped file lends its bytes as a RawSpan, which the compiler then keeps inside the file's life.
            swiftSettings: directGenericTypes + [
                .strictMemorySafety(), .enableExperimentalFeature("Lifetimes"),
            ]
        ),
        .target(
            name: "RgitCore",
            dependencies: ["GitObjects", "Records", "Clibgit2", "Cpcre2", "Cscheduling", "Csqlite3"],
            swiftSettings: directGenericTypes + [.strictMemorySafety()]),
        .target(name: "RgitFoundation", dependencies: ["RgitCore"]),
        .target(
            name: "RgitCommandLine", dependencies: ["RgitCore", "Records"], swiftSettings: directGenericTypes),
        .executableTarget(
            name: "rgit", dependencies: ["RgitCommandLine", "RgitCore"],
            swiftSettings: directGenericTypes,
            // At a fixed address the loader has 37,000 pointers less to write, a third of what starting costs; and as nothing
            // looks up names in the program, it need not search eleven thousand of them for each name of a library.
            linkerSettings: [
                .unsafeFlags(
                    ["-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic"] + archiveFlags,
                    .when(platforms: [.linux], configuration: .release))
            ]),

        .target(name: "Support", path: "Tests/Support"),
        .testTarget(name: "GitObjectsTests", dependencies: ["GitObjects", "Clibdeflate", "Support"]),
        .testTarget(name: "RecordsTests", dependencies: ["Records", "Support"]),
        .testTarget(name: "RgitCoreTests", dependencies: ["RgitCore", "Records", "Support"]),
        .testTarget(
            name: "RgitCommandLineTests", dependencies: ["RgitCommandLine", "RgitCore", "Records", "Support"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["rgit", "Support"],
            path: "Tests/EndToEnd"
        ),
    ],
    swiftLanguageModes: [.v6]
)
