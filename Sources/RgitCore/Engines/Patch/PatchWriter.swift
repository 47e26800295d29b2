// Writes changed files as patches, byte for byte as `git diff` and `git log -p` print them.

import GitObjects

/// Writes patches; one per worker.
///
/// Neither external diff programs nor `textconv` filters are run.
final class PatchWriter {
    private let format: PatchFormat
    private let reader: ObjectReader
    private let contents: DiffContents
    private let abbreviation: UniqueAbbreviation
    private let functionNames: FunctionNames
    private let ignoredLines: [RegularExpression]
    private let counter = NativeLineCounter()
    private let lines: LineDiffOptions
    private let ignoresBlankLines: Bool

    /// Writes the changes that `worker` finds.
    ///
    /// - Throws: a usage error for a regular expression of ignored lines that the C library refuses.
    init(_ session: Session, worker: DiffWorker, format: PatchFormat) throws(RgitError) {
        self.format = format
        reader = worker.reader
        contents = worker.contents
        abbreviation = try UniqueAbbreviation(session, worker.reader, digits: format.abbreviation)
        functionNames = FunctionNames(session)
        let locale = PatternOptions.localeName(session.environment).flatMap { Locale($0) }
        var ignoredLines: [RegularExpression] = []
        for expression in format.ignoredLines {
            ignoredLines.append(
                try RegularExpression(
                    expression, flags: RegularExpression.extended | RegularExpression.linewise, locale: locale
                ))
        }
        self.ignoredLines = ignoredLines
        var lines = worker.settings.lines
        ignoresBlankLines = lines.whitespace.contains(.ignoreBlankLines)
        // Which blank lines are left out depends on what is printed together, which is decided later.
        lines.whitespace.remove(.ignoreBlankLines)
        lines.indentHeuristic = format.indentHeuristic
        // Git sets the common end of both files aside only where it can show none of it.
        lines.context = format.functionContext ? max(1, format.context) : format.context
        self.lines = lines
    }

    /// Appends the patch of a change; nothing where ignored lines or white space were all that changed.
    ///
    /// - Throws: what cannot be read; then nothing is appended.
    func append(_ change: FileChange, to output: inout [UInt8]) throws(RgitError) {
        let start = output.count
        do throws(RgitError) {
            for pair in pairs(change) { try append(pair, to: &output) }
        } catch {
            output.removeSubrange(start...)
            throw error
        }
        if change.kind == .unmerged {
            output += Array("* Unmerged path ".utf8) + (change.oldPath ?? change.path) + [0x0a]
        }
    }

    /// The lines that the patch of a change has as gone and as new; `nil` where it is empty.
    func stats(_ change: FileChange) throws(RgitError) -> FileStats? {
        guard change.kind != .unmerged, !change.hasSameContent else {
            return FileStats(change, .lines(insertions: 0, deletions: 0))
        }
        switch try compare(Pair(change, old: change.old, new: change.new)) {
        case .binary: return FileStats(change, .binary)
        case .lines(let hunks):
            let count = hunks.count()
            if change.kind == .modified, count == LineCount(), change.old?.mode == change.new?.mode {
                return nil
            }
            return FileStats(
                change,
                .lines(
                    insertions: UInt32(truncatingIfNeeded: count.insertions),
                    deletions: UInt32(truncatingIfNeeded: count.deletions)))
        }
    }

    // MARK: One pair of files

    /// Two versions that are compared; one of them may be missing.
    private struct Pair {
        let kind: FileChange.Kind
        /// How similar both are, of 60,000; of a file that was rewritten, how much of it is gone.
        let score: Int
        let oldPath: [UInt8]
        let newPath: [UInt8]
        var old: FileVersion?
        var new: FileVersion?

        init(_ change: FileChange, old: FileVersion?, new: FileVersion?) {
            kind = change.kind
            score = change.score
            newPath = change.path
            oldPath = change.oldPath ?? change.path
            self.old = old
            self.new = new
        }

        /// Whether the file was rewritten (`-B`), which shows all lines as gone and all as new.
        var isRewrite: Bool { kind == .modified && score > 0 }
        /// The score in per cent.
        var percentage: Int { score * 100 / SimilarityIndex.maximumScore }
        /// Whether one version is missing.
        var isOneSided: Bool { old == nil || new == nil }
    }

