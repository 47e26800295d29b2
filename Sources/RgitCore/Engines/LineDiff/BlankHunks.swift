// Leaves out the hunks of blank lines that --ignore-blank-lines does not want, where git leaves them out.

import GitObjects

/// `--ignore-blank-lines`: hunks of nothing but blank lines go, unless git would print them within another hunk.
enum BlankHunks {
    /// Drops from `hunks` those that git does not show with `options.context` lines of context.
    static func drop(
        from hunks: inout [HunkSpan], _ old: BlobLines, _ new: BlobLines, _ options: LineDiffOptions
    ) {
        let groups = HunkGroups(
            hunks, isIgnorable: marks(hunks, old, new, options.whitespace), context: options.context,
            interHunkContext: options.interHunkContext)
        var printed: [HunkSpan] = []
        var next = 0
        while let group = groups.next(from: next) {
            printed.append(contentsOf: hunks[group])
            next = group.upperBound
        }
        hunks = printed
    }

    /// For each hunk whether all its lines are blank.
    static func marks(
        _ hunks: [HunkSpan], _ old: BlobLines, _ new: BlobLines, _ whitespace: DiffOptions.Whitespace
    ) -> [Bool] {
        let ignoresSpace = !whitespace.subtracting(.ignoreBlankLines).isEmpty
        return hunks.map { hunk in
            (Int(hunk.oldStart)..<Int(hunk.oldEnd)).allSatisfy { isBlank(old, $0, ignoresSpace) }
                && (Int(hunk.newStart)..<Int(hunk.newEnd)).allSatisfy { isBlank(new, $0, ignoresSpace) }
        }
    }

    /// Whether a line is blank: at most one byte long, or nothing but white space where some of that is ignored.
    private static func isBlank(_ lines: BlobLines, _ line: Int, _ ignoresSpace: Bool) -> Bool {
        let range = lines.range(line)
        return ignoresSpace ? range.allSatisfy { ASCII.isSpace(lines.bytes[$0]) } : range.count <= 1
    }
}
