// The native line diff beside git itself and beside libgit2, on random pairs of files.

import Support
import Testing

@testable import RgitCore

@Suite struct LineDiffTests {
    /// A way to compare, as git's arguments and as ours.
    struct Variant: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var options = LineDiffOptions.blame

        init(_ arguments: String..., options: LineDiffOptions = .blame) {
            self.arguments = arguments
            self.options = options
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let variants: [Variant] = [
        Variant(),
        Variant("--minimal", options: LineDiffOptions(algorithm: .minimal, context: 0)),
        Variant("--histogram", options: LineDiffOptions(algorithm: .histogram, context: 0)),
        Variant("--no-indent-heuristic", options: LineDiffOptions(context: 0, indentHeuristic: false)),
        Variant("-w", options: LineDiffOptions(whitespace: .ignoreAll, context: 0)),
        Variant("-b", options: LineDiffOptions(whitespace: .ignoreChange, context: 0)),
        Variant(
            "--ignore-space-at-eol", options: LineDiffOptions(whitespace: .ignoreAtEndOfLine, context: 0)),
        Variant(
            "--ignore-cr-at-eol", options: LineDiffOptions(whitespace: .ignoreCarriageReturn, context: 0)),
        Variant("--ignore-blank-lines", options: LineDiffOptions(whitespace: .ignoreBlankLines, context: 0)),
        Variant(
            "--ignore-blank-lines", "-w",
            options: LineDiffOptions(whitespace: [.ignoreBlankLines, .ignoreAll], context: 0)),
    ]

    @Test(arguments: variants) func hunksEqualGit(variant: Variant) throws {
        var random = SplitMix64(seed: 11)
        let pairs = (0..<250).map { _ in RandomPair(&random, lines: 30) }
        try compareWithGit(pairs, variant)
    }

    /// Long files, among whose lines some are frequent, so that git sets lines aside and cuts its search short.
    @Test(arguments: variants.prefix(3)) func longFilesEqualGit(variant: Variant) throws {
        var random = SplitMix64(seed: 12)
        let pairs = (0..<6).map { _ in RandomPair(&random, lines: 3_000) }
        try compareWithGit(pairs, variant)
    }

    /// Among few and many lines, with more and less in common, so that every way to the counts is taken.
    @Test func countsEqualThoseOfHunks() throws {
        var random = SplitMix64(seed: 14)
        let native = NativeLineCounter()
        let reference = Libgit2LineCounter()
        for lines in [3, 12, 60, 240, 900, 4_000] {
            for _ in 0..<max(3, 2_000 / lines) {
                let pair = RandomPair(&random, lines: lines)
                for options in [LineDiffOptions(), LineDiffOptions(algorithm: .minimal)] {
                    let found = try native.count(old: pair.old, new: pair.new, options: options)
                    let expected = try reference.count(old: pair.old, new: pair.new, options: options)
                    #expect(found == expected, "\(lines) lines, \(options)")
                    var placed = LineDiffer(options)
                    let old = placed.lines(pair.old)
                    #expect(found == placed.count(old, placed.lines(pair.new)), "\(lines) lines, \(options)")
                }
            }
        }
    }

    /// Versions of one file one after the other, back and forth, with other files in between: what the counter carries on
    /// from one comparison to the next never shows.
    @Test func countsOfOneVersionAfterTheOther() throws {
        var random = SplitMix64(seed: 15)
        let reference = Libgit2LineCounter()
        for lines in [40, 400, 2_000] {
            let native = NativeLineCounter()
            var versions = [RandomPair(&random, lines: lines).old]
            for _ in 0..<30 {
                versions.append(RandomPair.edited(random.pick(versions.suffix(3)), &random))
            }
            versions.append(RandomPair(&random, lines: lines).new)
            for round in 0..<150 {
                let place = random.percent(80) ? round % (versions.count - 1) : random.below(versions.count)
                let old = versions[place]
                let new =
                    random.percent(80) ? versions[min(place + 1, versions.count - 1)] : random.pick(versions)
                let found = try native.count(old: new, new: old, options: LineDiffOptions())
                #expect(
                    try found == reference.count(old: new, new: old, options: LineDiffOptions()),
                    "\(lines) lines, round \(round)")
            }
        }
    }