    /// A change as pairs: one that turns a file into a symbolic link, say, is a deletion and an addition.
    private func pairs(_ change: FileChange) -> [Pair] {
        if change.kind == .unmerged { return [] }
        guard let old = change.old, let new = change.new, !old.mode.isSameType(as: new.mode) else {
            return [Pair(change, old: change.old, new: change.new)]
        }
        return [Pair(change, old: old, new: nil), Pair(change, old: nil, new: new)]
    }

    private func append(_ pair: Pair, to output: inout [UInt8]) throws(RgitError) {
        var pair = pair
        pair.old = try contents.complete(pair.old, path: pair.oldPath)
        pair.new = try contents.complete(pair.new, path: pair.newPath)
        let oldID = try id(pair.old, pair.oldPath)
        let newID = try id(pair.new, pair.newPath)
        let isSame = oldID == newID && pair.new?.dirtySubmodule != true && pair.old?.dirtySubmodule != true
        var (header, isNeeded) = try header(pair, oldID, newID)
        if isSame || pair.new == nil && format.omitsDeleted {
            if isNeeded { output += header }
            return
        }
        switch try compare(pair) {
        case .binary:
            // A new file without content has nothing that differs.
            let isEmpty = pair.isOneSided && (oldID ?? newID) == reader.format.emptyBlob
            if !isEmpty {
                header += "Binary files ".utf8 + label(pair.old, format.oldPrefix, pair.oldPath)
                header += " and ".utf8 + label(pair.new, format.newPrefix, pair.newPath)
                header += " differ\n".utf8
            }
            if isNeeded || !isEmpty { output += header }
        case .lines(let hunks):
            if isNeeded {
                output += header
                header = []
            }
            header += fileLine("--- ", label(pair.old, format.oldPrefix, pair.oldPath))
            header += fileLine("+++ ", label(pair.new, format.newPrefix, pair.newPath))
            hunks.append(to: &output, header: header)
        }
    }

    /// The object of a version; of a file in the working tree, the one it would be.
    private func id(_ version: FileVersion?, _ path: [UInt8]) throws(RgitError) -> ObjectID? {
        guard let version else { return nil }
        // What has been named in the search for renames is not named again.
        guard version.inWorkTree, version.id.isZero, version.mode != .gitlink else { return version.id }
        return try ContentName.blob(contents.content(version, path: path), reader.format)
    }

    // MARK: Contents

    /// What comparing two contents comes to.
    private enum Difference {
        case binary
        case lines(HunkWriter)
    }

    private func compare(_ pair: Pair) throws(RgitError) -> Difference {
        let oldHint = hint(pair.old, pair.oldPath)
        let newHint = hint(pair.new, pair.newPath)
        if oldHint == .binary || newHint == .binary { return .binary }
        var old: [UInt8] = []
        if let version = pair.old {
            guard let content = try contents.content(version, path: pair.oldPath, hint: oldHint) else {
                return .binary
            }
            old = content
        }
        var new: [UInt8] = []
        if let version = pair.new {
            guard let content = try contents.content(version, path: pair.newPath, hint: newHint) else {
                return .binary
            }
            new = content
        }
        if pair.old != nil, contents.isBinary(old, hint: oldHint) { return .binary }
        if pair.new != nil, contents.isBinary(new, hint: newHint) { return .binary }
        guard max(old.count, new.count) <= BlobLines.maximumSize else {
            throw RgitError(.unsupported, "too large to compare its lines", pair.newPath)
        }
        let comparison =
            pair.isRewrite
            ? LineComparison(rewriting: old, as: new)
            : try counter.compare(old: old, new: new, options: lines)
        return .lines(
            HunkWriter(
                comparison: comparison, isIgnorable: ignorable(comparison), format: format,
                functionNames: try functionNames(pair)))
    }

    private func hint(_ version: FileVersion?, _ path: [UInt8]) -> TextHint {
        format.text ? .text : contents.hint(version, path: path)
    }

    /// The rules of the driver of the first side, or where that has none, of the second.
    private func functionNames(_ pair: Pair) throws(RgitError) -> FunctionNameMatcher? {
        for (version, path) in [(pair.old, pair.oldPath), (pair.new, pair.newPath)] {
            guard let driver = contents.driver(version, path: path) else { continue }
            if let matcher = try functionNames.matcher(of: driver) { return matcher }
        }
        return nil
    }

