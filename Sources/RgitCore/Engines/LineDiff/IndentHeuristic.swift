// Chooses, for a block of added or removed lines that can slide, the place where people expect it: by indentation.

import GitObjects

//
// Git took the measure and its weights from https://github.com/mhagger/diff-slider-tools, which explains them; numbers
// have to be the same for hunks to be.

/// Scores the places a run of changed lines can slide to.
struct IndentHeuristic {
    private let lines: BlobLines
    /// The number of lines compared, which may be fewer than the blob has.
    private let count: Int

    /// What surrounds the boundary above a line.
    private struct Surroundings {
        var isEndOfFile = false
        /// The indentation of the line under the boundary; `nil` when it is blank or there is none.
        var indent: Int?
        var blankAbove = 0
        /// The indentation of the nearest line above that is not blank.
        var indentAbove: Int?
        var blankBelow = 0
        /// The indentation of the nearest line, after the one under the boundary, that is not blank.
        var indentBelow: Int?
    }

    /// How bad a place is: first by the indentation of its boundaries, then by points.
    private struct Badness {
        var indent = 0
        var points = 0

        /// Whether this place is at least as good as `other`; a difference in indentation weighs sixty points.
        func isAsGood(as other: Badness) -> Bool {
            (indent - other.indent).signum() * 60 + points - other.points <= 0
        }
    }

    private static let deepest = 200
    private static let mostBlank = 20
    private static let furthestSlide = 100

    init(_ lines: BlobLines, count: Int) {
        self.lines = lines
        self.count = count
    }

    /// The end that `run`, which stands as low as it can, had better have; it can slide up until it ends at `earliestEnd`.
    func bestEnd(of run: ChangedRun, earliestEnd: Int) -> Int {
        let length = run.end - run.start
        var best: (end: Int, badness: Badness)?
        let first = max(earliestEnd, run.end - length - 1, run.end - IndentHeuristic.furthestSlide)
        for end in first...run.end {
            var badness = Badness()
            judge(end, &badness)
            judge(end - length, &badness)
            if let best, !badness.isAsGood(as: best.badness) { continue }
            best = (end, badness)
        }
        return best?.end ?? run.end
    }

    private func judge(_ line: Int, _ badness: inout Badness) {
        let place = surroundings(of: line)
        if place.indentAbove == nil, place.blankAbove == 0 { badness.points += 1 }
        if place.isEndOfFile { badness.points += 21 }
        let blankBelow = place.indent == nil ? 1 + place.blankBelow : 0
        let blank = place.blankAbove + blankBelow
        badness.points += -30 * blank + 6 * blankBelow

        // At the end of the file the indentation counts as -1.
        let effective = place.indent ?? place.indentBelow
        badness.indent += effective ?? -1
        guard let effective, let above = place.indentAbove else { return }
        if effective > above {
            badness.points += blank > 0 ? 10 : -4
        } else if effective < above {
            if let below = place.indentBelow, below > effective {
                badness.points += blank > 0 ? 17 : 24
            } else {
                badness.points += blank > 0 ? 17 : 23
            }
        }
    }

    private func surroundings(of line: Int) -> Surroundings {
        var place = Surroundings()
        if line >= count {
            place.isEndOfFile = true
        } else {
            place.indent = indent(line)
        }
        var index = line - 1
        while index >= 0 {
            place.indentAbove = indent(index)
            if place.indentAbove != nil { break }
            place.blankAbove += 1
            if place.blankAbove == IndentHeuristic.mostBlank {
                place.indentAbove = 0
                break
            }
            index -= 1
        }
        index = line + 1
        while index < count {
            place.indentBelow = indent(index)
            if place.indentBelow != nil { break }
            place.blankBelow += 1
            if place.blankBelow == IndentHeuristic.mostBlank {
                place.indentBelow = 0
                break
            }
            index += 1
        }
        return place
    }

    /// The columns a line is indented by, tabs reaching to the next multiple of eight; `nil` for a blank line.
    private func indent(_ line: Int) -> Int? {
        var columns = 0
        for offset in lines.range(line) {
            let byte = lines.bytes[offset]
            if !ASCII.isSpace(byte) { return columns }
            if byte == 0x20 {
                columns += 1
            } else if byte == 0x09 {
                columns += 8 - columns % 8
            }
            if columns >= IndentHeuristic.deepest { return IndentHeuristic.deepest }
        }
        return nil
    }
}