    @Test func linesEndAtLineFeeds() {
        var random = SplitMix64(seed: 16)
        for length in 0..<600 {
            let bytes = (0..<length).map { _ in random.percent(8) ? UInt8(0x0a) : UInt8(random.below(256)) }
            var ends: [Int] = []
            for (index, byte) in bytes.enumerated() where byte == 0x0a { ends.append(index + 1) }
            if let last = bytes.last, last != 0x0a { ends.append(length) }
            bytes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                var found: [Int] = []
                LineScan.lines(base, from: 0, to: length) { _, end in found.append(end) }
                #expect(found == ends)
                #expect(LineScan.count(base, from: 0, to: length) == ends.count)
            }
        }
    }

    /// A line and the same with a byte before it are two lines, whatever their lengths and first bytes have in common.
    @Test func commentedOutLinesAreOtherLines() throws {
        let old = Array((0..<40).map { String(repeating: " ", count: $0) + "break\n" }.joined().utf8)
        let new = Array((0..<40).map { "#" + String(repeating: " ", count: $0) + "break\n" }.joined().utf8)
        let count = try NativeLineCounter().count(old: old, new: new, options: LineDiffOptions())
        #expect(count == LineCount(insertions: 40, deletions: 40))
    }

    @Test func countsEqualLibgit2() throws {
        var random = SplitMix64(seed: 13)
        let native = NativeLineCounter()
        let reference = Libgit2LineCounter()
        for _ in 0..<2_000 {
            let pair = RandomPair(&random, lines: 40)
            for options in [LineDiffOptions.blame, LineDiffOptions(), LineDiffOptions(algorithm: .minimal)] {
                let found = try native.count(old: pair.old, new: pair.new, options: options)
                let expected = try reference.count(old: pair.old, new: pair.new, options: options)
                #expect(found == expected, "\(pair)")
                let hunks = try native.hunks(old: pair.old, new: pair.new, options: options)
                #expect(hunks.reduce(0) { $0 + $1.new.count } == expected.insertions, "\(pair)")
                #expect(hunks.reduce(0) { $0 + $1.old.count } == expected.deletions, "\(pair)")
            }
        }
    }

    @Test func keysLentByAnotherVersionAreTheSame() {
        var random = SplitMix64(seed: 14)
        for round in 0..<2_000 {
            let pair = RandomPair(&random, lines: round % 12)
            for whitespace: DiffOptions.Whitespace in [[], .ignoreAll, .ignoreCarriageReturn] {
                let old = BlobLines(pair.old, whitespace: whitespace)
                let lent = BlobLines(pair.new, whitespace: whitespace, relative: old)
                let fresh = BlobLines(pair.new, whitespace: whitespace)
                #expect(lent.ends == fresh.ends, "\(pair)")
                #expect(lent.keys == fresh.keys, "\(pair)")
            }
        }
    }

    @Test func emptyFilesHaveNoLines() {
        var differ = LineDiffer(.blame)
        let empty = differ.lines([])
        let one = differ.lines(Array("a".utf8))
        #expect(differ.count(empty, empty) == LineCount())
        #expect(differ.count(empty, one) == LineCount(insertions: 1, deletions: 0))
        #expect(differ.count(one, empty) == LineCount(insertions: 0, deletions: 1))
        #expect(differ.count(one, differ.lines(Array("a\n".utf8))) == LineCount(insertions: 1, deletions: 1))
    }

    private func compareWithGit(_ pairs: [RandomPair], _ variant: Variant) throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit(
                "old", pairs.enumerated().map { .file("\($0.offset)", bytes: $0.element.old) })
            history.commit(
                "new", parents: [first],
                pairs.enumerated().map { .file("\($0.offset)", bytes: $0.element.new) })
        }
        let output = try scratch.git.run(
            ["diff", "--text", "--no-renames", "-U0"] + variant.arguments + ["main~", "main"])
        let expected = GitHunks.byPath(output.stdout)
        let native = NativeLineCounter()
        for (number, pair) in pairs.enumerated() {
            let found = try native.hunks(old: pair.old, new: pair.new, options: variant.options)
            #expect(found == expected["\(number)"] ?? [], "\(pair)")
        }

        var options = variant.options
        options.context = 3
        let counts = try scratch.git.run(
            ["diff", "--text", "--no-renames", "--numstat"] + variant.arguments + ["main~", "main"]
        ).stdout.pieces(endedBy: 0x0a)
        var expectedCounts: [String: LineCount] = [:]
        for row in counts {
            let columns = String(decoding: row, as: UTF8.self).split(separator: "\t").map(String.init)
            expectedCounts[columns[2]] = LineCount(
                insertions: Int(columns[0]) ?? -1, deletions: Int(columns[1]) ?? -1)
        }
        for (number, pair) in pairs.enumerated() {
            let found = try native.count(old: pair.old, new: pair.new, options: options)
            #expect(found == expectedCounts["\(number)"] ?? LineCount(), "\(pair)")
        }
    }
}