    /// For each change whether all its lines are blank, or all match one of the expressions given.
    private func ignorable(_ comparison: LineComparison) -> [Bool] {
        guard ignoresBlankLines || !ignoredLines.isEmpty else { return [] }
        var marks =
            ignoresBlankLines
            ? BlankHunks.marks(comparison.hunks, comparison.old, comparison.new, lines.whitespace)
            : Array(repeating: false, count: comparison.hunks.count)
        guard !ignoredLines.isEmpty else { return marks }
        for (index, hunk) in comparison.hunks.enumerated() where !marks[index] {
            marks[index] =
                (Int(hunk.oldStart)..<Int(hunk.oldEnd)).allSatisfy { isIgnored(comparison.old, $0) }
                && (Int(hunk.newStart)..<Int(hunk.newEnd)).allSatisfy { isIgnored(comparison.new, $0) }
        }
        return marks
    }

    private func isIgnored(_ file: BlobLines, _ line: Int) -> Bool {
        let range = file.range(line)
        return unsafe file.bytes.withUnsafeBufferPointer { bytes in
            let text = unsafe UnsafeBufferPointer(rebasing: bytes[range])
            return ignoredLines.contains { unsafe $0.matches(text) }
        }
    }

    // MARK: Headers

    /// The lines before the hunks, and whether they are printed where there are none.
    private func header(
        _ pair: Pair, _ oldID: ObjectID?, _ newID: ObjectID?
    ) throws(RgitError) -> (lines: [UInt8], isNeeded: Bool) {
        // A side that is missing borrows the other's path.
        let oldPath = pair.old == nil ? pair.newPath : pair.oldPath
        let newPath = pair.new == nil ? pair.oldPath : pair.newPath
        var lines = Array("diff --git ".utf8)
        lines += quoted(format.oldPrefix + oldPath) + [0x20] + quoted(format.newPrefix + newPath) + [0x0a]
        var isNeeded = true
        switch (pair.old?.mode, pair.new?.mode) {
        case (nil, let mode?): lines += modeLine("new file mode", mode)
        case (let mode?, nil): lines += modeLine("deleted file mode", mode)
        case (let old?, let new?) where old != new:
            lines += modeLine("old mode", old) + modeLine("new mode", new)
        default: isNeeded = false
        }
        if pair.isRewrite {
            lines += "dissimilarity index \(pair.percentage)%\n".utf8
            isNeeded = true
        }
        if pair.kind == .renamed || pair.kind == .copied {
            let word = pair.kind == .renamed ? "rename" : "copy"
            lines += "similarity index \(pair.percentage)%\n".utf8
            lines += "\(word) from ".utf8 + quoted(pair.oldPath) + [0x0a]
            lines += "\(word) to ".utf8 + quoted(pair.newPath) + [0x0a]
            isNeeded = true
        }
        // A side that is missing has the name of zeros, as a broken entry of a tree can have, too.
        let (oldName, newName) = (oldID ?? reader.format.zero, newID ?? reader.format.zero)
        if oldName != newName {
            lines += "index ".utf8
            try appendName(oldName, to: &lines)
            lines += "..".utf8
            try appendName(newName, to: &lines)
            if let mode = pair.old?.mode, mode == pair.new?.mode { lines += [0x20] + Self.octal(mode) }
            lines.append(0x0a)
        }
        return (lines, isNeeded)
    }

    private func modeLine(_ words: String, _ mode: FileMode) -> [UInt8] {
        Array(words.utf8) + [0x20] + Self.octal(mode) + [0x0a]
    }

    private static func octal(_ mode: FileMode) -> [UInt8] {
        Array(String(mode.rawValue, radix: 8).utf8)
    }

    private func appendName(_ id: ObjectID, to output: inout [UInt8]) throws(RgitError) {
        if format.fullIndex {
            id.appendHex(to: &output)
        } else {
            output += try abbreviation.short(id)
        }
    }

    private func quoted(_ path: [UInt8]) -> [UInt8] {
        QuotedPath.quoted(path, quotesHigh: format.quotesHigh)
    }

    /// What a side is called below the header.
    private func label(_ version: FileVersion?, _ prefix: [UInt8], _ path: [UInt8]) -> [UInt8] {
        version == nil ? Array("/dev/null".utf8) : quoted(prefix + path)
    }

    /// A name with a blank in it ends with a tab, so that programs know where it ends.
    private func fileLine(_ mark: String, _ label: [UInt8]) -> [UInt8] {
        Array(mark.utf8) + label + (label.contains(0x20) ? [0x09, 0x0a] : [0x0a])
    }
}
