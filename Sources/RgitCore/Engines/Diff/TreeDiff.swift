// Compares two trees of a repository all the way down, reading only the subtrees that differ and may matter.

import GitObjects

/// What a set of paths says of everything under one directory.
enum DirectoryAnswer: Sendable {
    /// Nothing there is asked for.
    case none
    /// Some of it may be: look inside.
    case some
    /// All of it is.
    case all
}

/// A set of paths as a tree comparison asks for it.
protocol PathFilter {
    /// Whether the entry at `path`, which is no directory, is in the set; a submodule counts as a file whose pathspec
    /// may end in a slash.
    func matches(_ path: [UInt8], isGitlink: Bool) -> Bool
    /// What the set says of everything below the directory `path` (no slash at its end).
    func directory(_ path: [UInt8]) -> DirectoryAnswer
}

/// Every path.
struct EveryPath: PathFilter {
    func matches(_ path: [UInt8], isGitlink: Bool) -> Bool { true }
    func directory(_ path: [UInt8]) -> DirectoryAnswer { .all }
}

/// One side of a changed file.
struct FileVersion: Sendable, Equatable {
    /// What it is; never a directory.
    var mode: FileMode
    /// The object, or zero where the content is in the working tree and its name is not known.
    var id: ObjectID
    /// Whether the content has to be taken from the working tree.
    var inWorkTree = false
    /// Whether git has read the content by the time it counts lines, so that its size does not make it binary any more.
    var isRead = false
    /// For a submodule in the working tree: whether it has changes of its own.
    var dirtySubmodule = false
}

/// One changed path, as a line of `git diff --raw`.
struct FileChange: Sendable, Equatable {
    /// Git's status letters.
    enum Kind: Sendable, Equatable {
        /// `A`
        case added
        /// `D`
        case deleted
        /// `M`
        case modified
        /// `T`: a file became a symbolic link, or the like.
        case typeChanged
        /// `R`
        case renamed
        /// `C`
        case copied
        /// `U`: unmerged in the index.
        case unmerged

        /// The letter.
        var letter: UInt8 {
            switch self {
            case .added: 0x41
            case .deleted: 0x44
            case .modified: 0x4d
            case .typeChanged: 0x54
            case .renamed: 0x52
            case .copied: 0x43
            case .unmerged: 0x55
            }
        }
    }

    /// What happened.
    var kind: Kind
    /// The first version; `nil` for what was added.
    var old: FileVersion?
    /// The second version; `nil` for what was deleted.
    var new: FileVersion?
    /// The path of the second version, or of the first where there is no second.
    var path: [UInt8]
    /// Where a renamed or copied file came from.
    var oldPath: [UInt8]?
    /// How similar the two are, of 60,000, for what was renamed or copied; for a modification that amounts to a rewrite
    /// (`-B`) how much of the first version is gone, else 0.
    var score = 0
    /// For half of a broken pair, which is a deletion or an addition: the score the pair gets back when both halves are
    /// still there after the search for renames.
    var breakScore: Int?

    /// A change at one path, its kind derived from the two versions.
    init(path: [UInt8], old: FileVersion?, new: FileVersion?) {
        self.path = path
        self.old = old
        self.new = new
        if let old, let new {
            kind = old.mode.isSameType(as: new.mode) ? .modified : .typeChanged
        } else {
            kind = old == nil ? .added : .deleted
        }
    }

    /// The change back; not for what was renamed or copied.
    var reversed: FileChange {
        var change = self
        (change.old, change.new) = (new, old)
        if let oldPath { (change.path, change.oldPath) = (oldPath, path) }
        switch kind {
        case .added: change.kind = .deleted
        case .deleted: change.kind = .added
        case .unmerged: return self
        case .modified, .typeChanged, .renamed, .copied: break
        }
        return change
    }
}

/// Recursive comparison of two trees.
enum TreeDiff {
    /// The number of nested directories from which on a tree is refused.
    static let maximumDepth = 4096

    /// The files that differ between two trees, in git's path order.
    ///
    /// - Parameters:
    ///   - old: The first tree; `nil` for an empty one.
    ///   - new: The second tree; `nil` for an empty one.
    /// - Throws: `missingObject` or `damaged` for a tree that cannot be read, `unsupported` for too many files.
    static func changes(
        from old: ObjectID?, to new: ObjectID?, reader: ObjectReader, filter: some PathFilter = EveryPath()
    ) throws(RgitError) -> [FileChange] {
        try collect(from: old, to: new, reader: reader, filter: filter, unreadable: nil)
    }

