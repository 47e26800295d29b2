// Pathspecs and the patterns in them, compared with git on random paths and random pathspecs.

import Support
import Testing

@testable import RgitCore

@Suite struct PathspecTests {
    private static let environment = ProcessEnvironment(
        variables: [:], workingDirectory: Array("/".utf8), now: 0)

    private static func words(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    /// Lists the paths of a commit that pathspecs match, by walking its tree.
    private static let walk = [
        "diff-tree", "-r", "-z", "--name-only", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "main", "--",
    ]

    private func matching(
        _ specs: [[UInt8]], _ paths: [[UInt8]], prefix: String = "",
        environment: ProcessEnvironment = environment
    ) throws -> [[UInt8]] {
        let pathspec = try Pathspec(specs, prefix: Array(prefix.utf8), environment: environment)
        return paths.filter { pathspec.matches($0) }
    }

    /// Names made of what patterns are made of.
    private static func randomName(_ random: inout SplitMix64) -> [UInt8] {
        let letters = Array("aabbAB.-]*[!^\\?".utf8)
        var name = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            letters.randomElement(using: &random) ?? 0x61
        }
        if name == [0x2e] || name == [0x2e, 0x2e] { name.append(0x61) }
        return name
    }

    private static func randomPaths(_ random: inout SplitMix64, count: Int) -> [[UInt8]] {
        var folders: [[UInt8]] = [[]]
        for _ in 0..<count / 6 {
            let parent = folders.randomElement(using: &random) ?? []
            folders.append(parent + randomName(&random) + [0x2f])
        }
        let folderNames = Set(folders.map { Array($0.dropLast()) })
        var paths: Set<[UInt8]> = []
        for _ in 0..<count {
            let path = (folders.randomElement(using: &random) ?? []) + randomName(&random)
            if !folderNames.contains(path) { paths.insert(path) }
        }
        return paths.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func randomPattern(_ random: inout SplitMix64, paths: [[UInt8]]) -> [UInt8] {
        let pieces = [
            "a", "b", "A", "B", "*", "*", "**", "**/", "/**", "/", "?", "[ab]", "[!a]", "[^A-B]",
            "[[:alpha:]]",
            "[[:upper:]b]", "[]a]", "[a-", "\\*", "\\a", "\\A", ".", "-", "[\\]]", "[*-\\]]", "***",
            "[[:foo:]]",
            "[a-z]", "[A]", "[b-a]", "[[:]", "[[a]",
        ]
        var pattern: [UInt8] = []
        if Bool.random(using: &random), let path = paths.randomElement(using: &random) {
            // A path with a piece of it replaced: likely to match something.
            let start = Int.random(in: 0...path.count, using: &random)
            let end = Int.random(in: start...path.count, using: &random)
            pattern = Array(path[..<start]) + Array((pieces.randomElement(using: &random) ?? "").utf8)
            if Bool.random(using: &random) { pattern += path[end...] }
        } else {
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                pattern += Array((pieces.randomElement(using: &random) ?? "a").utf8)
            }
        }
        while pattern.first == 0x2f { pattern.removeFirst() }
        // Two dots in a row would lead out of the repository.
        return pattern.isEmpty || pattern.starts(with: [0x2e, 0x2e]) ? [0x61] : pattern
    }

