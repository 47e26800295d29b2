// Prints the hunks of one file as git does: their headers, the lines of context, what goes and what comes.

import GitObjects

/// The hunks of one pair of files.
struct HunkWriter {
    /// The two files and every change between them.
    let comparison: LineComparison
    /// For each change whether it may be left out; empty where all are wanted.
    let isIgnorable: [Bool]
    /// How patches look.
    let format: PatchFormat
    /// Chooses the lines that name functions; `nil` for git's own rule.
    let functionNames: FunctionNameMatcher?

    private var old: BlobLines { comparison.old }
    private var new: BlobLines { comparison.new }
    private var hunks: [HunkSpan] { comparison.hunks }

    /// What one header covers: some changes, and the lines of both files around them.
    private struct Block {
        var changes: ClosedRange<Int>
        var old: Range<Int>
        var new: Range<Int>
    }

    /// Prints all hunks, and `header` before the first of them; prints nothing where there are none.
    func append(to output: inout [UInt8], header: [UInt8]) {
        let groups = HunkGroups(
            hunks, isIgnorable: isIgnorable, context: format.context,
            interHunkContext: format.interHunkContext)
        var next = 0
        var isFirst = true
        var name: Range<Int>?
        // Each search for a function's name ends where the one before it began.
        var searched = -1
        while let group = groups.next(from: next) {
            if isFirst { output += header }
            isFirst = false
            let block = block(group, from: next)
            let start = block.old.lowerBound - 1
            if start > searched, let found = functionLine(from: start, to: searched) {
                name = functionName(old, found)
            }
            searched = start
            appendHeader(block, name, to: &output)
            append(block, to: &output)
            next = block.changes.upperBound + 1
        }
    }

    /// The numbers of lines that are printed as gone and as new.
    func count() -> LineCount {
        let groups = HunkGroups(
            hunks, isIgnorable: isIgnorable, context: format.context,
            interHunkContext: format.interHunkContext)
        var count = LineCount()
        var next = 0
        while let group = groups.next(from: next) {
            for hunk in hunks[group] {
                count.insertions += Int(hunk.newCount)
                count.deletions += Int(hunk.oldCount)
            }
            next = group.upperBound
        }
        return count
    }

    // MARK: What is printed together

    /// A group of changes with its context; with whole functions it may take in changes on both sides, none before `next`.
    private func block(_ group: Range<Int>, from next: Int) -> Block {
        let (first, oldStart, newStart) = start(group.lowerBound, next)
        var last = group.upperBound - 1
        while true {
            let change = hunks[last]
            let context = min(
                format.context, old.count - Int(change.oldEnd), new.count - Int(change.newEnd))
            var oldEnd = Int(change.oldEnd) + context
            var newEnd = Int(change.newEnd) + context
            if format.functionContext {
                var end = functionLine(from: Int(change.oldEnd), to: old.count) ?? -1
                while end > 0, isEmpty(end - 1) { end -= 1 }
                if end < 0 { end = old.count }
                if end > oldEnd {
                    newEnd = min(newEnd + end - oldEnd, new.count)
                    oldEnd = end
                }
                if last + 1 < hunks.count {
                    // A change in the same function belongs here too.
                    let line = min(Int(hunks[last + 1].oldStart), old.count - 1)
                    if line - format.context <= oldEnd || functionLine(from: line, to: oldEnd) == nil {
                        last += 1
                        continue
                    }
                }
            }
            return Block(changes: first...last, old: oldStart..<oldEnd, new: newStart..<newEnd)
        }
    }

