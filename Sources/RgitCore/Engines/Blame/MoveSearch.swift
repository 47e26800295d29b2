// Finds lines of the blamed file in other files, where they were moved or copied from, as git blame -M and -C do.

import GitObjects

/// One worker's search for moved and copied lines of one file.
///
/// A stretch of lines that a commit seems to have made is compared with a whole file of a parent. Of the lines they have in
/// common the run with the best score goes to that file, and what is left of the stretch on both sides is tried again. Lines
/// whose score is too low are not tried at all. The answer depends on each stretch by itself: so nothing is joined on the way,
/// and `BlockIndex` may rule out comparisons that would find nothing.
struct MoveSearch {
    /// Lines of a stretch that a file of a parent has.
    struct Block {
        /// The first line in the stretch, from 0.
        var offset: Int32
        /// How many lines there are.
        var count: Int32
        /// The first line in the parent's file.
        var source: Int32
        /// Git's score of them.
        var score: Int
    }

    let settings: MovedLines
    private let lines: BlobLines
    private(set) var index: BlockIndex
    private let scratch: Scratch
    private var hunks: [HunkSpan] = []

    /// Holds the differ, which cannot be copied; it belongs to this worker alone.
    private final class Scratch {
        var differ: LineDiffer
        init(_ options: LineDiffOptions) { differ = LineDiffer(options) }
    }

    /// A search for lines of a file, cut under the options' rules.
    init(_ lines: BlobLines, options: BlameOptions) {
        settings = options.moved
        self.lines = lines
        index = BlockIndex(lines)
        scratch = Scratch(options.lineDiff)
    }

    /// Marks the lines that a file with these keys has.
    mutating func mark(_ keys: [UInt64]) { index.mark(keys) }

    /// Moves the stretches whose score is at most `score` to the front of `small`.
    func setAside(_ stretches: inout [LineStretch], score: Int, into small: inout [LineStretch]) {
        small = stretches.filter { index.score($0) <= score } + small
        stretches.removeAll { index.score($0) <= score }
    }

    /// Finds lines that moved within the file.
    ///
    /// - Parameters:
    ///   - rest: Lines of a version; those that were not moved are left in it.
    ///   - small: Takes in, at its front, what is left of them that is too little to be tried.
    ///   - parent: The file in a parent.
    /// - Returns: The moved lines, as stretches of the parent's file.
    mutating func moved(
        _ rest: inout [LineStretch], _ small: inout [LineStretch], in parent: BlobLines
    ) -> [LineStretch] {
        index.mark(parent.keys)
        var found: [LineStretch] = []
        var tooSmall: [LineStretch] = []
        var kept: [LineStretch] = []
        var untried = rest
        while !untried.isEmpty {
            var parts: [LineStretch] = []
            for stretch in untried {
                if index.greatestScore(stretch) > settings.moveScore,
                    let block = block(of: stretch, in: parent), block.score > settings.moveScore
                {
                    MoveSearch.split(stretch, by: block, moved: &found, left: &parts)
                } else {
                    kept.append(stretch)
                }
            }
            untried = []
            for part in parts {
                if index.score(part) <= settings.moveScore {
                    tooSmall.append(part)
                } else {
                    untried.append(part)
                }
            }
        }
        rest = kept
        small = tooSmall + small
        return found
    }

    /// The lines of a stretch with the best score among those that a comparison finds in another file; of equals the last.
    mutating func block(of stretch: LineStretch, in other: BlobLines) -> Block? {
        let range = Int(stretch.line)..<Int(stretch.line &+ stretch.count)
        scratch.differ.hunks(other, BlobLines(range, of: lines), into: &hunks)
        var best: Block?
        var offset: Int32 = 0
        var source: Int32 = 0
        func consider(upTo end: Int32) {
            guard offset < end else { return }
            let score = index.score(stretch.line &+ offset, end &- offset)
            if let best, score < best.score { return }
            best = Block(offset: offset, count: end &- offset, source: source, score: score)
        }
        for hunk in hunks {
            consider(upTo: hunk.newStart)
            offset = hunk.newEnd
            source = hunk.oldEnd
        }
        consider(upTo: stretch.count)
        return best
    }

    /// Cuts a block out of a stretch.
    static func split(
        _ stretch: LineStretch, by block: Block, moved: inout [LineStretch], left: inout [LineStretch]
    ) {
        if block.offset > 0 {
            var before = stretch
            before.count = block.offset
            left.append(before)
        }
        moved.append(
            LineStretch(
                line: stretch.line &+ block.offset, source: block.source, count: block.count,
                marks: stretch.marks))
        let end = block.offset &+ block.count
        if end < stretch.count {
            left.append(
                LineStretch(
                    line: stretch.line &+ end, source: stretch.source &+ end, count: stretch.count &- end,
                    marks: stretch.marks))
        }
    }
}
