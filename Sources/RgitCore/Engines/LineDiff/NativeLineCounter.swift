// The native line diff behind the interface of all line diffs.

/// Compares lines natively, and asks libgit2 for the algorithm that is not written yet.
struct NativeLineCounter: LineCounter {
    private let memory = Memory()

    /// Holds the differ, which cannot be copied; a counter belongs to one worker, and so does this.
    private final class Memory {
        var differ = LineDiffer(.blame)
        var quick = QuickCount()
    }

    func count(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> LineCount {
        if options.algorithm == .patience {
            return try Libgit2LineCounter().count(old: old, new: new, options: options)
        }
        // With no context git sets the common tail aside first, and by histogram it compares whole files: QuickCount does
        // neither.
        if options.whitespace.isEmpty, options.context > 0, options.algorithm != .histogram {
            return memory.quick.count(old, new, minimal: options.algorithm == .minimal)
        }
        memory.differ.options = options
        let lines = memory.differ.lines(old)
        return memory.differ.count(lines, memory.differ.lines(new, relative: lines))
    }

    func hunks(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> [LineHunk] {
        try compare(old: old, new: new, options: options).hunks.map { span in
            LineHunk(
                old: Int(span.oldStart)..<Int(span.oldEnd), new: Int(span.newStart)..<Int(span.newEnd))
        }
    }

    /// The lines of both contents, and what differs between them.
    func compare(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> LineComparison {
        memory.differ.options = options
        let oldLines = memory.differ.lines(old)
        let newLines = memory.differ.lines(new, relative: oldLines)
        var spans: [HunkSpan] = []
        if options.algorithm == .patience {
            spans = try Libgit2LineCounter().hunks(old: old, new: new, options: options).map(HunkSpan.init)
        } else {
            memory.differ.hunks(oldLines, newLines, into: &spans)
        }
        return LineComparison(old: oldLines, new: newLines, hunks: spans)
    }
}

/// Two contents cut into lines, and what differs between them.
struct LineComparison: Sendable {
    let old: BlobLines
    let new: BlobLines
    /// In order, none touching the next.
    let hunks: [HunkSpan]
}

extension LineComparison {
    /// All lines gone and all lines new, whatever they have in common.
    init(rewriting old: [UInt8], as new: [UInt8]) {
        self.old = BlobLines(old)
        self.new = BlobLines(new)
        let whole = LineHunk(old: 0..<self.old.count, new: 0..<self.new.count)
        hunks = whole.old.isEmpty && whole.new.isEmpty ? [] : [HunkSpan(whole)]
    }
}
