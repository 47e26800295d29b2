// Line diffs made by libgit2's copy of xdiff, set up so that its hunks are git's.

import Clibgit2

/// The line diff of libgit2: the reference for the native one, and what does the work where that one does not.
struct Libgit2LineCounter: LineCounter {
    /// What a callback adds to; it lives on the stack of `compare` for the length of one call.
    private struct Tally {
        var count = LineCount()
        var hunks: [LineHunk] = []
    }

    func count(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> LineCount {
        if old == new { return LineCount() }
        if !options.whitespace.contains(.ignoreBlankLines) {
            if old.isEmpty { return LineCount(insertions: Lines.count(new)) }
            if new.isEmpty { return LineCount(deletions: Lines.count(old)) }
        }
        return try compare(old, new, options, counting: true).count
    }

    func hunks(
        old: [UInt8], new: [UInt8], options: LineDiffOptions
    ) throws(RgitError) -> [LineHunk] {
        if old == new { return [] }
        return try compare(old, new, options, counting: false).hunks
    }

    private func compare(
        _ old: [UInt8], _ new: [UInt8], _ options: LineDiffOptions, counting: Bool
    ) throws(RgitError) -> Tally {
        let library: Libgit2Library
        do throws(Libgit2Error) {
            library = try Libgit2Library.start()
        } catch {
            throw RgitError(.io, "cannot compare two blobs: \(error.message)")
        }
        var settings = unsafe git_diff_options()
        guard unsafe library.call.git_diff_options_init(&settings, UInt32(GIT_DIFF_OPTIONS_VERSION)) == 0
        else {
            throw RgitError(.io, "libgit2 did not understand the diff options")
        }
        var flags = GIT_DIFF_FORCE_TEXT.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue
        switch options.algorithm {
        case .myers: break
        case .minimal: flags |= GIT_DIFF_MINIMAL.rawValue
        case .patience: flags |= GIT_DIFF_PATIENCE.rawValue
        case .histogram: throw RgitError(.unsupported, "libgit2 does not compare by histogram")
        }
        let whitespace = options.whitespace
        if whitespace.contains(.ignoreAll) { flags |= GIT_DIFF_IGNORE_WHITESPACE.rawValue }
        if whitespace.contains(.ignoreChange) { flags |= GIT_DIFF_IGNORE_WHITESPACE_CHANGE.rawValue }
        if whitespace.contains(.ignoreAtEndOfLine) { flags |= GIT_DIFF_IGNORE_WHITESPACE_EOL.rawValue }
        if whitespace.contains(.ignoreBlankLines) { flags |= GIT_DIFF_IGNORE_BLANK_LINES.rawValue }
        unsafe settings.flags = flags
        // Where blank lines are ignored, which of them count depends on the hunk they would be shown in.
        let byLine = counting && whitespace.contains(.ignoreBlankLines)
        unsafe settings.context_lines = byLine ? UInt32(clamping: options.context) : 0
        unsafe settings.interhunk_lines = byLine ? UInt32(clamping: options.interHunkContext) : 0

        var left = old
        var right = new
        // The other options see a CR as white space already; libgit2 has no name for this one.
        if whitespace.contains(.ignoreCarriageReturn),
            whitespace.isDisjoint(with: [.ignoreAll, .ignoreChange, .ignoreAtEndOfLine])
        {
            left = Lines.withoutCarriageReturns(old)
            right = Lines.withoutCarriageReturns(new)
        }
        let lengths =
            options.context == 0
            ? Lines.lengthsWithoutCommonTail(left, right) : (old: left.count, new: right.count)

        var tally = Tally()
        let status = unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                unsafe withUnsafeMutablePointer(to: &tally) { tally in
                    unsafe library.call.git_diff_buffers(
                        left.baseAddress, lengths.old, nil, right.baseAddress, lengths.new, nil,
                        &settings, nil, nil,
                        byLine
                            ? nil
                            : { _, hunk, payload in
                                unsafe Libgit2LineCounter.note(hunk: hunk, payload)
                                return 0
                            },
                        byLine
                            ? { _, _, line, payload in
                                unsafe Libgit2LineCounter.note(line: line, payload)
                                return 0
                            } : nil,
                        unsafe tally)
                }
            }
        }
        guard status == 0 else {
            let message = unsafe library.call.git_error_last().flatMap { unsafe $0.pointee.message }.map {
                unsafe String(cString: $0)
            }
            throw RgitError(.io, "cannot compare two blobs", message ?? "libgit2 error \(status)")
        }
        return tally
    }

    private static func note(hunk: UnsafePointer<git_diff_hunk>?, _ payload: UnsafeMutableRawPointer?) {
        guard let hunk = unsafe hunk?.pointee, let tally = unsafe payload?.assumingMemoryBound(to: Tally.self)
        else {
            return
        }
        let deletions = Int(hunk.old_lines)
        let insertions = Int(hunk.new_lines)
        unsafe tally.pointee.count.deletions += deletions
        unsafe tally.pointee.count.insertions += insertions
        // The header names the line before an empty stretch, and the first line of any other.
        let oldStart = Int(hunk.old_start) - (deletions > 0 ? 1 : 0)
        let newStart = Int(hunk.new_start) - (insertions > 0 ? 1 : 0)
        unsafe tally.pointee.hunks.append(
            LineHunk(old: oldStart..<oldStart + deletions, new: newStart..<newStart + insertions))
    }

    private static func note(line: UnsafePointer<git_diff_line>?, _ payload: UnsafeMutableRawPointer?) {
        guard let line = unsafe line?.pointee, let tally = unsafe payload?.assumingMemoryBound(to: Tally.self)
        else {
            return
        }
        if unsafe UInt8(bitPattern: line.origin) == UInt8(ascii: "+") {
            unsafe tally.pointee.count.insertions += 1
        }
        if unsafe UInt8(bitPattern: line.origin) == UInt8(ascii: "-") {
            unsafe tally.pointee.count.deletions += 1
        }
    }
}
