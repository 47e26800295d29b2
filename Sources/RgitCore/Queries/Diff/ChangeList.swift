// Writes changed paths as `git diff --raw`, `--name-status` and `--name-only` do, with `-z` too.

import GitObjects

/// The lines of git's lists of changes.
struct ChangeList {
    /// Which list.
    let format: DiffRequest.Formats
    /// Whether bytes outside of ASCII are escaped in paths (`core.quotePath`).
    let quotesHigh: Bool
    /// `-z`: paths as they are, each ended by a NUL.
    let nulTerminated: Bool
    /// Shortens the names of objects.
    let abbreviation: UniqueAbbreviation

    /// Appends the line of a change.
    func append(_ change: FileChange, to output: inout [UInt8]) throws(RgitError) {
        let end: UInt8 = nulTerminated ? 0 : 0x0a
        if format == .nameOnly {
            appendPath(change.path, end, to: &output)
            return
        }
        if format == .raw {
            output += ":".utf8 + Self.octal(change.old) + [0x20] + Self.octal(change.new) + [0x20]
            output += try name(change.old) + [0x20] + name(change.new) + [0x20]
        }
        output.append(change.kind.letter)
        if change.score > 0 {
            let digits = String(change.score * 100 / SimilarityIndex.maximumScore)
            output += String(repeating: "0", count: max(0, 3 - digits.count)).utf8
            output += digits.utf8
        }
        let separator: UInt8 = nulTerminated ? 0 : 0x09
        output.append(separator)
        if change.kind == .renamed || change.kind == .copied {
            appendPath(change.oldPath ?? change.path, separator, to: &output)
            appendPath(change.path, end, to: &output)
        } else {
            // Of two blobs with names of their own git shows the first.
            appendPath(change.oldPath ?? change.path, end, to: &output)
        }
    }

    /// Appends the line of a conflict against both its sides.
    func append(_ conflict: CombinedChange, to output: inout [UInt8]) throws(RgitError) {
        if format == .raw {
            output += repeatElement(UInt8(ascii: ":"), count: conflict.parents.count)
            for parent in conflict.parents { output += Self.octal(parent.version) + [0x20] }
            output += Self.octal(conflict.result)
            for parent in conflict.parents { output += try [0x20] + name(parent.version) }
            output += try [0x20] + name(nil) + [0x20]
        }
        if format != .nameOnly {
            output += repeatElement(FileChange.Kind.modified.letter, count: conflict.parents.count)
            output.append(nulTerminated ? 0 : 0x09)
        }
        appendPath(conflict.path, nulTerminated ? 0 : 0x0a, to: &output)
    }

    private func appendPath(_ path: [UInt8], _ end: UInt8, to output: inout [UInt8]) {
        output += nulTerminated ? path : QuotedPath.quoted(path, quotesHigh: quotesHigh)
        output.append(end)
    }

    private func name(_ version: FileVersion?) throws(RgitError) -> [UInt8] {
        try abbreviation.short(version?.recordedID ?? abbreviation.none)
    }

    private static func octal(_ version: FileVersion?) -> [UInt8] {
        Array((version.map { String($0.mode.rawValue, radix: 8) } ?? "000000").utf8)
    }
}