    /// The same, with what cannot be read left out and noted in `parts`.
    static func changes(
        from old: ObjectID?, to new: ObjectID?, reader: ObjectReader, filter: some PathFilter,
        parts: inout UnreadableParts
    ) throws(RgitError) -> [FileChange] {
        var found = UnreadableParts()
        let changes = try collect(from: old, to: new, reader: reader, filter: filter) { found.note($0, $1) }
        parts.add(found)
        // Too many files to hold: this question cannot be answered in part.
        return found.cover([]) ? [] : changes
    }

    private static func collect(
        from old: ObjectID?, to new: ObjectID?, reader: ObjectReader, filter: some PathFilter,
        unreadable: (([UInt8], RgitError) -> Void)?
    ) throws(RgitError) -> [FileChange] {
        var result: [FileChange] = []
        var budget = FileBudget(reader, tree: new ?? old)
        try walk(from: old, to: new, reader: reader, filter: filter, unreadable: unreadable) {
            change throws(RgitError) in
            if let error = budget.refuses(change.path) {
                guard let unreadable else { throw error }
                unreadable([], error)
                return false
            }
            result.append(change)
            return true
        }
        return result
    }

    /// Whether any file of the set differs between two trees; stops at the first one that does.
    static func differ(
        _ old: ObjectID?, _ new: ObjectID?, reader: ObjectReader, filter: some PathFilter = EveryPath()
    ) throws(RgitError) -> Bool {
        var found = false
        try walk(from: old, to: new, reader: reader, filter: filter) { _ in
            found = true
            return false
        }
        return found
    }

    /// All files of both trees in git's path order, those without a difference as modifications that change nothing.
    static func allFiles(
        from old: ObjectID?, to new: ObjectID?, reader: ObjectReader, filter: some PathFilter = EveryPath()
    ) throws(RgitError) -> [FileChange] {
        var parts = UnreadableParts()
        let files = try allFiles(from: old, to: new, reader: reader, filter: filter, parts: &parts)
        if let problem = parts.problems.first { throw problem }
        return files
    }

    /// The same, with what cannot be read of either tree left out and noted in `parts`.
    static func allFiles(
        from old: ObjectID?, to new: ObjectID?, reader: ObjectReader, filter: some PathFilter,
        parts: inout UnreadableParts
    ) throws(RgitError) -> [FileChange] {
        var left = try changes(from: nil, to: old, reader: reader, filter: filter, parts: &parts)
        var right = try changes(from: nil, to: new, reader: reader, filter: filter, parts: &parts)
        if !parts.directories.isEmpty {
            let known = parts
            left.removeAll { known.cover($0.path) }
            right.removeAll { known.cover($0.path) }
        }
        var result: [FileChange] = []
        result.reserveCapacity(max(left.count, right.count))
        var index = 0
        for added in right {
            while index < left.count && left[index].path.lexicographicallyPrecedes(added.path) {
                result.append(FileChange(path: left[index].path, old: left[index].new, new: nil))
                index += 1
            }
            if index < left.count && left[index].path == added.path {
                result.append(FileChange(path: added.path, old: left[index].new, new: added.new))
                index += 1
            } else {
                result.append(added)
            }
        }
        for removed in left[index...] {
            result.append(FileChange(path: removed.path, old: removed.new, new: nil))
        }
        return result
    }

    /// Two directories being compared.
    private struct Frame {
        var comparison: TreeComparison
        let format: ObjectFormat
        let old: [UInt8]
        let new: [UInt8]
        let oldID: ObjectID?
        let newID: ObjectID?
        /// How much of the path is this directory's, its slash included.
        let pathLength: Int
        /// Whether everything here is asked for.
        let all: Bool

        mutating func next() throws(GitObjectError) -> TreeChange? {
            // A copy, for the trees are borrowed from the same struct meanwhile.
            var position = comparison
            let change = unsafe try position.next(old: old.span.bytes, new: new.span.bytes)
            comparison = position
            return change
        }
    }

