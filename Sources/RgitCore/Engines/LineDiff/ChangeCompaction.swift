// Moves changes that can slide to where git puts them: beside a change of the other file, or by indentation.

/// A run of changed lines of one file.
struct ChangedRun: Equatable {
    /// The first changed line.
    var start: Int
    /// The line after the last changed one.
    var end: Int
}

/// Slides the runs of changed lines of one file. Runs stay sorted, apart and not empty.
enum ChangeCompaction {
    /// Slides the runs of `runs` as git does.
    ///
    /// A run whose first line equals the line after it may as well stand one line lower, and the other way round. Each run
    /// is pushed to both ends of its range, taking in the runs it bumps into, and comes to rest beside the lowest change of
    /// `other` in its range; where there is none, at the place `indentation` prefers, or else as low as it gets.
    static func compact(
        _ runs: inout [ChangedRun], keys: UnsafeBufferPointer<UInt64>, other: borrowing [ChangedRun],
        scratch settled: inout [ChangedRun], indentation: ((_ run: ChangedRun, _ earliestEnd: Int) -> Int)?
    ) {
        settled.removeAll(keepingCapacity: true)
        // A run is in a gap between unchanged lines; gaps are numbered alike in both files.
        var gaps = GapCursor()
        var next = 0
        var changedBefore = 0
        while next < runs.count {
            var run = runs[next]
            next += 1
            var gap = run.start - changedBefore
            var earliestEnd = run.end
            var meetingGap: Int?
            var length: Int
            repeat {
                length = run.end - run.start
                meetingGap = nil
                while run.start > 0, unsafe keys[run.start - 1] == keys[run.end - 1] {
                    run.start -= 1
                    run.end -= 1
                    gap -= 1
                    while let last = settled.last, last.end == run.start {
                        run.start = last.start
                        changedBefore -= last.end - last.start
                        settled.removeLast()
                    }
                }
                earliestEnd = run.end
                if gaps.hasRun(other, at: gap) { meetingGap = gap }
                while run.end < keys.count, unsafe keys[run.start] == keys[run.end] {
                    run.start += 1
                    run.end += 1
                    gap += 1
                    while next < runs.count, runs[next].start == run.end {
                        run.end = runs[next].end
                        next += 1
                    }
                    if gaps.hasRun(other, at: gap) { meetingGap = gap }
                }
            } while run.end - run.start != length

            if run.end != earliestEnd {
                var rise = 0
                if let meetingGap {
                    rise = gap - meetingGap
                } else if let indentation {
                    rise = run.end - indentation(run, earliestEnd)
                }
                run.start -= rise
                run.end -= rise
            }
            changedBefore += run.end - run.start
            settled.append(run)
        }
        swap(&runs, &settled)
    }

    /// Remembers where among the other file's runs the last question fell, since questions come close together.
    private struct GapCursor {
        private var index = 0
        /// The lines in the runs before `index`.
        private var changedBefore = 0

        mutating func hasRun(_ runs: borrowing [ChangedRun], at gap: Int) -> Bool {
            while index < runs.count, runs[index].start - changedBefore < gap {
                changedBefore += runs[index].end - runs[index].start
                index += 1
            }
            while index > 0 {
                let previous = runs[index - 1]
                let before = changedBefore - (previous.end - previous.start)
                guard previous.start - before >= gap else { break }
                changedBefore = before
                index -= 1
            }
            return index < runs.count && runs[index].start - changedBefore == gap
        }
    }
}
