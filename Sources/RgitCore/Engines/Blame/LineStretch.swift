// Lines of the file blamed that are consecutive both there and in some older version, the unit in which lines are passed.

/// Consecutive lines on their way through versions.
struct LineStretch: Equatable {
    /// The first line in the file blamed.
    var line: Int32
    /// The first line in the version.
    var source: Int32
    /// The number of lines.
    var count: Int32
    /// What ignored commits did to them.
    var marks: Marks = []

    /// What ignored commits did to lines; git shows lines apart that differ in this.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8
        /// They were passed on by a guess.
        static let guessed = Marks(rawValue: 1)
        /// They were to be passed on, and have no counterpart.
        static let kept = Marks(rawValue: 2)
    }

    /// Adds the stretch to the list, joined with the last one where it carries that on.
    @inline(__always)
    func append(to list: inout [LineStretch]) {
        if let last = list.last, last.line &+ last.count == line, last.source &+ last.count == source,
            last.marks == marks
        {
            list[list.count - 1].count &+= count
        } else {
            list.append(self)
        }
    }

    /// Adds the stretch to the list, which `joins` lets carry on the last one.
    @inline(__always)
    func append(to list: inout [LineStretch], joins: Bool) {
        if joins { append(to: &list) } else { list.append(self) }
    }

    /// The stretches by source line; where histories join they can come out of order.
    ///
    /// - Complexity: O(*n*) where they are in order, else O(*n* log *n*).
    static func sorted(_ stretches: [LineStretch], joins: Bool = true) -> [LineStretch] {
        var isSorted = true
        for index in stretches.indices.dropFirst()
        where stretches[index].source < stretches[index - 1].source {
            isSorted = false
            break
        }
        if isSorted { return stretches }
        guard joins else {
            // Those of one source line stay in the order they came in, which git shows them in.
            return stretches.enumerated().sorted {
                ($0.element.source, $0.offset) < ($1.element.source, $1.offset)
            }.map(\.element)
        }
        let ordered = stretches.sorted { ($0.source, $0.line) < ($1.source, $1.line) }
        var joined: [LineStretch] = []
        joined.reserveCapacity(ordered.count)
        for stretch in ordered { stretch.append(to: &joined) }
        return joined
    }

    /// Two lists as one, of two stretches always the one first that begins at the lower source line.
    static func merged(_ left: [LineStretch], _ right: [LineStretch]) -> [LineStretch] {
        var merged: [LineStretch] = []
        var (first, second) = (left[...], right[...])
        while let one = first.first, let other = second.first {
            if one.source <= other.source {
                merged.append(one)
                first.removeFirst()
            } else {
                merged.append(other)
                second.removeFirst()
            }
        }
        return merged + first + second
    }

    /// Cuts stretches where a version differs from its parent: lines within hunks are kept, the others are passed on.
    ///
    /// With `joins` parts that carry on the one before become one with it.
    ///
    /// - Complexity: O(stretches and hunks).
    static func split(
        _ stretches: [LineStretch], by hunks: [HunkSpan], joins: Bool = true,
        passed: inout [LineStretch], kept: inout [LineStretch]
    ) {
        var hunk = 0
        for stretch in stretches {
            var source = stretch.source
            var line = stretch.line
            let end = source &+ stretch.count
            // Stretches come by source line, but one may begin before the last one ended.
            while hunk > 0, hunks[hunk - 1].newEnd > source { hunk -= 1 }
            while hunk < hunks.count, hunks[hunk].newEnd <= source { hunk += 1 }
            while source < end {
                let shift = hunk > 0 ? hunks[hunk - 1].oldEnd &- hunks[hunk - 1].newEnd : 0
                let same = hunk < hunks.count ? min(end, hunks[hunk].newStart) : end
                if source < same {
                    let count = same &- source
                    LineStretch(line: line, source: source &+ shift, count: count, marks: stretch.marks)
                        .append(to: &passed, joins: joins)
                    line &+= count
                    source = same
                }
                guard source < end, hunk < hunks.count else { break }
                let changed = min(end, hunks[hunk].newEnd)
                if source < changed {
                    let count = changed &- source
                    LineStretch(line: line, source: source, count: count, marks: stretch.marks)
                        .append(to: &kept, joins: joins)
                    line &+= count
                    source = changed
                }
                if source >= hunks[hunk].newEnd { hunk += 1 }
            }
        }
    }
}
