// Lines of one version of a file as ranges, and where they were in the version before.

/// The lines that a comparison of two versions has in the place of each other, from 0; one of the ranges may be empty.
struct ReplacedLines: Sendable, Equatable {
    /// In the parent's version.
    let old: Range<Int>
    /// In the commit's version.
    let new: Range<Int>
}

/// Lines of a file, from 0: ranges in order that neither overlap nor touch.
struct LineRangeSet: Sendable, Equatable {
    private(set) var ranges: [Range<Int>] = []

    /// Joins ranges in any order; empty ones are left out.
    init(_ ranges: [Range<Int>] = []) {
        for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) })
        where !range.isEmpty {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound {
                self.ranges[self.ranges.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    var isEmpty: Bool { ranges.isEmpty }

    /// The lines of both.
    func union(_ other: LineRangeSet) -> LineRangeSet { LineRangeSet(ranges + other.ranges) }

    /// Those of the replacements that change some of the lines: they replace one of them, or remove something between two.
    func touched(by hunks: [ReplacedLines]) -> [ReplacedLines] {
        var index = 0
        return hunks.filter { hunk in
            while index < ranges.count, ranges[index].upperBound < hunk.new.lowerBound { index += 1 }
            guard index < ranges.count else { return false }
            let range = ranges[index]
            return hunk.new.upperBound > range.lowerBound && hunk.new.lowerBound < range.upperBound
        }
    }

    /// The lines of the parent's version that became these: what was replaced, and the unchanged rest, moved by what all
    /// replacements before it added or removed.
    func before(_ hunks: [ReplacedLines], touched: [ReplacedLines]) -> LineRangeSet {
        var result = touched.map(\.old)
        var index = 0
        var offset = 0
        for range in subtracting(touched.map(\.new)) {
            while index < hunks.count, hunks[index].new.lowerBound <= range.lowerBound {
                offset += hunks[index].old.count - hunks[index].new.count
                index += 1
            }
            result.append(range.lowerBound + offset..<range.upperBound + offset)
        }
        return LineRangeSet(result)
    }

    /// The lines without those of ranges in order; an empty range among them splits the range around it.
    private func subtracting(_ removed: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = 0
        for range in ranges {
            var start = range.lowerBound
            while index < removed.count, removed[index].upperBound <= start { index += 1 }
            var next = index
            while next < removed.count, removed[next].lowerBound < range.upperBound {
                if start < removed[next].lowerBound { result.append(start..<removed[next].lowerBound) }
                start = max(start, removed[next].upperBound)
                next += 1
            }
            if start < range.upperBound { result.append(start..<range.upperBound) }
        }
        return result
    }
}
