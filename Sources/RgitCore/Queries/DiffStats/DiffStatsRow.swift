// A row of `rgit diff-stats`: a changed file, the files of a directory or extension, or the total below a table.

import Records

/// A row: one changed file, or the files of one directory or extension.
package enum DiffStatsRow: Record {
    /// `maximum` is the number of lines of the largest change, which the bars are scaled by.
    case file(FileStats, maximum: Int)
    case group(DiffStatsGroup, maximum: Int)
    /// The last line of a table.
    case total(DiffStatsGroup)

    var file: FileStats? {
        if case .file(let file, _) = self { return file }
        return nil
    }

    /// The bar of its lines; `nil` for the total, which is no part of the picture, and for a binary file.
    var bar: ChangeBar? {
        guard let insertions, let deletions else { return nil }
        switch self {
        case .file(_, let maximum), .group(_, let maximum):
            return ChangeBar(insertions: insertions, deletions: deletions, maximum: maximum)
        case .total: return nil
        }
    }

    var sums: DiffStatsGroup? {
        switch self {
        case .file: nil
        case .group(let group, _), .total(let group): group
        }
    }

    /// Lines added; `nil` for a binary file.
    var insertions: Int? { file.map { $0.isBinary ? nil : $0.insertions } ?? sums?.insertions }
    /// Lines removed; `nil` for a binary file.
    var deletions: Int? { file.map { $0.isBinary ? nil : $0.deletions } ?? sums?.deletions }
    /// Lines added and removed; `nil` for a binary file.
    var lines: Int? {
        guard let insertions, let deletions else { return nil }
        return insertions + deletions
    }
}
