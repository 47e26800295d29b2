// Names a patch by its content without white space, line numbers and hunk headers; one worker's.

import GitObjects

/// Makes a key of the change between two trees, the same for the same patch.
///
/// The patch is git's by the plain line diff with three lines of context and without renames, whatever is configured.
final class PatchIdentifier {
    private static let context = 3

    private let reader: ObjectReader
    private let contents: DiffContents
    private let pathspec: Pathspec
    private let counter = NativeLineCounter()
    private let lines: LineDiffOptions

    init(_ session: Session, _ pathspec: Pathspec) throws(RgitError) {
        self.pathspec = pathspec
        reader = try session.makeReader(.trees)
        let worker = try DiffWorker(
            session, reader: reader, blobs: session.makeReader(.blobs), settings: DiffSettings(),
            submodules: try SubmoduleSettings(session))
        contents = worker.contents
        var lines = LineDiffOptions()
        lines.context = Self.context
        lines.indentHeuristic = false
        self.lines = lines
    }

    /// The key of a patch, or of the names and modes in it.
    func key(from old: ObjectID?, to new: ObjectID, _ withLines: Bool) throws(RgitError) -> ObjectID {
        var names: [UInt8] = []
        for change in try TreeDiff.changes(from: old, to: new, reader: reader, filter: pathspec) {
            var text = head(change)
            if withLines { try appendContent(change, to: &text) }
            names += try Libgit2Hash.blob(text).hex
        }
        return try Libgit2Hash.blob(names)
    }

    private func head(_ change: FileChange) -> [UInt8] {
        let path = change.path.filter { !Self.isSpace($0) }
        var text = Array("diff--gita/".utf8) + path + Array("b/".utf8) + path
        switch (change.old?.mode, change.new?.mode) {
        case (nil, let mode?): text += Array("newfilemode".utf8) + Self.octal(mode)
        case (let mode?, nil): text += Array("deletedfilemode".utf8) + Self.octal(mode)
        case (let old?, let new?) where old != new:
            text += Array("oldmode".utf8) + Self.octal(old) + Array("newmode".utf8) + Self.octal(new)
        default: break
        }
        return text
    }

    private func appendContent(_ change: FileChange, to text: inout [UInt8]) throws(RgitError) {
        let path = change.path.filter { !Self.isSpace($0) }
        // Git removes white space in place and asks for the attributes of what it then finds there.
        let attributesPath = path + change.path.dropFirst(path.count)
        guard let old = try content(change.old, change.path, attributesPath),
            let new = try content(change.new, change.path, attributesPath)
        else {
            text += (change.old?.id ?? reader.format.zero).hex
            text += (change.new?.id ?? reader.format.zero).hex
            return
        }
        text += change.old == nil ? Array("---/dev/null".utf8) : Array("---a/".utf8) + path
        text += change.new == nil ? Array("+++/dev/null".utf8) : Array("+++b/".utf8) + path
        guard max(old.count, new.count) <= BlobLines.maximumSize else {
            throw RgitError(.unsupported, "too large to compare its lines", change.path)
        }
        append(try counter.compare(old: old, new: new, options: lines), to: &text)
    }

    /// The content of a version, empty for one that is not there; `nil` where it is binary.
    private func content(
        _ version: FileVersion?, _ path: [UInt8], _ attributesPath: [UInt8]
    ) throws(RgitError) -> [UInt8]? {
        guard let version else { return [] }
        let hint = contents.hint(version, path: attributesPath)
        guard hint != .binary, let content = try contents.content(version, path: path, hint: hint),
            !contents.isBinary(content, hint: hint)
        else { return nil }
        return content
    }

    private func append(_ comparison: LineComparison, to text: inout [UInt8]) {
        let hunks = comparison.hunks
        let groups = HunkGroups(hunks, isIgnorable: [], context: Self.context, interHunkContext: 0)
        var next = 0
        while let group = groups.next(from: next) {
            var line = max(0, Int(hunks[group.lowerBound].newStart) - Self.context)
            for hunk in hunks[group] {
                append(comparison.new, line..<Int(hunk.newStart), nil, to: &text)
                append(comparison.old, Int(hunk.oldStart)..<Int(hunk.oldEnd), 0x2d, to: &text)
                append(comparison.new, Int(hunk.newStart)..<Int(hunk.newEnd), 0x2b, to: &text)
                line = Int(hunk.newEnd)
            }
            append(comparison.new, line..<min(comparison.new.count, line + Self.context), nil, to: &text)
            next = group.upperBound
        }
    }

    private func append(
        _ file: BlobLines, _ lines: Range<Int>, _ mark: UInt8?, to text: inout [UInt8]
    ) {
        for line in lines {
            if let mark { text.append(mark) }
            for byte in file.bytes[file.range(line)] where !Self.isSpace(byte) { text.append(byte) }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    private static func octal(_ mode: FileMode) -> [UInt8] {
        let digits = String(mode.rawValue, radix: 8)
        return Array((String(repeating: "0", count: max(0, 6 - digits.count)) + digits).utf8)
    }
}
