// The rows and the summary of `rgit blame`.

import Records

/// A hunk, or with `--lines` a line of one.
public struct BlameRow: Record, Hashable, Codable {
    /// The parts of a row that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The text of a line, for which every line becomes a row.
        public static let text = Parts(rawValue: 1)
    }

    /// The path of the file they are in, from the top.
    public var path: Text
    /// The lines.
    public var hunk: BlameReport.Hunk
    /// The commit they came in.
    public var commit: BlameReport.Commit
    /// With `--lines`, the line without its newline.
    public var text: Text
}

/// The values around the hunks of one file or more.
public struct BlameSummary: Record, Hashable, Codable {
    /// The file's path from the top; `nil` where several were asked for.
    public var path: Text?
    /// How many files were blamed.
    public var files = 0
    /// How many lines were blamed.
    public var lines = 0
    /// How many commits they came in.
    public var commits = 0
}

extension BlameReport {
    /// Some of the hunks as rows, all where none are named, or with `perLine` every line as one.
    func rows(_ some: Range<Int>? = nil, perLine: Bool) -> [BlameRow] {
        let path = path
        let hunks = hunks[some ?? 0..<hunks.count]
        guard perLine else {
            return hunks.map { BlameRow(path: path, hunk: $0, commit: commits[$0.commit], text: "") }
        }
        var rows: [BlameRow] = []
        for hunk in hunks {
            for offset in 0..<hunk.lines {
                var one = hunk
                one.start += offset
                one.origStart += offset
                one.lines = 1
                var text = line(one.start)
                if text.last == 0x0a { text = text.dropLast() }
                rows.append(
                    BlameRow(path: path, hunk: one, commit: commits[hunk.commit], text: Text(Array(text))))
            }
        }
        return rows
    }
}
