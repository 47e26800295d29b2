// Turns changed files into rows of git's numstat: renames found, lines counted, binaries marked.

import GitObjects

/// One worker's means to compare trees and count lines.
final class DiffWorker {
    /// What is compared and how.
    let settings: DiffSettings
    let reader: ObjectReader
    let contents: DiffContents
    let submodules: SubmoduleSettings
    private let skippedRenames: SkippedRenames?
    private let counter = NativeLineCounter()

    /// Prepares a worker.
    ///
    /// - Parameters:
    ///   - attributesFallback: Reads `.gitattributes` from the index, where git has read the index for this comparison.
    ///   - attributes: Answers in the place of the files of the working tree and the index.
    ///   - workTree: Where content of the working tree comes from, if there is such content.
    ///   - blobs: What reads blobs, where they are not to push trees out of the reader's cache.
    ///   - skippedRenames: Takes a note where the rename limit cut a search short.
    init(
        _ session: Session, reader: ObjectReader, blobs: ObjectReader? = nil, settings: DiffSettings,
        submodules: SubmoduleSettings,
        attributesFallback: AttributeReader.Fallback? = nil, attributes: AttributeReader? = nil,
        workTree: (any WorkTreeContents)? = nil, skippedRenames: SkippedRenames? = nil
    ) throws(RgitError) {
        self.skippedRenames = skippedRenames
        self.settings = settings
        self.reader = reader
        self.submodules = submodules
        let attributes =
            if let attributes { attributes } else {
                try AttributeReader(session, fallback: attributesFallback)
            }
        contents = DiffContents(
            reader: blobs ?? reader, binary: try BinaryDecision(session, attributes: attributes),
            workTree: workTree)
    }

    /// The changes between two trees, renames found, in git's order.
    ///
    /// - Throws: the first problem where anything cannot be read.
    func changes(
        from old: ObjectID?, to new: ObjectID?, filter: some PathFilter
    ) throws(RgitError) -> [FileChange] {
        var parts = UnreadableParts()
        let changes = try changes(from: old, to: new, filter: filter, parts: &parts)
        if let problem = parts.problems.first { throw problem }
        return changes
    }

    /// The same, with what cannot be read left out and noted in `parts`.
    func changes(
        from old: ObjectID?, to new: ObjectID?, filter: some PathFilter, parts: inout UnreadableParts
    ) throws(RgitError) -> [FileChange] {
        guard old != new else { return [] }
        let changes =
            settings.renames.mode == .copiesHarder
            ? try TreeDiff.allFiles(from: old, to: new, reader: reader, filter: filter, parts: &parts)
            : try TreeDiff.changes(from: old, to: new, reader: reader, filter: filter, parts: &parts)
        return try withRenames(changes, problems: &parts.problems)
    }

    /// The same changes with additions paired as renames or copies, and without ignored submodules.
    ///
    /// A content that cannot be read is in no pair, and is added to `problems`.
    func withRenames(
        _ changes: [FileChange], problems: inout [RgitError]
    ) throws(RgitError) -> [FileChange] {
        let changes = try submodules.withoutIgnored(changes)
        guard let options = settings.breakRewrites else { return try pairingRenames(changes, &problems) }
        let broken = try RewriteBreaking.broken(changes, options, contents: contents)
        problems += contents.takeProblems()
        return RewriteBreaking.merged(try pairingRenames(broken, &problems))
    }

    private func pairingRenames(
        _ changes: [FileChange], _ problems: inout [RgitError]
    ) throws(RgitError) -> [FileChange] {
        switch settings.renames.mode {
        case .none: return changes
        // Most commits leave nothing to look for.
        case .renames where !changes.contains { $0.kind == .deleted }: return changes
        case .renames, .copies: if !changes.contains(where: \.isDestination) { return changes }
        case .copiesHarder: break
        }
        defer { contents.forget() }
        let outcome = try RenameDetection.run(changes, options: settings.renames, contents: contents)
        if let limit = outcome.neededLimit { skippedRenames?.note(limit) }
        problems += contents.takeProblems()
        return outcome.changes
    }

    /// The row of one change; `nil` where white space, say, was all that changed and is ignored.
    func stats(_ change: FileChange) throws(RgitError) -> FileStats? {
        FileStats(change, try lines(change))
    }

    /// Whether git takes one of the two contents for binary.
    func isBinary(_ change: FileChange) throws(RgitError) -> Bool {
        if change.kind == .unmerged { return false }
        for (version, path) in [(change.old, change.oldPath ?? change.path), (change.new, change.path)] {
            guard let version else { continue }
            let hint = contents.hint(version, path: path)
            if hint == .text { continue }
            if hint == .binary { return true }
            guard let content = try contents.content(version, path: path, hint: hint),
                !contents.isBinary(content, hint: hint)
            else { return true }
            if change.hasSameContent { return false }
        }
        return false
    }

    /// Counts the lines of one change.
    func lines(_ change: FileChange) throws(RgitError) -> ChangeLines {
        let unchanged = ChangeLines.lines(insertions: 0, deletions: 0)
        if change.kind == .unmerged { return unchanged }
        let oldPath = change.oldPath ?? change.path
        let oldHint = contents.hint(change.old, path: oldPath)
        let newHint = contents.hint(change.new, path: change.path)
        if oldHint == .binary || newHint == .binary { return .binary }
        var old: [UInt8]?
        if let version = change.old {
            old = try contents.content(version, path: oldPath, hint: oldHint)
            guard old != nil else { return .binary }
        }
        var new: [UInt8]?
        let isSame = change.hasSameContent
        if isSame {
            new = old
        } else if let version = change.new {
            new = try contents.content(version, path: change.path, hint: newHint)
            guard new != nil else { return .binary }
        }
        if contents.isBinary(old, hint: oldHint) || contents.isBinary(new, hint: newHint) { return .binary }
        if isSame { return unchanged }
        guard max(old?.count ?? 0, new?.count ?? 0) <= BlobLines.maximumSize else {
            throw RgitError(.unsupported, "too large to count its lines", change.path)
        }
        if change.kind == .modified, change.score > 0 {
            // A complete rewrite: every line goes and every line comes.
            return .lines(
                insertions: UInt32(truncatingIfNeeded: Lines.count(new ?? [])),
                deletions: UInt32(truncatingIfNeeded: Lines.count(old ?? [])))
        }
        let count = try counter.count(old: old ?? [], new: new ?? [], options: settings.lines)
        if change.kind == .modified && count == LineCount() && change.old?.mode == change.new?.mode {
            return .none
        }
        return .lines(
            insertions: UInt32(truncatingIfNeeded: count.insertions),
            deletions: UInt32(truncatingIfNeeded: count.deletions))
    }
}

extension FileChange {
    /// Whether the search for renames looks for where it came from.
    fileprivate var isDestination: Bool { kind == .added || kind == .unmerged && old == nil && new != nil }

    /// Whether both sides are known to be the same object.
    var hasSameContent: Bool {
        guard let old, let new else { return false }
        // A submodule at the same commit counts no lines whatever else is changed in it.
        return old.id == new.id
            && (!new.inWorkTree || new.dirtySubmodule) && (!old.inWorkTree || old.dirtySubmodule)
    }
}

extension FileChange.Kind {
    /// The public name of the kind.
    var changeType: ChangeType {
        switch self {
        case .added: .added
        case .deleted: .deleted
        case .modified: .modified
        case .typeChanged: .typeChanged
        case .renamed: .renamed
        case .copied: .copied
        case .unmerged: .unmerged
        }
    }
}
