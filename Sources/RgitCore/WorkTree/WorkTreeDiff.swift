// Compares a tree with the index, or through the index with the working tree, as git's diff-index does.

import GitObjects

/// A comparison with the index, or through the index with the working tree.
struct WorkTreeDiff {
    let index: IndexFile
    private let reader: ObjectReader
    let workTree: WorkTreeReader?
    /// Whether files without a difference are wanted too, as sources of copies.
    var keepsUnchanged = false

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

    /// One path of the tree, the index or both.
    enum Pair: Sendable {
        /// Only the tree has it.
        case removed([UInt8], FileVersion)
        /// The index has it, with its first entry at a position; `old` is what the tree has.
        case indexed(Int, old: FileVersion?)
    }

    /// What a tree has, where the index does not say so itself.
    struct StoredFiles: Sendable {
        /// The entries of the index that git has written as a part of the tree, which has the same then.
        fileprivate var written: [Range<Int>] = []
        /// The other files of the tree, in path order.
        fileprivate var files: [FileChange] = []
        /// What could not be read of the tree.
        fileprivate var unreadable = UnreadableParts()
    }

    /// Tree (`nil` for an empty one) and index side by side in path order; the versions of a path in conflict count as
    /// one, the first of them.
    ///
    /// Of directories that cannot be read, which are noted in `parts`, there are no pairs.
    func pairs(
        tree: ObjectID?, filter: some PathFilter, parts: inout UnreadableParts
    ) throws(RgitError) -> [Pair] {
        pairs(try storedFiles(tree: tree, filter: filter, parts: &parts), filter: filter)
    }

    /// Reads the files of a tree (`nil` for an empty one); what cannot be read is noted in `parts`.
    ///
    /// Directories that the index's cache tree knows are as in the tree, which is not read then.
    func storedFiles(
        tree: ObjectID?, filter: some PathFilter, parts: inout UnreadableParts
    ) throws(RgitError) -> StoredFiles {
        var written: [Range<Int>] = []
        var stored: [FileChange] = []
        let skips = { (directory: [UInt8], id: ObjectID) in
            guard let range = index.entries(writtenAs: id, directory: directory) else { return false }
            written.append(range)
            return true
        }
        var budget = FileBudget(reader, tree: tree)
        var unreadable = UnreadableParts()
        try TreeDiff.walk(
            from: nil, to: tree, reader: reader, filter: filter, skips: skips,
            unreadable: { unreadable.note($0, $1) },
            visit: { change in
                if let error = budget.refuses(change.path) {
                    // Too many files to hold: this question cannot be answered in part.
                    unreadable.note([], error)
                    return false
                }
                stored.append(change)
                return true
            })
        parts.add(unreadable)
        return StoredFiles(written: written, files: stored, unreadable: unreadable)
    }

    /// The pairs of a tree's files and the index.
    ///
    /// - Parameter unchanged: For each entry of the index whether its file is unchanged; entries that are so, and as in
    ///   the tree, are in no pair.
    func pairs(_ tree: StoredFiles, filter: some PathFilter, unchanged: [Bool] = []) -> [Pair] {
        let (written, stored, unreadable) = (tree.written, tree.files, tree.unreadable)
        if unreadable.cover([]) { return [] }
        var pairs: [Pair] = []
        if unchanged.isEmpty { pairs.reserveCapacity(index.entries.count) }
        var next = 0
        var nextWritten = 0
        var position = 0
        while position < index.entries.count {
            while nextWritten < written.count && written[nextWritten].upperBound <= position {
                nextWritten += 1
            }
            let isWritten = nextWritten < written.count && written[nextWritten].contains(position)
            if isWritten, position < unchanged.count, unchanged[position] {
                position += 1
                continue
            }
            let first = position
            let path = index.entries[first].path
            repeat {
                position += 1
            } while position < index.entries.count && index.entries[position].path == path
            let mode = index.entries[first].mode
            guard filter.matches(path, isGitlink: mode == .gitlink),
                unreadable.directories.isEmpty || !unreadable.cover(path)
            else { continue }
            while next < stored.count && stored[next].path.lexicographicallyPrecedes(path) {
                if let old = stored[next].new { pairs.append(.removed(stored[next].path, old)) }
                next += 1
            }
            if isWritten {
                pairs.append(.indexed(first, old: FileVersion(mode: mode, id: index.entries[first].id)))
                continue
            }
            var old: FileVersion?
            if next < stored.count && stored[next].path == path {
                old = stored[next].new
                next += 1
            }
            if first < unchanged.count, unchanged[first],
                old == FileVersion(mode: mode, id: index.entries[first].id)
            {
                continue
            }
            pairs.append(.indexed(first, old: old))
        }
        for file in stored[next...] {
            if let old = file.new { pairs.append(.removed(file.path, old)) }
        }
        return pairs
    }

