// Writes changed files exactly as `git diff --numstat` does, with `-z` too.

/// The lines of `git diff --numstat`.
struct Numstat {
    /// Whether bytes outside of ASCII are escaped in paths (`core.quotePath`).
    let quotesHigh: Bool
    /// `-z`: paths as they are, each ended by a NUL, and both paths of a renamed file.
    let nulTerminated: Bool

    /// All lines.
    func lines(_ files: some Sequence<FileStats>) -> [UInt8] {
        var output: [UInt8] = []
        for file in files { append(file, to: &output) }
        return output
    }

    private func append(_ file: FileStats, to output: inout [UInt8]) {
        if file.isBinary {
            output += "-\t-\t".utf8
        } else {
            output += "\(file.insertions)\t\(file.deletions)\t".utf8
        }
        if nulTerminated {
            if let oldPath = file.oldPath { output += [0] + oldPath.bytes + [0] }
            output += file.path.bytes + [0]
        } else if let oldPath = file.oldPath {
            output += QuotedPath.renamed(oldPath.bytes, file.path.bytes, quotesHigh: quotesHigh) + [0x0a]
        } else {
            output += QuotedPath.quoted(file.path.bytes, quotesHigh: quotesHigh) + [0x0a]
        }
    }
}
