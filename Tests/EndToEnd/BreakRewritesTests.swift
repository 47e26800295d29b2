// `-B` against git: which modifications are broken in two, which halves are renamed, and which come together again.

import Support
import Testing

@Suite struct BreakRewritesTests {
    /// Versions of a few files in which parts of any size were replaced, moved to other files, or left.
    private func repository(seed: UInt64) throws -> ScratchRepository {
        var random = SplitMix64(seed: seed)
        func line() -> String { "line \(random.below(100_000)) of some length\n" }
        var files = (0..<6).map { _ in (0..<random.below(60)).map { _ in line() } }
        return try ScratchRepository { history in
            func changes() -> [Change] {
                files.enumerated().map { number, lines in
                    lines.count == 7 ? .symlink("f\(number)", to: "f0") : .file("f\(number)", lines.joined())
                }
            }
            var last = history.commit("first\n", changes())
            for number in 0..<12 {
                for index in files.indices where random.percent(60) {
                    switch random.below(4) {
                    case 0: files.swapAt(index, random.below(files.count))
                    case 1: files[index] = (0..<random.below(60)).map { _ in line() }
                    case 2: files[index] += (0..<random.below(200)).map { _ in line() }
                    default:
                        for place in files[index].indices where random.percent(70) {
                            files[index][place] = line()
                        }
                    }
                }
                last = history.commit("\(number)\n", parents: [last], changes())
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func numstatIsGits(seed: UInt64) throws {
        let repository = try repository(seed: seed)
        var differences = 0
        for age in 0..<11 {
            let pair = ["HEAD~\(age + 1)", "HEAD~\(age)"]
            for options in [
                ["-B"], ["-B20%"], ["-B20%/30%"], ["-B/90%"], ["-B", "-C"], ["-B", "--no-renames"],
                ["-B5%/5%", "-M20%"], ["-B", "--find-copies-harder"],
            ] {
                let renames = options.contains { $0.hasPrefix("-M") || $0 == "--no-renames" } ? [] : ["-M"]
                let expected = try repository.git.run(["diff", "--numstat"] + renames + options + pair)
                let plain = try repository.git.run(
                    ["diff", "--numstat"] + renames + options.filter { !$0.hasPrefix("-B") } + pair)
                if plain.stdout != expected.stdout { differences += 1 }
                let found = try repository.rgit.run(["diff-stats", "--numstat"] + options + pair)
                #expect(found.stdout == expected.stdout, "\(options) \(pair)\n\(expected)\n\(found)")
            }
        }
        #expect(differences > 10)
    }

    @Test func logCountsAsGitDoes() throws {
        let repository = try repository(seed: 5)
        let rows = try repository.rgit.json(["log", "--stats", "-B"])["commits"]?.array ?? []
        let expected = try repository.git("log", "--shortstat", "-B", "-M", "--format=").lines.map(\.text)
        let found = rows.compactMap { $0["stats"]?["total"] }.filter { $0["files"]?.integer != 0 }.map {
            total in
            [total["files"], total["insertions"], total["deletions"]].compactMap { $0?.integer }
        }
        let wanted = expected.map { line in
            ["file", "insertion", "deletion"].map { word in
                line.split(separator: ",").first { $0.contains(word) }
                    .flatMap { $0.split(separator: " ").first }.flatMap { Int($0) } ?? 0
            }
        }
        #expect(found == wanted)
    }
}