    /// What is staged: the differences among some pairs.
    func staged(_ pairs: [Pair]) -> [FileChange] {
        pairs.compactMap { pair in
            switch pair {
            case .removed(let path, let old): return FileChange(path: path, old: old, new: nil)
            case .indexed(let position, let old):
                let entry = index.entries[position]
                return reported(staged(entry, old))
            }
        }
    }

    /// What differs between the tree and the working tree among some pairs; of untracked files git knows nothing.
    ///
    /// What cannot be read is added to `problems` and left out.
    func worked(_ pairs: ArraySlice<Pair>, problems: inout [RgitError]) -> [FileChange] {
        var changes: [FileChange] = []
        for pair in pairs {
            switch pair {
            case .removed(let path, let old): changes.append(FileChange(path: path, old: old, new: nil))
            case .indexed(let position, let old):
                do throws(RgitError) {
                    if let change = reported(try worked(index.entries[position], old)) {
                        changes.append(change)
                    }
                } catch {
                    problems.append(error)
                }
            }
        }
        return changes
    }

    /// The change, where it is one or those that are none are wanted too.
    func reported(_ change: FileChange?) -> FileChange? {
        guard let change else { return nil }
        let isUnchanged = change.kind != .unmerged && change.old == change.new
        return !isUnchanged || keepsUnchanged ? change : nil
    }

    private func staged(_ entry: IndexEntry, _ old: FileVersion?) -> FileChange? {
        if entry.stage != 0 { return FileChange(unmerged: entry.path, old: old) }
        let new = entry.isIntentToAdd ? nil : FileVersion(mode: entry.mode, id: entry.id)
        return old == nil && new == nil ? nil : FileChange(path: entry.path, old: old, new: new)
    }

    private func worked(_ entry: IndexEntry, _ old: FileVersion?) throws(RgitError) -> FileChange? {
        if entry.isAssumedUnchanged || entry.skipsWorkTree || workTree == nil {
            if entry.stage != 0 { return FileChange(unmerged: entry.path, old: old) }
            return FileChange(path: entry.path, old: old, new: FileVersion(mode: entry.mode, id: entry.id))
        }
        return try version(entry.path, old, entry)
    }

    /// The change from `old` to what the working tree has for an entry; one without a difference where there is none.
    func version(
        _ path: [UInt8], _ old: FileVersion?, _ entry: IndexEntry
    ) throws(RgitError) -> FileChange? {
        guard let workTree else { return nil }
        switch try workTree.state(of: entry) {
        case .unchanged:
            return FileChange(path: path, old: old, new: FileVersion(mode: entry.mode, id: entry.id))
        case .removed:
            return old.map { FileChange(path: path, old: $0, new: nil) }
        case .changed(var new):
            guard var old else { return FileChange(path: path, old: nil, new: new) }
            if old.mode == new.mode, new.mode != .gitlink {
                // Only its times changed, perhaps: then there is no difference.
                var content: [UInt8]?
                if workTree.convertsContent(path) {
                    content = try workTree.content(path, new.mode)
                    new.isRead = true
                }
                let size: Int
                if let content { size = content.count } else { size = try workTree.diskSize(path) }
                let storedSize = try storedSize(old, path)
                if size == storedSize {
                    let stored = try reader.bytes(old.id, .blob)
                    if content == nil { content = try workTree.content(path, new.mode) }
                    // Not even as the source of a copy does git think of it any more.
                    if content == stored { return nil }
                    // git has read both to compare them.
                    old.isRead = true
                    new.isRead = true
                }
            }
            return FileChange(path: path, old: old, new: new)
        }
    }

    /// The size of the blob a file is compared with.
    private func storedSize(_ version: FileVersion, _ path: [UInt8]) throws(RgitError) -> Int {
        guard let header = try reader.header(version.id) else {
            throw RgitError(.missingObject, "missing object \(version.id)", path, object: version.id)
        }
        return header.size
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
}

extension FileChange {
    /// A path that has conflicts in the index.
    init(unmerged path: [UInt8], old: FileVersion?) {
        self.init(path: path, old: old, new: nil)
        kind = .unmerged
    }
}
