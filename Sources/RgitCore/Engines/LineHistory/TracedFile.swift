// Files whose lines are followed through history, and what one commit changed of them.

import GitObjects

/// A file with the lines that are followed.
struct TracedFile: Sendable, Equatable {
    /// Its path.
    var path: [UInt8]
    /// The lines; none where they did not exist yet.
    var lines: LineRangeSet

    /// The files of two lists, one for each child of a commit, with the lines of both.
    ///
    /// As in git the lists are taken to be in the order of paths, which a rename may have disturbed: then a file may be there
    /// twice.
    static func merged(_ first: [TracedFile], _ second: [TracedFile]) -> [TracedFile] {
        var result: [TracedFile] = []
        var (one, two) = (first[...], second[...])
        while let left = one.first ?? two.first {
            guard let file = one.first, let other = two.first else {
                result.append(left)
                if one.isEmpty { two.removeFirst() } else { one.removeFirst() }
                continue
            }
            if file.path == other.path {
                result.append(TracedFile(path: file.path, lines: file.lines.union(other.lines)))
                one.removeFirst()
                two.removeFirst()
            } else if file.path.lexicographicallyPrecedes(other.path) {
                result.append(file)
                one.removeFirst()
            } else {
                result.append(other)
                two.removeFirst()
            }
        }
        return result
    }
}

/// The lines of one file at a commit, and what the commit changed of them.
struct TracedChange: Sendable {
    /// The file at the commit.
    var file: TracedFile
    /// What differs from the parent's file; of a merge that no parent explains, from that of the last parent.
    var change: FileChange?
    /// The replacements that touch the lines, in order; none of a merge.
    var touched: [ReplacedLines] = []
}
