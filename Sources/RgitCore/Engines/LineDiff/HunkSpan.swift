// A hunk as the native line diff keeps it: four numbers, sixteen bytes.

/// A place where two files differ, in lines counted from 0; a side may be empty, not both.
struct HunkSpan: Equatable, Sendable {
    /// The first line of the old file that goes, or the line before which the new ones come.
    var oldStart: Int32
    /// How many lines go.
    var oldCount: Int32
    /// The first line of the new file that comes, or the line before which the old ones were.
    var newStart: Int32
    /// How many lines come.
    var newCount: Int32

    /// The line after the last one that goes.
    var oldEnd: Int32 { oldStart &+ oldCount }
    /// The line after the last one that comes.
    var newEnd: Int32 { newStart &+ newCount }
}

extension HunkSpan {
    /// The same hunk in less room; files are not so large that a line's number would not fit.
    init(_ hunk: LineHunk) {
        self.init(
            oldStart: Int32(truncatingIfNeeded: hunk.old.lowerBound),
            oldCount: Int32(truncatingIfNeeded: hunk.old.count),
            newStart: Int32(truncatingIfNeeded: hunk.new.lowerBound),
            newCount: Int32(truncatingIfNeeded: hunk.new.count))
    }
}
