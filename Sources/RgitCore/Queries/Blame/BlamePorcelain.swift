// Writes a blame as `git blame --porcelain` and `--line-porcelain` do, byte for byte.

import GitObjects
import Records

/// Git's format for programs that read a blame.
struct BlamePorcelain {
    private let report: BlameReport
    private let repeats: Bool
    private let quotesHighBytes: Bool
    /// For each commit whether its lines come from more than one path, so that every hunk names its own.
    private let hasManyPaths: [Bool]

    /// Prepares to write; `repeats` writes the commit's header for every line, `quotesHighBytes` is `core.quotePath`.
    init(_ report: BlameReport, repeats: Bool, quotesHighBytes: Bool) {
        self.report = report
        self.repeats = repeats
        self.quotesHighBytes = quotesHighBytes
        var first: [Text?] = Array(repeating: nil, count: report.commits.count)
        var many = [Bool](repeating: false, count: report.commits.count)
        for hunk in report.hunks {
            if let path = first[hunk.commit], path != hunk.origPath { many[hunk.commit] = true }
            first[hunk.commit] = hunk.origPath
        }
        hasManyPaths = many
    }

    /// Git's output of `--incremental` for some of the hunks: no lines, and the details of commits that are not in `known`.
    static func incremental(
        _ report: BlameReport, _ hunks: Range<Int>, known: inout Set<Int>, quotesHighBytes: Bool
    ) -> [UInt8] {
        var one = report
        one.hunks = []
        let porcelain = BlamePorcelain(one, repeats: false, quotesHighBytes: quotesHighBytes)
        var output: [UInt8] = []
        for hunk in report.hunks[hunks] {
            output += report.commits[hunk.commit].hexsha.hex
            output += Array(" \(hunk.origStart) \(hunk.start) \(hunk.lines)\n".utf8)
            if known.insert(hunk.commit).inserted { porcelain.appendDetails(hunk, to: &output) }
            porcelain.appendPaths(hunk, to: &output)
        }
        return output
    }

    /// Hands the output to `write` in pieces.
    func write(to write: ([UInt8]) async throws -> Void) async throws {
        var output: [UInt8] = []
        var isKnown = [Bool](repeating: false, count: report.commits.count)
        for hunk in report.hunks {
            let hex = report.commits[hunk.commit].hexsha.hex
            for offset in 0..<hunk.lines {
                let number = hunk.start + offset
                output += hex
                output += Array(" \(hunk.origStart + offset) \(number)".utf8)
                if offset == 0 { output += Array(" \(hunk.lines)".utf8) }
                output.append(0x0a)
                if offset == 0 || repeats {
                    let tells = repeats || !isKnown[hunk.commit]
                    if tells { appendDetails(hunk, to: &output) }
                    isKnown[hunk.commit] = true
                    if tells || hasManyPaths[hunk.commit] { appendPaths(hunk, to: &output) }
                }
                output.append(0x09)
                let line = report.line(number)
                output += line
                if line.last != 0x0a { output.append(0x0a) }
            }
            if output.count >= 1 << 16 {
                try await write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        if !output.isEmpty { try await write(output) }
    }

    private func appendDetails(_ hunk: BlameReport.Hunk, to output: inout [UInt8]) {
        let commit = report.commits[hunk.commit]
        append("author", commit.author, to: &output)
        append("committer", commit.committer, to: &output)
        output += Array("summary ".utf8) + commit.summary.bytes + [0x0a]
        if hunk.boundary { output += Array("boundary\n".utf8) }
    }

    private func append(_ role: String, _ person: BlameReport.Person, to output: inout [UInt8]) {
        output += Array("\(role) ".utf8) + person.actor.name.bytes
        output += Array("\n\(role)-mail ".utf8)
        let mail = person.actor.email.bytes
        output += person.isUnknown ? mail : [0x3c] + mail + [0x3e]
        output += Array("\n\(role)-time \(person.seconds)\n\(role)-tz ".utf8) + person.zone.bytes + [0x0a]
    }

    private func appendPaths(_ hunk: BlameReport.Hunk, to output: inout [UInt8]) {
        if let previous = hunk.previousHexsha, let path = hunk.previousPath {
            output += Array("previous ".utf8) + previous.hex + [0x20]
            output += QuotedPath.quoted(path.bytes, quotesHigh: quotesHighBytes) + [0x0a]
        }
        output += Array("filename ".utf8)
        output += QuotedPath.quoted(hunk.origPath.bytes, quotesHigh: quotesHighBytes) + [0x0a]
    }
}
