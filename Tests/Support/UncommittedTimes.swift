// Blame output without the second in which the program ran, which is the time of lines that are not committed yet.

extension [UInt8] {
    /// The lines of a `--porcelain`, `--line-porcelain` or `--incremental` output but for the author's and the committer's time of
    /// lines not committed yet: git and rgit, asked one after the other, may run in different seconds.
    public var withoutUncommittedTimes: [UInt8] {
        var isUncommitted = false
        var lines: [[UInt8]] = []
        for line in split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.starts(with: "author Not Committed Yet".utf8) { isUncommitted = true }
            if line.starts(with: "filename ".utf8) { isUncommitted = false }
            let isTime = line.starts(with: "author-time ".utf8) || line.starts(with: "committer-time ".utf8)
            if !(isUncommitted && isTime) { lines.append(Array(line)) }
        }
        return Array(lines.joined(separator: [0x0a]))
    }
}
