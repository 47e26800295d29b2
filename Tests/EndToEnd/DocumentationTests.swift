// What the library's modules make public: every symbol has documentation, and no pointer is among them.

import Foundation
import Support
import Testing

@Suite struct DocumentationTests {
    /// A public symbol, as the compiler writes it to a symbol graph.
    private struct Symbol: Decodable {
        struct Identifier: Decodable { let precise: String }
        struct Fragment: Decodable {
            let spelling: String
            let preciseIdentifier: String?
        }
        struct Comment: Decodable {
            struct Line: Decodable { let text: String }
            let lines: [Line]
        }
        /// Where it is written; what the compiler adds, such as `==`, is written nowhere.
        struct Location: Decodable { let uri: String }

        let identifier: Identifier
        let pathComponents: [String]
        let docComment: Comment?
        let declarationFragments: [Fragment]?
        let location: Location?

        var name: String { pathComponents.joined(separator: ".") }
        var declaration: String { (declarationFragments ?? []).map(\.spelling).joined() }
        var isDocumented: Bool { docComment?.lines.contains { !$0.text.isEmpty } ?? false }
    }

    private struct Graph: Decodable { let symbols: [Symbol] }

    private static let root = String(
        #filePath.prefix(
            upTo: #filePath.firstRange(of: "/Tests/EndToEnd/")?.lowerBound ?? #filePath.startIndex))

    private func runner(in folder: TemporaryFolder) -> ProcessRunner {
        ProcessRunner(
            environment: Hermetic.environment(home: folder.path), workingDirectory: folder.path)
    }

    /// Writes the symbol graphs of a module, read from what the build has left, to a folder.
    private func extractGraphs(of module: String, to folder: TemporaryFolder) throws {
        let target = try runner(in: folder).run("swiftc", ["-print-target-info"]).expecting()
        struct Info: Decodable {
            struct Target: Decodable { let triple: String }
            let target: Target
        }
        let triple = try JSONDecoder().decode(Info.self, from: Data(target.stdout)).target.triple
        let modules = "\(Rgit.path.dropLast("/rgit".count))/Modules"
        var arguments = ["symbolgraph-extract", "-module-name", module, "-target", triple, "-I", modules]
        arguments += ["-minimum-access-level", "public", "-skip-inherited-docs", "-output-dir", folder.path]
        for library in ["Clibdeflate", "Clibgit2", "Cpcre2", "Cscheduling", "Csqlite3", "Czlib"] {
            let sources = "\(Self.root)/Sources/\(library)"
            arguments += ["-I", sources, "-Xcc", "-fmodule-map-file=\(sources)/module.modulemap"]
        }
        try runner(in: folder).run("swift", arguments).expecting()
    }

    /// The public symbols of a module that are written in its sources.
    private func symbols(of module: String) throws -> [Symbol] {
        let folder = try TemporaryFolder()
        try extractGraphs(of: module, to: folder)
        // Extensions of other modules' types are in files of their own.
        var symbols: [Symbol] = []
        for name in try FileTree.names(in: Array(folder.path.utf8))
        where name.suffix(5) == Array(".json".utf8)[...] {
            let json = try FileTree.read(Array("\(folder.path)/".utf8) + name)
            symbols += try JSONDecoder().decode(Graph.self, from: Data(json)).symbols
        }
        return symbols.filter { $0.location != nil }
    }

    @Test(arguments: [
        ("GitObjects", "ObjectID"), ("Records", "Text"), ("RgitCore", "Repo"),
        ("RgitFoundation", "Timestamp.date"),
    ])
    func everyPublicSymbolIsDocumented(module: String, known: String) throws {
        let symbols = try symbols(of: module)
        // Of an empty graph all would be true.
        #expect(symbols.contains { $0.name == known })
        let bare = symbols.filter { !$0.isDocumented }.map(\.name).sorted()
        #expect(bare.isEmpty, "without documentation: \(bare.joined(separator: ", "))")
    }

    /// The types that can be reached from `Repo`: what a user of the library sees.
    @Test func theFaceIsMadeOfValues() throws {
        let symbols = try symbols(of: "RgitCore")
        let types = Dictionary(symbols.map { ($0.identifier.precise, $0) }) { first, _ in first }
        var members: [String: [Symbol]] = [:]
        for symbol in symbols {
            for depth in 1..<max(1, symbol.pathComponents.count) {
                members[symbol.pathComponents[..<depth].joined(separator: "."), default: []].append(symbol)
            }
        }
        var seen: Set<String> = ["Repo"]
        var next = ["Repo"]
        var declarations: [(name: String, text: String)] = []
        while let type = next.popLast() {
            // The type itself too, for it may be another name of a type.
            for member in symbols.filter({ $0.name == type }) + (members[type] ?? []) {
                declarations.append((member.name, member.declaration))
                let fragments = member.declarationFragments ?? []
                for (place, fragment) in fragments.enumerated() {
                    // Of `Outer.Inner` only the inner type is meant.
                    if place + 1 < fragments.count, fragments[place + 1].spelling == "." { continue }
                    guard let name = fragment.preciseIdentifier.flatMap({ types[$0]?.name }) else { continue }
                    if seen.insert(name).inserted { next.append(name) }
                }
            }
        }
        for expected in [
            "Commit", "RgitError", "QueryRows", "Contributor", "BlameReport.Hunk", "RowStream", "Head",
        ] {
            #expect(seen.contains(expected), "\(seen.sorted())")
        }
        for (name, text) in declarations {
            #expect(
                !text.contains("Unsafe") && !text.contains("OpaquePointer") && !text.contains("git_"),
                "\(name)")
            // Bytes are where text may hold what is no string, beside a string of the same, and what a file holds.
            let mayHoldBytes = [
                "Text.", "ProcessEnvironment.", "RgitError.init", "BlameReport.", "ObjectID.",
                "Repo.contents", "Repo.streamContents",
            ]
            if text.contains("UInt8]") {
                #expect(mayHoldBytes.contains { name.hasPrefix($0) }, "\(name): \(text)")
            }
        }
    }

    /// Links of the catalogue and of the comments lead somewhere.
    @Test func theCatalogueIsWhole() throws {
        let folder = try TemporaryFolder()
        try extractGraphs(of: "RgitCore", to: folder)
        let result = try runner(in: folder).run(
            "docc",
            [
                "convert", "\(Self.root)/Sources/RgitCore/RgitCore.docc", "--additional-symbol-graph-dir",
                folder.path, "--fallback-display-name", "RgitCore", "--fallback-bundle-identifier",
                "RgitCore",
                "--output-path", "\(folder.path)/pages",
            ]
        ).expecting()
        #expect(!result.errorText.contains("warning:") && !result.text.contains("warning:"), "\(result)")
    }
}
