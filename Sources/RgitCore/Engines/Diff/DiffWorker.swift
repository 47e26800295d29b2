// Turns changed files into rows of git's numstat: renames found, lines counted, binaries told.

import GitObjects

/// One worker's means to compare trees and count lines.
final class DiffWorker {
    /// What is compared and how.
    let settings: DiffSettings
    let reader: ObjectReader
    let contents: DiffContents
    let submodules: SubmoduleSettings
    private let skippedRenames: SkippedRenames?
    private let lines = NativeLineCounter()

    /// Prepares a worker.
    ///
    /// - Parameters:
    ///   - attributesFallback: Reads `.gitattributes` from the index, where git has read the index for this comparison.
    ///   - workTree: Where content of the working tree comes from, if there is such content.
    ///   - blobs: What reads blobs, where they are not to push trees out of the reader's cache.
    ///   - skippedRenames: Is told where the rename limit cut a search short.
    init(
        _ repo: Repo, reader: ObjectReader, blobs: ObjectReader? = nil, settings: DiffSettings,
        submodules: SubmoduleSettings,
        attributesFallback: AttributeReader.Fallback? = nil, workTree: (any WorkTreeContents)? = nil,
        skippedRenames: SkippedRenames? = nil
    ) throws(RgitError) {
        self.skippedRenames = skippedRenames
        self.settings = settings
        self.reader = reader
        self.submodules = submodules
        let attributes = try AttributeReader(repo, fallback: attributesFallback)
        contents = DiffContents(
            reader: blobs ?? reader, binary: try BinaryDecision(repo, attributes: attributes),
            workTree: workTree)
    }

    /// The changes between two trees, renames found, in git's order.
    func changes(
        from old: ObjectID?, to new: ObjectID?, filter: some PathFilter
    ) throws(RgitError) -> [FileChange] {
        guard old != new else { return [] }
        let changes =
            settings.renames.mode == .copiesHarder
            ? try TreeDiff.allFiles(from: old, to: new, reader: reader, filter: filter)
            : try TreeDiff.changes(from: old, to: new, reader: reader, filter: filter)
        return try withRenames(changes)
    }

    /// The same changes with additions told to be renames or copies, and without ignored submodules.
    func withRenames(_ changes: [FileChange]) throws(RgitError) -> [FileChange] {
        let changes = submodules.withoutIgnored(changes)
        guard settings.renames.mode != .none else { return changes }
        defer { contents.forget() }
        let outcome = try RenameDetection.run(changes, options: settings.renames, contents: contents)
        if let limit = outcome.neededLimit { skippedRenames?.note(limit) }
        return outcome.changes
    }

    /// The rows git's numstat has for the changes; a file whose modification comes to nothing has none.
    func stats(_ changes: [FileChange]) throws(RgitError) -> [FileStats] {
        var rows: [FileStats] = []
        rows.reserveCapacity(changes.count)
        for change in changes {
            if let row = try stats(change) { rows.append(row) }
        }
        return rows
    }

    /// The row of one change; `nil` where white space, say, was all that changed and is ignored.
    func stats(_ change: FileChange) throws(RgitError) -> FileStats? {
        var row = FileStats(
            path: change.path, oldPath: change.oldPath, changeType: change.kind.changeType)
        if change.oldPath != nil { row.similarity = change.score * 100 / SimilarityIndex.maximumScore }
        if change.kind == .unmerged { return row }

        let oldPath = change.oldPath ?? change.path
        let oldHint = contents.hint(change.old, path: oldPath)
        let newHint = contents.hint(change.new, path: change.path)
        if oldHint == .binary || newHint == .binary {
            row.isBinary = true
            return row
        }
        var old: [UInt8]?
        if let version = change.old { old = try contents.content(version, path: oldPath) }
        var new: [UInt8]?
        let isSame = change.hasSameContent
        if isSame {
            new = old
        } else if let version = change.new {
            new = try contents.content(version, path: change.path)
        }
        if contents.isBinary(old, hint: oldHint) || contents.isBinary(new, hint: newHint) {
            row.isBinary = true
            return row
        }
        if isSame { return row }
        let count = try lines.count(old: old ?? [], new: new ?? [], options: settings.lines)
        row.insertions = count.insertions
        row.deletions = count.deletions
        if change.kind == .modified && count == LineCount() && change.old?.mode == change.new?.mode {
            return nil
        }
        return row
    }
}

extension FileChange {
    /// Whether both sides are known to be the same object.
    var hasSameContent: Bool {
        guard let old, let new else { return false }
        // A submodule at the same commit counts no lines whatever else is changed in it.
        return old.id == new.id && (!new.inWorkTree || new.dirtySubmodule)
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
