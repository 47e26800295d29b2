// Leaves out the hunks of blank lines that --ignore-blank-lines does not want, where git leaves them out.

import GitObjects

/// `--ignore-blank-lines`: hunks of nothing but blank lines go, unless git would print them within another hunk.
enum BlankHunks {
    /// Drops from `hunks` those that git does not show with `options.context` lines of context.
    static func drop(
        from hunks: inout [HunkSpan], _ old: BlobLines, _ new: BlobLines, _ options: LineDiffOptions
    ) {
        let ignoresSpace = !options.whitespace.subtracting(.ignoreBlankLines).isEmpty
        let blank = hunks.map { hunk in
            (Int(hunk.oldStart)..<Int(hunk.oldEnd)).allSatisfy { isBlank(old, $0, ignoresSpace) }
                && (Int(hunk.newStart)..<Int(hunk.newEnd)).allSatisfy { isBlank(new, $0, ignoresSpace) }
        }
        var printed: [HunkSpan] = []
        var next = 0
        while let group = nextGroup(hunks, blank, from: next, options) {
            printed.append(contentsOf: hunks[group])
            next = group.upperBound
        }
        hunks = printed
    }

    /// The hunks git would print under the next header, from `start` on; `nil` when nothing more is printed.
    private static func nextGroup(
        _ hunks: [HunkSpan], _ blank: [Bool], from start: Int, _ options: LineDiffOptions
    ) -> Range<Int>? {
        let context = options.context
        let furthest = 2 * context + options.interHunkContext
        // Blank hunks at the beginning go unless the next one is near.
        var first = start
        var index = start
        while index < hunks.count, blank[index] {
            if index + 1 == hunks.count
                || Int(hunks[index + 1].oldStart - hunks[index].oldEnd) >= context
            {
                first = index + 1
            }
            index += 1
        }
        guard first < hunks.count else { return nil }

        var last = first
        var blankLines = 0
        index = first + 1
        while index < hunks.count {
            let distance = Int(hunks[index].oldStart - hunks[index - 1].oldEnd)
            if distance > furthest { break }
            let near = distance < context
            if near, !blank[index] || last == index - 1 {
                last = index
                blankLines = 0
            } else if near {
                blankLines += Int(hunks[index].newCount)
            } else if last != index - 1,
                Int(hunks[index].oldStart) + blankLines - Int(hunks[last].oldEnd) > furthest
            {
                break
            } else if !blank[index] {
                last = index
                blankLines = 0
            } else {
                blankLines += Int(hunks[index].newCount)
            }
            index += 1
        }
        return first..<last + 1
    }

    /// Whether a line is blank: at most one byte long, or nothing but white space where some of that is ignored.
    private static func isBlank(_ lines: BlobLines, _ line: Int, _ ignoresSpace: Bool) -> Bool {
        let range = lines.range(line)
        return ignoresSpace ? range.allSatisfy { ASCII.isSpace(lines.bytes[$0]) } : range.count <= 1
    }
}