    @Test(arguments: [UInt64(1), 2, 3]) func randomPathspecs(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let paths = Self.randomPaths(&random, count: 300)
        let repository = try ScratchRepository {
            _ = $0.commit("all", paths.map { Change.file(String(decoding: $0, as: UTF8.self), "x") })
        }
        try repository.git("read-tree", "main")
        var folders: Set<[UInt8]> = [[]]
        for path in paths {
            for index in path.indices where path[index] == 0x2f { folders.insert(Array(path[..<index])) }
        }
        let magics = [
            "", "", ":(glob)", ":(glob)", ":(icase)", ":(glob,icase)", ":(literal)", ":!:", ":(exclude,glob)",
        ]
        for _ in 0..<rounds(60) {
            var specs: [[UInt8]] = []
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let magic = Array((magics.randomElement(using: &random) ?? "").utf8)
                specs.append(magic + Self.randomPattern(&random, paths: paths))
            }
            let shown = specs.map { String(decoding: $0, as: UTF8.self) }
            let pathspec = try Pathspec(specs, environment: Self.environment)
            let mine = paths.filter { pathspec.matches($0) }
            let walked = try repository.git.run(Self.words(Self.walk) + specs).records
            #expect(mine == walked, "\(shown) while walking")
            let listed = try repository.git.run(
                ["ls-files", "-z", "--"].map { Array($0.utf8) } + specs
            ).records
            #expect(paths.filter { pathspec.matches($0, in: .index) } == listed, "\(shown) in the index")
            let included = Set(mine)
            for folder in folders {
                let below = paths.filter { folder.isEmpty || $0.starts(with: folder + [0x2f]) }
                switch pathspec.coverage(of: folder) {
                case .nothing: #expect(below.allSatisfy { !included.contains($0) }, "\(shown) in \(folder)")
                case .everything: #expect(below.allSatisfy { included.contains($0) }, "\(shown) in \(folder)")
                case .partly: break
                }
            }
        }
    }

    @Test func relativeToADirectory() throws {
        let paths = ["a", "sub/a", "sub/b/c", "SUB/a", "sub/[x]/y", "sub/x/y", "other/a"]
        let repository = try ScratchRepository {
            _ = $0.commit("all", paths.map { Change.file($0, "x") })
        }
        try repository.checkOut()
        let all = Self.words(paths.sorted())
        for specs in [
            ["."], ["a"], ["../a"], ["..//./a"], ["b/"], ["b/c/"], ["*"], ["../*a"], [":/a"], [":/"],
            [":(top)*a"],
            [":(icase)A"], [":(icase)../SUB/A"], [":!a"], [":^b", "."], [":(exclude)a", ":/"], ["*c"],
            ["b/../a"],
            [":(glob)*"], [":(glob)**"], [":(icase,top)SUB"], [":"], [":/:a"], ["./[x]"], ["../sub/"],
            ["[x]/y"],
            [repository.path + "/other"], [repository.path], [":!/"], [":(top,exclude)sub"],
        ] {
            for folder in ["sub", "sub/[x]", ""] {
                let git = repository.git.at(repository.path + "/" + folder)
                let answer = try git.attempt(Self.walk + specs)
                let prefix = folder.isEmpty ? "" : folder + "/"
                let pathspec: Pathspec
                do throws(RgitError) {
                    pathspec = try Pathspec(
                        Self.words(specs), prefix: Array(prefix.utf8), workTree: Array(repository.path.utf8),
                        environment: Self.environment)
                } catch {
                    #expect(answer.exitStatus == 128, "\(specs) in \(folder): \(error)")
                    continue
                }
                #expect(answer.exitStatus == 0, "\(specs) in \(folder)")
                let mine = all.filter { pathspec.matches($0) }
                #expect(
                    mine == answer.records.sorted { $0.lexicographicallyPrecedes($1) },
                    "\(specs) in \(folder)")
            }
        }
    }

    @Test func environmentVariables() throws {
        let paths = Self.words(["*", "A", "a", "b/a", "b/c"])
        for (variable, spec, expected) in [
            ("GIT_LITERAL_PATHSPECS", "*", ["*"]),
            ("GIT_LITERAL_PATHSPECS", ":(glob)*", []),
            ("GIT_GLOB_PATHSPECS", "*", ["*", "A", "a"]),
            ("GIT_GLOB_PATHSPECS", ":(literal)*", ["*"]),
            ("GIT_NOGLOB_PATHSPECS", "*", ["*"]),
            ("GIT_NOGLOB_PATHSPECS", ":(glob)*", ["*", "A", "a"]),
            ("GIT_ICASE_PATHSPECS", "a", ["A", "a"]),
        ] {
            var environment = Self.environment
            environment.variables[variable] = Array("true".utf8)
            let mine = try matching(Self.words([spec]), paths, environment: environment)
            #expect(mine == Self.words(expected), "\(variable) \(spec)")
        }
    }

    @Test(arguments: [
        "", "../x", "/elsewhere", ":(bad)x", ":(glob", ":#x", ":(glob,literal)x", ":(attr:binary)x",
        "a/../../b",
    ]) func malformed(spec: String) {
        #expect(throws: RgitError.self) {
            try Pathspec([Array(spec.utf8)], workTree: Array("/here".utf8), environment: Self.environment)
        }
    }

    @Test func submodulesAndSlashes() throws {
        let pathspec = try Pathspec(Self.words(["module/"]), environment: Self.environment)
        let module = Array("module".utf8)
        #expect(!pathspec.matches(module))
        #expect(pathspec.matches(module, isSubmodule: true))
        #expect(pathspec.coverage(of: module) == .everything)
        #expect(pathspec.literalPaths == [module])
    }

    @Test(.timeLimit(.minutes(1))) func hostilePatterns() {
        let pattern = Array(String(repeating: "a*", count: 40).utf8) + [0x62]
        let long = Array(String(repeating: "**/a*", count: 200).utf8) + [0x62]
        let text = [UInt8](repeating: 0x61, count: 4_000)
        #expect(!Wildmatch(pattern, options: .pathname).matches(text))
        #expect(!Wildmatch(long, options: .pathname).matches(text))
        #expect(!Wildmatch(long).matches(text))
    }
}
