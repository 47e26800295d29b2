// Compares two blobs line by line and finds git's hunks, or only their counts; all buffers are reused between pairs.

/// The native line diff: one per worker, kept for as many pairs as there are.
///
/// On the same input it finds the hunks that `git diff -U0` and `git blame` find (git 2.39, `myers`, `minimal` and `histogram`).
struct LineDiffer: ~Copyable {
    /// The settings in force; lines are cut under them, so both of a pair have to be of the same.
    var options: LineDiffOptions

    private var classes = LineClasses()
    private var search = EditSearch()
    private var histogram = HistogramSearch()
    private var oldChanged: [UInt8] = []
    private var newChanged: [UInt8] = []
    private var oldRuns: [ChangedRun] = []
    private var newRuns: [ChangedRun] = []
    private var scratchRuns: [ChangedRun] = []

    init(_ options: LineDiffOptions) {
        self.options = options
    }

    /// Cuts a blob into lines under the settings in force, lending keys from a `relative` cut by this differ.
    func lines(_ bytes: [UInt8], relative: BlobLines? = nil) -> BlobLines {
        BlobLines(bytes, whitespace: options.whitespace, relative: relative)
    }

    /// The number of lines that come and go between two blobs.
    mutating func count(_ old: BlobLines, _ new: BlobLines) -> LineCount {
        if options.whitespace.contains(.ignoreBlankLines) {
            // Which hunks are blank depends on where they stand, so they have to be placed first.
            var hunks: [HunkSpan] = []
            self.hunks(old, new, into: &hunks)
            return hunks.reduce(into: LineCount()) { count, hunk in
                count.insertions += Int(hunk.newCount)
                count.deletions += Int(hunk.oldCount)
            }
        }
        let size = comparedCounts(old, new)
        return unsafe old.keys.withUnsafeBufferPointer { oldKeys in
            unsafe new.keys.withUnsafeBufferPointer { newKeys in
                let oldKeys = unsafe UnsafeBufferPointer(rebasing: oldKeys[0..<size.old])
                let newKeys = unsafe UnsafeBufferPointer(rebasing: newKeys[0..<size.new])
                let ends = unsafe endsSetAside(oldKeys, newKeys)
                let oldMiddle = oldKeys.count - ends.head - ends.tail
                let newMiddle = newKeys.count - ends.head - ends.tail
                guard oldMiddle > 0, newMiddle > 0,
                    unsafe compare(oldKeys, newKeys, head: ends.head, tail: ends.tail)
                else { return LineCount(insertions: newMiddle, deletions: oldMiddle) }
                var count = LineCount()
                for flag in newChanged { count.insertions &+= Int(flag) }
                for flag in oldChanged { count.deletions &+= Int(flag) }
                return count
            }
        }
    }

    /// The hunks between two blobs, in order, replacing what `hunks` held.
    mutating func hunks(_ old: BlobLines, _ new: BlobLines, into hunks: inout [HunkSpan]) {
        hunks.removeAll(keepingCapacity: true)
        oldRuns.removeAll(keepingCapacity: true)
        newRuns.removeAll(keepingCapacity: true)
        let size = comparedCounts(old, new)
        unsafe old.keys.withUnsafeBufferPointer { oldKeys in
            unsafe new.keys.withUnsafeBufferPointer { newKeys in
                let oldKeys = unsafe UnsafeBufferPointer(rebasing: oldKeys[0..<size.old])
                let newKeys = unsafe UnsafeBufferPointer(rebasing: newKeys[0..<size.new])
                let ends = unsafe endsSetAside(oldKeys, newKeys)
                let head = ends.head
                let oldMiddle = oldKeys.count - head - ends.tail
                let newMiddle = newKeys.count - head - ends.tail
                if oldMiddle == 0, newMiddle == 0 { return }
                if oldMiddle > 0, newMiddle > 0, unsafe compare(oldKeys, newKeys, head: head, tail: ends.tail)
                {
                    LineDiffer.collect(oldChanged, head, &oldRuns)
                    LineDiffer.collect(newChanged, head, &newRuns)
                } else {
                    if oldMiddle > 0 { oldRuns.append(ChangedRun(start: head, end: head + oldMiddle)) }
                    if newMiddle > 0 { newRuns.append(ChangedRun(start: head, end: head + newMiddle)) }
                }
                unsafe place(old, oldKeys, new, newKeys)
            }
        }
        join(into: &hunks)
        if options.whitespace.contains(.ignoreBlankLines), !hunks.isEmpty {
            BlankHunks.drop(from: &hunks, old, new, options)
        }
    }

    /// How many lines of each side are compared at all.
    private func comparedCounts(_ old: BlobLines, _ new: BlobLines) -> (old: Int, new: Int) {
        options.context == 0 ? BlobLines.withoutEqualBlocks(old, new) : (old.count, new.count)
    }

    /// The number of equal lines at the beginning, and of those left at the end.
    private static func commonEnds(
        _ old: UnsafeBufferPointer<UInt64>, _ new: UnsafeBufferPointer<UInt64>
    ) -> (head: Int, tail: Int) {
        let limit = min(old.count, new.count)
        var head = 0
        while head < limit, unsafe old[head] == new[head] { head &+= 1 }
        var tail = 0
        while tail < limit &- head, unsafe old[old.count &- 1 &- tail] == new[new.count &- 1 &- tail] {
            tail &+= 1
        }
        return (head, tail)
    }

    /// The common ends that take no part in the comparison: git's histogram looks at whole files.
    private func endsSetAside(
        _ old: UnsafeBufferPointer<UInt64>, _ new: UnsafeBufferPointer<UInt64>
    ) -> (head: Int, tail: Int) {
        options.algorithm == .histogram ? (0, 0) : unsafe LineDiffer.commonEnds(old, new)
    }

