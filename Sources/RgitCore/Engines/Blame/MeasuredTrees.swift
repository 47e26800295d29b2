// The text files of several trees of one history, each tree by what differs from the tree before it.

import GitObjects

/// Which files are blamed at which commits, the latest commit first.
struct MeasuredTrees: Sendable {
    /// A text file that a tree has and the tree before it lacks or has with other content, or one that it lacks.
    struct Change: Sendable {
        /// The path from the top.
        var path: [UInt8]
        /// The content; `nil` where the tree has no such text file.
        var blob: ObjectID?
    }

    /// The commits, each an ancestor of those before it.
    var commits: [ObjectID] = []
    /// For each commit what its tree has in the place of the one before; all files for the first.
    var changes: [[Change]] = []
    /// What could not be read.
    var problems: [RgitError] = []

    /// Compares the trees of `commits` one after the other, and judges each file and content once.
    ///
    /// - Complexity: O(the first tree, and the changes from each to the next).
    init(
        _ commits: [ObjectID], _ session: Session, pathspec: Pathspec, limits: BlameSelection.Limits,
        reader: ObjectReader, sharding: Sharding
    ) async throws {
        self.commits = commits
        var files: [[UInt8]: ObjectID] = [:]
        var previous: ObjectID?
        // What could not be listed is compared anew with each tree.
        var isPartial = false
        for commit in commits {
            try Task.checkCancellation()
            let tree = try CommitLoader(session: session, reader: reader).links(commit).tree
            var parts = UnreadableParts()
            var changed: [Change] = []
            if let before = previous, !isPartial {
                let found = try TreeDiff.changes(
                    from: before, to: tree, reader: reader, filter: pathspec, parts: &parts)
                for change in found { Self.note(change, &files, &changed) }
            }
            if previous == nil || isPartial || !parts.directories.isEmpty {
                (changed, parts) = (changed, UnreadableParts())
                let found = try TreeDiff.changes(
                    from: nil, to: tree, reader: reader, filter: pathspec, parts: &parts)
                var listed: Set<[UInt8]> = []
                for change in found {
                    Self.note(change, &files, &changed)
                    listed.insert(change.path)
                }
                let gone = files.keys.filter { !listed.contains($0) }
                for path in gone.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                    files[path] = nil
                    changed.append(Change(path: path))
                }
            }
            isPartial = !parts.directories.isEmpty
            problems += parts.problems
            previous = tree
            changes.append(changed)
        }
        try await judge(session, limits, sharding)
    }

    /// Notes what a tree has in the place of the one before.
    private static func note(
        _ change: FileChange, _ files: inout [[UInt8]: ObjectID], _ changed: inout [Change]
    ) {
        let blob: ObjectID? =
            switch change.new?.mode {
            case .regular, .executable: change.new?.id
            case .symlink, .gitlink, .directory, nil: nil
            }
        guard files[change.path] != blob else { return }
        files[change.path] = blob
        changed.append(Change(path: change.path, blob: blob))
    }

    /// Drops the contents that are no text, and those that are left out.
    private mutating func judge(
        _ session: Session, _ limits: BlameSelection.Limits, _ sharding: Sharding
    ) async throws {
        struct File: Hashable, Sendable {
            let path: [UInt8]
            let blob: ObjectID
        }
        var numbers: [File: Int] = [:]
        var candidates: [(path: [UInt8], blob: ObjectID)] = []
        for change in changes.joined() {
            guard let blob = change.blob else { continue }
            let file = File(path: change.path, blob: blob)
            if numbers[file] == nil {
                numbers[file] = candidates.count
                candidates.append((file.path, file.blob))
            }
        }
        var isText: [Bool] = []
        isText.reserveCapacity(candidates.count)
        var found: [RgitError] = []
        try await BlameSelection.judge(candidates, session, limits, sharding) { verdict in
            switch verdict {
            case .success(.text): isText.append(true)
            case .success: isText.append(false)
            case .failure(let problem):
                isText.append(false)
                found.append(problem)
            }
        }
        problems += found
        for index in changes.indices {
            for place in changes[index].indices {
                let change = changes[index][place]
                guard let blob = change.blob else { continue }
                if !isText[numbers[File(path: change.path, blob: blob), default: 0]] {
                    changes[index][place].blob = nil
                }
            }
        }
    }
}
