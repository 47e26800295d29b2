// Tells whether an added or removed line of a change matches a pattern, as `git log -G` does.

/// The two contents of a change, whose lines are compared when a pattern first needs that.
struct ChangedLines {
    private let old: [UInt8]
    private let new: [UInt8]
    private let path: [UInt8]
    private let options: LineDiffOptions
    private let counter: NativeLineCounter
    private let oldMiddle: Range<Int>
    private let newMiddle: Range<Int>
    private var comparison: LineComparison?

    /// Takes two contents of a file; `path` is its name for errors.
    init(
        old: [UInt8], new: [UInt8], path: [UInt8], options: LineDiffOptions, counter: NativeLineCounter
    ) {
        self.old = old
        self.new = new
        self.path = path
        self.options = options
        self.counter = counter
        (oldMiddle, newMiddle) = Self.middles(old, new)
    }

    /// Whether an added or removed line matches.
    ///
    /// - Throws: An error of kind `.unsupported` for contents that are too large to be compared.
    mutating func match(_ pattern: SearchPattern) throws(RgitError) -> Bool {
        // The lines that both begin and end with are unchanged; where an equal line before them is taken for the changed
        // one, the same bytes are still added or removed.
        if pattern.isSelective,
            !pattern.matchesLine(old, in: oldMiddle), !pattern.matchesLine(new, in: newMiddle)
        {
            return false
        }
        if oldMiddle.isEmpty { return pattern.matchesLine(new, in: newMiddle) }
        if newMiddle.isEmpty { return pattern.matchesLine(old, in: oldMiddle) }
        let comparison = try compared()
        for hunk in comparison.hunks {
            if hunk.oldCount > 0,
                pattern.matchesLine(old, in: comparison.old.range(hunk.oldStart..<hunk.oldEnd))
            {
                return true
            }
            if hunk.newCount > 0,
                pattern.matchesLine(new, in: comparison.new.range(hunk.newStart..<hunk.newEnd))
            {
                return true
            }
        }
        return false
    }

    private mutating func compared() throws(RgitError) -> LineComparison {
        if let comparison { return comparison }
        guard max(old.count, new.count) <= BlobLines.maximumSize else {
            throw RgitError(.unsupported, "too large to compare its lines", path)
        }
        let made = try counter.compare(old: old, new: new, options: options)
        comparison = made
        return made
    }

    /// The whole lines between those that both contents begin and end with.
    private static func middles(_ old: [UInt8], _ new: [UInt8]) -> (old: Range<Int>, new: Range<Int>) {
        var head = BlobLines.commonHead(old, new)
        if head < old.count || head < new.count {
            while head > 0, old[head - 1] != 0x0a { head -= 1 }
        }
        var tail = BlobLines.commonTail(old, new, limit: min(old.count, new.count) - head)
        // A line belongs to the tail where the line feed before it does, too.
        while tail > 0, old[old.count - tail] != 0x0a { tail -= 1 }
        if tail > 0 { tail -= 1 }
        return (head..<(old.count - tail), head..<(new.count - tail))
    }
}

extension BlobLines {
    /// The bytes of consecutive lines.
    fileprivate func range(_ lines: Range<Int32>) -> Range<Int> {
        range(Int(lines.lowerBound)).lowerBound..<range(Int(lines.upperBound) - 1).upperBound
    }
}
