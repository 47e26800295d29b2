// `rgit ignored` and `rgit attributes` beside `git check-ignore` and `git check-attr`, on random ignore files.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct IgnoredTests {
    /// All paths below the working tree, and some that do not exist.
    private static func paths(_ repository: ScratchRepository, _ random: inout SplitMix64) throws -> [[UInt8]]
    {
        var found = try repository.git("ls-files", "-z", "--cached", "--others").records
        found += try repository.git("ls-files", "-z", "--others", "--directory").records
        var paths = found
        for path in found {
            for slash in path.indices where path[slash] == 0x2f {
                paths.append(Array(path[..<slash]))
                if random.percent(30) { paths.append(Array(path[...slash])) }
            }
            if random.percent(30) { paths.append(path + Array(".o".utf8)) }
            if random.percent(20) { paths.append(path.dropLast() + Array("/none".utf8)) }
        }
        return paths.filter { ![nil, 0x2f, 0x3a].contains($0.first) }
    }

    /// The paths that git can be asked about at once: it stops at the first that is beyond a link, or in a submodule.
    private static func askable(_ paths: [[UInt8]], _ repository: ScratchRepository) throws -> [[UInt8]] {
        var askable: [[UInt8]] = []
        for path in paths {
            let words = ["check-ignore", "-q", "--"].map { Array($0.utf8) }
            if try repository.git.runner.run("git", words + [path]).exitStatus ?? 128 < 128 {
                askable.append(path)
            }
        }
        return askable
    }

    @Test(arguments: StateSeeds.of(12)) func patternsDecideAsInGit(seed: UInt64) throws {
        let repository = try RandomWorkTree.make(seed: seed, onlyNames: true)
        var random = SplitMix64(seed: seed)
        let paths = try Self.askable(Self.paths(repository, &random), repository)
        guard !paths.isEmpty else { return }
        let input = Array(paths.map { $0 + [0] }.joined())
        for options in [["-n"], [], ["-n", "--no-index"]] {
            let expected = try repository.git.attempt(
                ["check-ignore", "-v", "-z", "--stdin"] + options, input: input)
            let words = ["ignored", "-v", "-z", "--stdin"] + options
            let found = try repository.rgit.runner.run(Rgit.path, words, input: input)
            let difference = Self.firstDifference(found.records, expected.records)
            #expect(difference == nil, "\(options) of seed \(seed): \(difference ?? "")")
            #expect(found.exitStatus == expected.exitStatus, "\(found)")
        }
    }

    @Test(arguments: StateSeeds.of(8)) func attributesAreThoseOfGit(seed: UInt64) throws {
        let repository = try RandomWorkTree.make(seed: seed &+ 1000, onlyNames: true)
        var random = SplitMix64(seed: seed)
        let paths = try Self.paths(repository, &random)
        guard !paths.isEmpty else { return }
        let input = Array(paths.map { $0 + [0] }.joined())
        for (own, git) in [
            ([], ["-a"]), (["--cached"], ["--cached", "-a"]),
            (["--attribute", "text", "--attribute=none"], ["text", "none"]),
        ] {
            let expected = try repository.git.run(["check-attr", "-z", "--stdin"] + git, input: input)
            let words = ["attributes", "--porcelain", "-z", "--stdin"] + own
            let found = try repository.rgit.runner.run(Rgit.path, words, input: input).expecting(0)
            let difference = Self.firstDifference(found.records, expected.records)
            #expect(difference == nil, "\(own) of seed \(seed): \(difference ?? "")")
        }
    }

    private static func firstDifference(_ found: [[UInt8]], _ expected: [[UInt8]]) -> String? {
        if found == expected { return nil }
        let index =
            zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(found.count, expected.count)
        let around = max(0, index - 8)
        return """
            found \(found[around..<min(found.count, index + 4)].map(\.text)) \
            expected \(expected[around..<min(expected.count, index + 4)].map(\.text))
            """
    }
}

/// The seeds of random states; `RGIT_STATUS_STATES` asks for more of them, `RGIT_STATUS_SEED` for one.
enum StateSeeds {
    static func of(_ count: Int) -> [UInt64] {
        func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }
        if let seed = number("RGIT_STATUS_SEED") { return [UInt64(seed)] }
        return (1...UInt64(max(count, number("RGIT_STATUS_STATES") ?? 0))).map { $0 }
    }
}
