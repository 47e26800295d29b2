// Asks git for a numstat and rgit for the same, both as lines that can be compared.

import Support

@testable import RgitCore

extension ScratchRepository {
    /// What `git diff -M --numstat -z` says: a line a row, `insertions deletions [old path =>] path`.
    func gitNumstat(_ arguments: [String]) throws -> [String] {
        try Self.rows(git.run(["diff", "-M", "--numstat", "-z"] + arguments).stdout)
    }

    /// What `diff-stats` says, in the same form.
    func rgitNumstat(
        _ words: [String] = [], staged: Bool = false, paths: [String]? = nil, jobs: Int = 2,
        configure: (inout DiffStatsRequest) -> Void = { _ in }
    ) async throws -> [String] {
        let asked = try await diffStats(
            words, staged: staged, paths: paths, jobs: jobs, configure: configure)
        if let problem = asked.problems.first { throw problem }
        return asked.rows.compactMap(\.file).map(Self.row)
    }

    /// The whole answer of `diff-stats`.
    func diffStats(
        _ words: [String] = [], staged: Bool = false, paths: [String]? = nil, jobs: Int = 2,
        configure: (inout DiffStatsRequest) -> Void = { _ in }
    ) async throws -> Asked<DiffStatsQuery> {
        var request = DiffStatsRequest()
        request.words = words.map(\.bytes)
        request.staged = staged
        request.paths = paths.map { $0.map(\.bytes) }
        configure(&request)
        return try await Asked(DiffStatsQuery.self, request, self, jobs: jobs)
    }

    /// A row as the comparisons write it.
    static func row(_ file: FileStats) -> String {
        let old = file.oldPath.map { quoted($0.bytes) + " => " } ?? ""
        return file.isBinary
            ? "- - \(old)\(quoted(file.path.bytes))"
            : "\(file.insertions) \(file.deletions) \(old)\(quoted(file.path.bytes))"
    }

    /// The rows of `--numstat -z`.
    static func rows(_ output: [UInt8]) -> [String] {
        let pieces = output.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
        var rows: [String] = []
        var index = 0
        while index + 1 < pieces.count {
            let columns = pieces[index].split(separator: 9, maxSplits: 2, omittingEmptySubsequences: false)
            guard columns.count == 3 else { break }
            let counts = "\(quoted(Array(columns[0]))) \(quoted(Array(columns[1])))"
            if columns[2].isEmpty && index + 2 < pieces.count {
                rows.append("\(counts) \(quoted(pieces[index + 1])) => \(quoted(pieces[index + 2]))")
                index += 3
            } else {
                rows.append("\(counts) \(quoted(Array(columns[2])))")
                index += 1
            }
        }
        return rows
    }

    /// Any bytes, one to one, as something to read in a failure.
    private static func quoted(_ bytes: [UInt8]) -> String {
        bytes.map { (0x21...0x7e).contains($0) ? String(UnicodeScalar($0)) : "\\\($0);" }.joined()
    }
}