    /// Where a block begins that begins with the change `first`, or with an ignorable one before it that is in the same
    /// function.
    private func start(_ first: Int, _ next: Int) -> (change: Int, old: Int, new: Int) {
        var first = first
        while true {
            let change = hunks[first]
            var oldStart = max(0, Int(change.oldStart) - format.context)
            var newStart = max(0, Int(change.newStart) - format.context)
            guard format.functionContext else { return (first, oldStart, newStart) }
            var line = Int(change.oldStart)
            if line >= old.count {
                // What is appended with a function's name in it needs no other function before it.
                if (Int(change.newStart)..<new.count).contains(where: { functionName(new, $0) != nil }) {
                    return (first, oldStart, newStart)
                }
                line = old.count - 1
            }
            var function = functionLine(from: line, to: -1) ?? -1
            while function > 0, !isEmpty(function - 1), functionName(old, function - 1) == nil {
                function -= 1
            }
            function = max(0, function)
            guard function < oldStart else { return (first, oldStart, newStart) }
            newStart = max(0, newStart - (oldStart - function))
            oldStart = function
            var reached = next
            while reached < first, Int(hunks[reached].oldEnd) <= oldStart,
                Int(hunks[reached].newEnd) <= newStart
            {
                reached += 1
            }
            if reached == first { return (first, oldStart, newStart) }
            first = reached
        }
    }

    // MARK: Lines

    private func appendHeader(_ block: Block, _ name: Range<Int>?, to output: inout [UInt8]) {
        output += "@@ -".utf8
        HunkWriter.append(block.old, to: &output)
        output += " +".utf8
        HunkWriter.append(block.new, to: &output)
        output += " @@".utf8
        if let name, !name.isEmpty {
            output.append(0x20)
            output += FunctionNameText.valid(old.bytes[name])
        }
        output.append(0x0a)
    }

    /// Lines counted from 1, and how many; an empty range is named by the line before it.
    private static func append(_ lines: Range<Int>, to output: inout [UInt8]) {
        output += String(lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1).utf8
        if lines.count != 1 {
            output.append(UInt8(ascii: ","))
            output += String(lines.count).utf8
        }
    }

    private func append(_ block: Block, to output: inout [UInt8]) {
        var newLine = block.new.lowerBound
        for change in hunks[block.changes] {
            // Context is that of the new file: where white space is ignored the two may differ.
            appendContext(newLine..<Int(change.newStart), to: &output)
            append(old, Int(change.oldStart)..<Int(change.oldEnd), UInt8(ascii: "-"), to: &output)
            append(new, Int(change.newStart)..<Int(change.newEnd), UInt8(ascii: "+"), to: &output)
            newLine = Int(change.newEnd)
        }
        appendContext(newLine..<block.new.upperBound, to: &output)
    }

    private func appendContext(_ lines: Range<Int>, to output: inout [UInt8]) {
        guard format.suppressesBlank else { return append(new, lines, 0x20, to: &output) }
        for line in lines {
            if new.range(line).count == 1, new.bytes[new.range(line).lowerBound] == 0x0a {
                output.append(0x0a)
            } else {
                append(new, line..<line + 1, 0x20, to: &output)
            }
        }
    }

    private func append(_ file: BlobLines, _ lines: Range<Int>, _ mark: UInt8, to output: inout [UInt8]) {
        for line in lines {
            output.append(mark)
            output += file.bytes[file.range(line)]
        }
        // Only the last line of a file can end without a line feed.
        if lines.upperBound == file.count, !lines.isEmpty, file.bytes.last != 0x0a {
            output += "\n\\ No newline at end of file\n".utf8
        }
    }

    // MARK: Functions

    /// The first line of the old file that names a function, from `start` on towards `end`, which is not looked at.
    private func functionLine(from start: Int, to end: Int) -> Int? {
        let step = start > end ? -1 : 1
        var line = start
        while line != end, line >= 0, line < old.count {
            if functionName(old, line) != nil { return line }
            line += step
        }
        return nil
    }

    /// The place of the function's name in a line, in bytes of the file; `nil` where the line names none.
    private func functionName(_ file: BlobLines, _ line: Int) -> Range<Int>? {
        let range = file.range(line)
        return unsafe file.bytes.withUnsafeBufferPointer { bytes in
            let text = unsafe UnsafeBufferPointer(rebasing: bytes[range])
            let found =
                if let functionNames {
                    unsafe functionNames.name(in: text)
                } else {
                    unsafe FunctionNameMatcher.nameByDefault(in: text)
                }
            return found.map { $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound }
        }
    }

    private func isEmpty(_ line: Int) -> Bool { old.bytes[old.range(line)].allSatisfy(ASCII.isSpace) }
}