    /// Calls `visit` for each file that differs, in git's path order, until it answers `false`.
    ///
    /// `skips` is asked before a directory of the second tree is read, with its path (no slash at its end) and tree:
    /// `true` passes over everything below it. `unreadable`, where it is given, gets each directory that could not be
    /// read, by its path, and why; the walk goes on behind it. `directories` gets the trees of each directory below the top
    /// that differs; the walk ends where it answers `false`.
    static func walk(
        from old: ObjectID?, to new: ObjectID?, reader: ObjectReader, filter: some PathFilter,
        skips: (([UInt8], ObjectID) -> Bool)? = nil, directories: ((ObjectID?, ObjectID?) -> Bool)? = nil,
        unreadable: (([UInt8], RgitError) -> Void)? = nil,
        visit: (FileChange) throws(RgitError) -> Bool
    ) throws(RgitError) {
        guard old != new else { return }
        if let skips, let new, skips([], new) { return }
        var path: [UInt8] = []
        var stack: [Frame] = []
        guard
            var frame = try enter(
                old, new, reader, path: path, pathLength: 0, all: false, unreadable: unreadable)
        else { return }
        while true {
            var change: TreeChange?
            do {
                change = try frame.next()
            } catch {
                guard let unreadable else { throw damaged(frame, error) }
                unreadable(Array(path[..<max(0, frame.pathLength - 1)]), damaged(frame, error))
                change = nil
            }
            guard let change else {
                guard let outer = stack.popLast() else { return }
                frame = outer
                continue
            }
            let name =
                change.new.map { frame.new[$0.name] } ?? change.old.map { frame.old[$0.name] } ?? []
            path.removeSubrange(frame.pathLength...)
            path.append(contentsOf: name)

            let oldFile = change.old.flatMap { $0.mode == .directory ? nil : $0 }
            let newFile = change.new.flatMap { $0.mode == .directory ? nil : $0 }
            if let mode = (newFile ?? oldFile)?.mode,
                frame.all || filter.matches(path, isGitlink: mode == .gitlink)
            {
                let change = FileChange(
                    path: path,
                    old: oldFile.map { FileVersion(mode: $0.mode, id: $0.id) },
                    new: newFile.map { FileVersion(mode: $0.mode, id: $0.id) })
                guard try visit(change) else { return }
            }
            // Names with and without a slash never come together, so both sides are directories here, or one is missing.
            let oldTree = change.old.flatMap { $0.mode == .directory ? $0.id : nil }
            let newTree = change.new.flatMap { $0.mode == .directory ? $0.id : nil }
            guard oldTree != nil || newTree != nil else { continue }
            let answer = frame.all ? DirectoryAnswer.all : filter.directory(path)
            if answer == .none { continue }
            if let directories, !directories(oldTree, newTree) { return }
            if let skips, let newTree, skips(path, newTree) { continue }
            path.append(0x2f)
            guard stack.count < maximumDepth else {
                let error = RgitError(.damaged, "directories nested too deep", path)
                guard let unreadable else { throw error }
                unreadable(Array(path.dropLast()), error)
                continue
            }
            if let id = repeated(oldTree, newTree, below: frame, stack) {
                guard let unreadable else { throw .containsItself(id) }
                unreadable(Array(path.dropLast()), .containsItself(id))
                continue
            }
            guard
                let inner = try enter(
                    oldTree, newTree, reader, path: path, pathLength: path.count, all: answer == .all,
                    unreadable: unreadable)
            else { continue }
            stack.append(frame)
            frame = inner
        }
    }

    /// The one of two trees that is also among those above it on its side.
    private static func repeated(
        _ old: ObjectID?, _ new: ObjectID?, below frame: borrowing Frame, _ stack: borrowing [Frame]
    ) -> ObjectID? {
        if let old, frame.oldID == old || stack.contains(where: { $0.oldID == old }) { return old }
        if let new, frame.newID == new || stack.contains(where: { $0.newID == new }) { return new }
        return nil
    }

    /// The directory at `path`; `nil` where it cannot be read and `unreadable` has got it.
    private static func enter(
        _ old: ObjectID?, _ new: ObjectID?, _ reader: ObjectReader, path: [UInt8], pathLength: Int, all: Bool,
        unreadable: (([UInt8], RgitError) -> Void)?
    ) throws(RgitError) -> Frame? {
        var oldBytes: [UInt8] = []
        var newBytes: [UInt8] = []
        do throws(RgitError) {
            if let old { oldBytes = try reader.bytes(old, .tree) }
            if let new { newBytes = try reader.bytes(new, .tree) }
        } catch {
            guard let unreadable else { throw error }
            unreadable(path.last == 0x2f ? Array(path.dropLast()) : path, error)
            return nil
        }
        return Frame(
            comparison: TreeComparison(reader.format), format: reader.format, old: oldBytes, new: newBytes,
            oldID: old, newID: new, pathLength: pathLength, all: all)
    }

    private static func damaged(_ frame: Frame, _ error: GitObjectError) -> RgitError {
        // The comparison does not say which side it was; the one that cannot be read through alone is.
        var reader = TreeReader(frame.format)
        var oldIsSound = true
        do {
            while unsafe try reader.next(frame.old.span.bytes) != nil {}
        } catch {
            oldIsSound = false
        }
        let id = oldIsSound ? frame.newID : frame.oldID
        return RgitError(.damaged, error.what, id?.hex ?? [], object: id)
    }
}
