// Compares a tree with the index, or through the index with the working tree, as git's diff-index does.

import GitObjects

/// A comparison with the index, or through the index with the working tree.
struct WorkTreeDiff {
    private let index: IndexFile
    private let reader: ObjectReader
    private let workTree: WorkTreeReader?
    /// Whether files without a difference are wanted too, as sources of copies.
    var keepsUnchanged = false
    /// What could not be read; the rest is in the answer.
    final class Problems {
        /// In the order they were found.
        var errors: [RgitError] = []
    }

    /// Compares through an index; without a working tree only `staged` makes sense.
    init(index: IndexFile, reader: ObjectReader, workTree: WorkTreeReader? = nil) {
        self.index = index
        self.reader = reader
        self.workTree = workTree
    }

    /// The tree of a commit, through tags, or a tree itself.
    static func tree(of id: ObjectID, _ reader: ObjectReader) throws(RgitError) -> ObjectID {
        switch try reader.object(id).type {
        case .tree: return id
        case .commit: return try reader.commitLinks(id).tree
        case .blob, .tag: throw RgitError(.damaged, "not a commit", id.hex, object: id)
        }
    }

    /// What is staged: the index against a tree, `nil` for an empty one.
    func staged(
        against tree: ObjectID?, filter: some PathFilter
    ) throws(RgitError) -> [FileChange] {
        try changes(against: tree, filter: filter) { path, old, entry throws(RgitError) in
            if entry.stage != 0 { return FileChange(unmerged: path, old: old) }
            let new =
                entry.isIntentToAdd ? nil : FileVersion(mode: entry.mode, id: entry.id)
            if old == nil && new == nil { return nil }
            return FileChange(path: path, old: old, new: new)
        }
    }

    /// What differs in the working tree from a tree, `nil` for an empty one; of untracked files git knows nothing.
    ///
    /// What cannot be read is added to `problems` and left out.
    func worked(
        against tree: ObjectID?, filter: some PathFilter, problems: Problems
    ) throws(RgitError) -> [FileChange] {
        try changes(against: tree, filter: filter) { path, old, entry throws(RgitError) in
            if entry.isAssumedUnchanged || entry.skipsWorkTree || workTree == nil {
                if entry.stage != 0 { return FileChange(unmerged: path, old: old) }
                return FileChange(path: path, old: old, new: FileVersion(mode: entry.mode, id: entry.id))
            }
            do throws(RgitError) {
                return try version(path, old, entry)
            } catch {
                problems.errors.append(error)
                return nil
            }
        }
    }

    private func version(
        _ path: [UInt8], _ old: FileVersion?, _ entry: IndexEntry
    ) throws(RgitError) -> FileChange? {
        guard let workTree else { return nil }
        switch try workTree.state(of: entry) {
        case .unchanged:
            return FileChange(path: path, old: old, new: FileVersion(mode: entry.mode, id: entry.id))
        case .removed:
            return old.map { FileChange(path: path, old: $0, new: nil) }
        case .changed(let new):
            if let old, old.mode == new.mode, new.mode != .gitlink {
                // Only its times changed, perhaps: then there is no difference.
                let stored = try reader.bytes(old.id, .blob)
                if try workTree.content(path, new.mode) == stored {
                    return FileChange(path: path, old: old, new: old)
                }
            }
            return FileChange(path: path, old: old, new: new)
        }
    }

    /// Whether any file of the index differs in the working tree, as `git status` sees it.
    func differsFromIndex() throws(RgitError) -> Bool {
        guard let workTree else { return false }
        for entry in index.entries where !entry.isAssumedUnchanged && !entry.skipsWorkTree {
            if entry.stage != 0 || entry.isIntentToAdd { return true }
            switch try workTree.state(of: entry) {
            case .unchanged: continue
            case .removed: return true
            case .changed(let version):
                if version.mode != entry.mode || version.mode == .gitlink { return true }
                if try !workTree.isStored(entry, mode: version.mode) { return true }
            }
        }
        return false
    }

    /// Walks tree and index side by side in path order.
    private func changes(
        against tree: ObjectID?, filter: some PathFilter,
        change: ([UInt8], FileVersion?, IndexEntry) throws(RgitError) -> FileChange?
    ) throws(RgitError) -> [FileChange] {
        let stored = try TreeDiff.changes(from: nil, to: tree, reader: reader, filter: filter)
        var result: [FileChange] = []
        var next = 0
        var position = 0
        func add(_ change: FileChange?) {
            guard let change else { return }
            let isUnchanged = change.kind != .unmerged && change.old == change.new
            if !isUnchanged || keepsUnchanged { result.append(change) }
        }
        while position < index.entries.count {
            let entry = index.entries[position]
            // The versions of a path in conflict count as one, the first of them.
            repeat {
                position += 1
            } while position < index.entries.count && index.entries[position].path == entry.path
            guard filter.matches(entry.path, isGitlink: entry.mode == .gitlink) else { continue }
            while next < stored.count && stored[next].path.lexicographicallyPrecedes(entry.path) {
                add(FileChange(path: stored[next].path, old: stored[next].new, new: nil))
                next += 1
            }
            var old: FileVersion?
            if next < stored.count && stored[next].path == entry.path {
                old = stored[next].new
                next += 1
            }
            add(try change(entry.path, old, entry))
        }
        for removed in stored[next...] { add(FileChange(path: removed.path, old: removed.new, new: nil)) }
        return result
    }
}

extension FileChange {
    /// A path that has conflicts in the index.
    init(unmerged path: [UInt8], old: FileVersion?) {
        self.init(path: path, old: old, new: nil)
        kind = .unmerged
    }
}