    /// Sets the flags of the changed lines between the common ends; `false` when all of them are.
    private mutating func compare(
        _ oldKeys: UnsafeBufferPointer<UInt64>, _ newKeys: UnsafeBufferPointer<UInt64>, head: Int, tail: Int
    ) -> Bool {
        options.algorithm == .histogram
            ? unsafe compareByHistogram(oldKeys, newKeys)
            : unsafe compareByEditScript(oldKeys, newKeys, head: head, tail: tail)
    }

    private mutating func compareByHistogram(
        _ oldKeys: UnsafeBufferPointer<UInt64>, _ newKeys: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        unsafe classes.classify(oldKeys, newKeys)
        guard classes.anyShared else { return false }
        unsafe classes.withAll(oldKeys.count) { oldClasses, newClasses, classCount in
            unsafe histogram.run(oldClasses, newClasses, classCount: classCount)
        }
        for region in histogram.unsettled {
            // As in git the region is compared as if it were two whole files.
            let oldKeys = unsafe UnsafeBufferPointer(rebasing: oldKeys[region.old])
            let newKeys = unsafe UnsafeBufferPointer(rebasing: newKeys[region.new])
            let (head, tail) = unsafe LineDiffer.commonEnds(oldKeys, newKeys)
            let oldMiddle = oldKeys.count - head - tail
            let newMiddle = newKeys.count - head - tail
            let isSearched =
                oldMiddle > 0 && newMiddle > 0
                ? unsafe compareByEditScript(oldKeys, newKeys, head: head, tail: tail) : false
            for line in 0..<oldMiddle where !isSearched || oldChanged[line] != 0 {
                histogram.oldChanged[region.old.lowerBound + head + line] = 1
            }
            for line in 0..<newMiddle where !isSearched || newChanged[line] != 0 {
                histogram.newChanged[region.new.lowerBound + head + line] = 1
            }
        }
        swap(&oldChanged, &histogram.oldChanged)
        swap(&newChanged, &histogram.newChanged)
        return true
    }

    private mutating func compareByEditScript(
        _ oldKeys: UnsafeBufferPointer<UInt64>, _ newKeys: UnsafeBufferPointer<UInt64>, head: Int, tail: Int
    ) -> Bool {
        LineDiffer.clear(&oldChanged, oldKeys.count - head - tail)
        LineDiffer.clear(&newChanged, newKeys.count - head - tail)
        unsafe classes.prepare(oldKeys, newKeys, head: head, tail: tail, &oldChanged, &newChanged)
        guard classes.anyShared else { return false }
        let minimal = options.algorithm == .minimal
        unsafe classes.withChosen { oldClasses, newClasses in
            unsafe search.run(oldClasses, newClasses, minimal: minimal) { isOld, index in
                if isOld {
                    oldChanged[Int(classes.old.positions[index])] = 1
                } else {
                    newChanged[Int(classes.new.positions[index])] = 1
                }
            }
        }
        return true
    }

    private static func clear(_ flags: inout [UInt8], _ count: Int) {
        flags.removeAll(keepingCapacity: true)
        flags.append(contentsOf: repeatElement(0, count: count))
    }

    private static func collect(_ flags: borrowing [UInt8], _ head: Int, _ runs: inout [ChangedRun]) {
        var index = 0
        let count = flags.count
        while index < count {
            if flags[index] == 0 {
                index &+= 1
                continue
            }
            let start = index
            while index < count, flags[index] != 0 { index &+= 1 }
            runs.append(ChangedRun(start: head + start, end: head + index))
        }
    }

    /// Slides the runs of the old file, then those of the new one, as git does.
    private mutating func place(
        _ old: BlobLines, _ oldKeys: UnsafeBufferPointer<UInt64>, _ new: BlobLines,
        _ newKeys: UnsafeBufferPointer<UInt64>
    ) {
        let byIndent = options.indentHeuristic
        let oldIndents = IndentHeuristic(old, count: oldKeys.count)
        unsafe ChangeCompaction.compact(
            &oldRuns, keys: oldKeys, other: newRuns, scratch: &scratchRuns,
            indentation: byIndent ? { oldIndents.bestEnd(of: $0, earliestEnd: $1) } : nil)
        let newIndents = IndentHeuristic(new, count: newKeys.count)
        unsafe ChangeCompaction.compact(
            &newRuns, keys: newKeys, other: oldRuns, scratch: &scratchRuns,
            indentation: byIndent ? { newIndents.bestEnd(of: $0, earliestEnd: $1) } : nil)
    }

    /// Joins the runs of both files in the same gap between unchanged lines.
    private func join(into hunks: inout [HunkSpan]) {
        var oldIndex = 0
        var newIndex = 0
        // What to add to an old line to get the new line across from it.
        var shift = 0
        while oldIndex < oldRuns.count || newIndex < newRuns.count {
            let oldStart = oldIndex < oldRuns.count ? oldRuns[oldIndex].start : Int.max
            let newStart = newIndex < newRuns.count ? newRuns[newIndex].start - shift : Int.max
            let start = min(oldStart, newStart)
            let oldCount = oldStart == start ? oldRuns[oldIndex].end - oldRuns[oldIndex].start : 0
            let newCount = newStart == start ? newRuns[newIndex].end - newRuns[newIndex].start : 0
            hunks.append(
                HunkSpan(
                    oldStart: Int32(truncatingIfNeeded: start), oldCount: Int32(truncatingIfNeeded: oldCount),
                    newStart: Int32(truncatingIfNeeded: start + shift),
                    newCount: Int32(truncatingIfNeeded: newCount)))
            if oldStart == start { oldIndex += 1 }
            if newStart == start { newIndex += 1 }
            shift += newCount - oldCount
        }
    }
}