/// Two versions of a file: few different lines, blank ones and indented ones, some without a newline at the end.
private struct RandomPair: CustomStringConvertible {
    var old: [UInt8]
    var new: [UInt8]

    init(_ random: inout SplitMix64, lines: Int) {
        let words =
            lines > 100 ? ["", "x", "}"] + (0..<lines / 4).map { "w\($0)" } : ["", "", "a", "b", "}"]
        let indents = ["", "", " ", "  ", "\t", "    "]
        let ends = random.percent(30) ? ["\n", "\r\n", " \n"] : ["\n"]
        func line(_ random: inout SplitMix64) -> String {
            random.pick(indents) + random.pick(words) + (random.percent(20) ? " c" : "") + random.pick(ends)
        }
        var before = (0..<random.below(lines + 1)).map { _ in line(&random) }
        var after = before
        // From a few edits to a different file altogether.
        for _ in 0..<random.below(max(2, before.count)) {
            let place = random.below(after.count + 1)
            switch random.below(3) {
            case 0: after.insert(line(&random), at: place)
            case 1: if place < after.count { after.remove(at: place) }
            default: if place < after.count { after[place] = line(&random) }
            }
        }
        if random.percent(20), !before.isEmpty { before[before.count - 1] = "end" }
        if random.percent(20), !after.isEmpty { after[after.count - 1] = "end" }
        old = Array(before.joined().utf8)
        new = Array(after.joined().utf8)
    }

    /// Another version of a file: a few lines of it changed, taken away or repeated.
    static func edited(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { Array($0) }
        for _ in 0..<random.below(30) {
            let place = random.below(lines.count)
            switch random.below(4) {
            case 0: lines.insert(random.pick(lines), at: place)
            case 1: if lines.count > 1 { lines.remove(at: place) }
            case 2: lines[place] = Array("new \(random.below(50))".utf8)
            default: lines.insert(Array("    return \(random.below(3));".utf8), at: place)
            }
        }
        return Array(lines.joined(separator: [0x0a]))
    }

    var description: String {
        "\(String(decoding: old.prefix(400), as: UTF8.self).debugDescription) -> "
            + String(decoding: new.prefix(400), as: UTF8.self).debugDescription
    }
}

/// Reads the hunks of `git diff -U0`.
private enum GitHunks {
    static func byPath(_ output: [UInt8]) -> [String: [LineHunk]] {
        var result: [String: [LineHunk]] = [:]
        var path = ""
        var linesLeft = 0
        for line in output.pieces(endedBy: 0x0a) {
            if linesLeft > 0, line.first == 0x2b || line.first == 0x2d {
                linesLeft -= 1
                continue
            }
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("diff --git ") {
                path = String(text.split(separator: "/").last ?? "")
            } else if text.hasPrefix("@@ ") {
                let parts = text.split(separator: " ")
                let old = range(parts[1].dropFirst())
                let new = range(parts[2].dropFirst())
                linesLeft = old.count + new.count
                result[path, default: []].append(LineHunk(old: old, new: new))
            }
        }
        return result
    }

    /// `3,2` is lines 2 and 3 from 0; `3,0` is the gap after line 3 from 1.
    private static func range(_ text: Substring) -> Range<Int> {
        let numbers = text.split(separator: ",").compactMap { Int($0) }
        let count = numbers.count > 1 ? numbers[1] : 1
        let start = count > 0 ? numbers[0] - 1 : numbers[0]
        return start..<start + count
    }
}
