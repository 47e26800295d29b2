// What it means to compare two blobs line by line: the one interface behind which line diffs are made.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How lines are compared; every field changes what git prints.
struct LineDiffOptions: Sendable, Equatable {
    /// How lines are matched.
    var algorithm = DiffOptions.Algorithm.myers
    /// White space left out of the comparison.
    var whitespace: DiffOptions.Whitespace = []
    /// The lines of context git would show. At 0, as for blame, git sets the common tail of both files aside before it
    /// compares, which can change the outcome; otherwise only `ignoreBlankLines` looks at it.
    var context = 3
    /// The distance at which git would join two hunks; only `ignoreBlankLines` looks at it.
    var interHunkContext = 0

    /// Whether hunks that can slide are placed by indentation (`diff.indentHeuristic`, on by default).
    var indentHeuristic = true

    /// What git blame compares with.
    static let blame = LineDiffOptions(context: 0)
}

/// Lines of the old file replaced by lines of the new one; both ranges count from 0, and one of them may be empty.
struct LineHunk: Sendable, Equatable {
    /// The lines that went.
    var old: Range<Int>
    /// The lines that came.
    var new: Range<Int>
}

/// How many lines came and how many went.
struct LineCount: Sendable, Equatable {
    /// Lines that came.
    var insertions = 0
    /// Lines that went.
    var deletions = 0
}

/// A line diff with its working memory; make one per worker.
///
/// Lines end in LF whatever the other bytes are; a last line without one is a line too, and differs from the same line
/// with one (unless white space at the end of lines is left out).
protocol LineCounter {
    /// How many lines the comparison has coming and going, as `git diff --numstat` counts them.
    mutating func count(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> LineCount

    /// The stretches that differ, in order, without context, as `git diff -U0` would place them.
    mutating func hunks(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> [LineHunk]
}

/// Facts about lines that need no comparison.
enum Lines {
    /// The number of lines; a last one without LF counts.
    static func count(_ bytes: [UInt8]) -> Int {
        guard let last = bytes.last else { return 0 }
        var count = last == 0x0a ? 0 : 1
        for byte in bytes where byte == 0x0a { count &+= 1 }
        return count
    }

    /// The lengths to which two blobs shrink when git sets their common tail aside: whole blocks of 1,024 bytes from the
    /// end, then forward again to just behind the next LF.
    static func lengthsWithoutCommonTail(_ old: [UInt8], _ new: [UInt8]) -> (old: Int, new: Int) {
        let block = 1024
        let shorter = min(old.count, new.count)
        var trimmed = 0
        unsafe old.withUnsafeBytes { old in
            unsafe new.withUnsafeBytes { new in
                // Both buffers hold at least `shorter` bytes, so each block is inside of both.
                guard let oldEnd = unsafe old.baseAddress?.advanced(by: old.count),
                    let newEnd = unsafe new.baseAddress?.advanced(by: new.count)
                else { return }
                while trimmed + block <= shorter,
                    unsafe memcmp(oldEnd - trimmed - block, newEnd - trimmed - block, block) == 0
                {
                    trimmed += block
                }
            }
        }
        var kept = 0
        let start = old.count - trimmed
        while kept < trimmed {
            kept += 1
            if old[start + kept - 1] == 0x0a { break }
        }
        return (old.count - trimmed + kept, new.count - trimmed + kept)
    }

    /// The bytes with every CR LF made LF and a last LF added where it is missing: two lines of the results are equal
    /// exactly when git's `--ignore-cr-at-eol` finds them equal.
    static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 1)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x0d && index + 1 < bytes.count && bytes[index + 1] == 0x0a {
                index += 1
            }
            result.append(bytes[index])
            index += 1
        }
        if let last = bytes.last, last != 0x0a { result.append(0x0a) }
        return result
    }
}
