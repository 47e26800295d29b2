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
        if options.algorithm == .patience {
            return try Libgit2LineCounter().hunks(old: old, new: new, options: options)
        }
        memory.differ.options = options
        let lines = memory.differ.lines(old)
        var spans: [HunkSpan] = []
        memory.differ.hunks(lines, memory.differ.lines(new, relative: lines), into: &spans)
        return spans.map { span in
            LineHunk(
                old: Int(span.oldStart)..<Int(span.oldEnd), new: Int(span.newStart)..<Int(span.newEnd))
        }
    }
}
