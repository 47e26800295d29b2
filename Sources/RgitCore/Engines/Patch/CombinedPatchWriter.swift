// Writes the combined diff of a merge's file or of a conflict, byte for byte as `git log -c`, `--cc` and `git diff` print it.

import GitObjects

/// Writes combined diffs; one per worker.
final class CombinedPatchWriter {
    private let format: PatchFormat
    private let isDense: Bool
    private let reader: ObjectReader
    private let contents: DiffContents
    private let abbreviation: UniqueAbbreviation
    private let lines: LineDiffOptions
    private let counter = NativeLineCounter()

    /// Writes what `worker` reads; `isDense` leaves out places where the result is that of a parent (`--cc`).
    init(
        _ session: Session, worker: DiffWorker, format: PatchFormat, isDense: Bool
    ) throws(RgitError) {
        self.format = format
        self.isDense = isDense
        reader = worker.reader
        contents = worker.contents
        // As in git the names of objects have their usual length here whatever `--abbrev` says.
        abbreviation = try UniqueAbbreviation(session, worker.reader)
        var lines = worker.settings.lines
        lines.context = format.context
        lines.indentHeuristic = format.indentHeuristic
        self.lines = lines
    }

    /// Appends the patch of a file; nothing where nothing of it is to be shown.
    ///
    /// - Throws: what cannot be read; then nothing is appended.
    func append(_ change: CombinedChange, to output: inout [UInt8]) throws(RgitError) {
        let result = try content(change.result, change.path)
        var parents: [[UInt8]] = []
        for parent in change.parents { parents.append(try content(parent.version, parent.path)) }
        let modesDiffer = change.parents.contains { $0.version?.mode != change.result?.mode }
        if isBinary(change.path, [result] + parents) {
            try appendHeader(change, modesDiffer: modesDiffer, namesFiles: false, to: &output)
            output += "Binary files differ\n".utf8
            return
        }
        var isSame: [Int] = []
        for (index, parent) in change.parents.enumerated() {
            let id = parent.version?.id
            isSame.append(change.parents[..<index].firstIndex { $0.version?.id == id } ?? index)
        }
        var diff = try CombinedDiff(
            result: result, parents: parents, sameAs: isSame, options: lines, counter: counter)
        let hasHunks = diff.chooseHunks(isDense: isDense)
        guard hasHunks || modesDiffer || change.workTreeFile != nil else { return }
        try appendHeader(change, modesDiffer: modesDiffer, namesFiles: true, to: &output)
        // Of a file that is missing in the working tree git shows no lines, but it does of one that a merge deleted.
        if change.workTreeFile != .missing { diff.write(to: &output) }
    }

    private func content(_ version: FileVersion?, _ path: [UInt8]) throws(RgitError) -> [UInt8] {
        guard let version else { return [] }
        let content = try contents.content(version, path: path)
        guard content.count <= BlobLines.maximumSize else {
            throw RgitError(.unsupported, "too large to compare its lines", path)
        }
        return content
    }

    /// Whether attributes or one of the contents make the file binary; as in git, a large one is not binary for that.
    private func isBinary(_ path: [UInt8], _ contents: [[UInt8]]) -> Bool {
        switch self.contents.hint(path) {
        case .binary: true
        case .text: false
        case .content: contents.contains { $0.prefix(BinaryDecision.searchedBytes).contains(0) }
        }
    }

    private func appendHeader(
        _ change: CombinedChange, modesDiffer: Bool, namesFiles: Bool, to output: inout [UInt8]
    ) throws(RgitError) {
        output += (isDense ? "diff --cc " : "diff --combined ").utf8
        output += quoted(change.path) + [0x0a]
        output += "index ".utf8
        for (index, parent) in change.parents.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output += try name(parent.version)
        }
        output += "..".utf8
        // As in git nothing in the working tree has a name here, not even the commit of a submodule.
        output += try name(change.workTreeFile == nil ? change.result : nil)
        output.append(0x0a)
        let isNew = modesDiffer && change.result != nil && change.parents.allSatisfy { $0.version == nil }
        let isGone = modesDiffer && change.result == nil
        if modesDiffer { output += modeLine(change, isNew: isNew) }
        guard namesFiles else { return }
        // `-R` leaves combined diffs as they are, prefixes included.
        let prefixes = (old: format.oldPrefix, new: format.newPrefix)
        let (old, new) = format.isReversed ? (prefixes.new, prefixes.old) : prefixes
        output += "--- ".utf8
        output += isNew ? Array("/dev/null".utf8) : quoted(old + change.path)
        output += "\n+++ ".utf8
        output += isGone ? Array("/dev/null".utf8) : quoted(new + change.path)
        output.append(0x0a)
    }

    private func modeLine(_ change: CombinedChange, isNew: Bool) -> [UInt8] {
        if isNew { return Array("new file mode \(octal(change.result))\n".utf8) }
        var line = change.result == nil ? "deleted file mode " : "mode "
        line += change.parents.map { octal($0.version) }.joined(separator: ",")
        if let result = change.result { line += "..\(octal(result))" }
        return Array(line.utf8) + [0x0a]
    }

    private func octal(_ version: FileVersion?) -> String {
        let digits = String(version?.mode.rawValue ?? 0, radix: 8)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private func name(_ version: FileVersion?) throws(RgitError) -> [UInt8] {
        let id = version?.id ?? reader.format.zero
        if format.fullIndex { return id.hex }
        // No object has the name of zeros, which git cuts to the usual length.
        return id.isZero ? Array(id.hex.prefix(abbreviation.digits)) : try abbreviation.short(id)
    }

    private func quoted(_ path: [UInt8]) -> [UInt8] { QuotedPath.quoted(path, quotesHigh: format.quotesHigh) }
}
