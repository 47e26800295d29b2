// Puts together what differs between HEAD, the index and the working tree, renames found.

import GitObjects

/// All that `git status` lists.
struct StatusResult: Sendable {
    /// What differs of tracked files, in the order of paths.
    var changes: [StatusChange] = []
    /// Untracked files and directories, which end in a slash, in the order of paths.
    var untracked: [[UInt8]] = []
    /// Ignored files and directories, which end in a slash, in the order of paths.
    var ignored: [[UInt8]] = []
    var problems: [RgitError] = []
    var warnings: [Warning] = []
}

extension StatusScan {
    /// Finds everything, on all workers.
    func find(_ sharding: Sharding) async throws -> StatusResult {
        try result(try await findings(sharding))
    }

    /// Finds everything on the calling thread.
    func findSerially() throws(RgitError) -> StatusResult { try result(try findingsSerially()) }

    private func result(_ found: WorkTreeFindings) throws(RgitError) -> StatusResult {
        let worker = try makeWorker()
        var result = StatusResult()
        result.problems = found.problems + rules.problems
        var changes: [[UInt8]: StatusChange] = [:]
        try addUnstaged(found.tracked.sorted { $0.position < $1.position }, worker, &changes, &result)
        try addStaged(worker, &changes, &result)
        result.changes = changes.values.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        for position in result.changes.indices { result.changes[position].complete() }
        result.untracked = listed(found.untracked)
        result.ignored = listed(found.ignored)
        result.warnings =
            rules.warnings + encodings.warnings
            + Warning.unfiltered(
                found.unfiltered.sorted { $0.lexicographicallyPrecedes($1) },
                "its state may differ from git's")
        result.problems.sort { $0.subject.bytes.lexicographicallyPrecedes($1.subject.bytes) }
        return result
    }

    /// The paths that the index has no entry for, in order, each once.
    private func listed(_ paths: [[UInt8]]) -> [[UInt8]] {
        var listed: [[UInt8]] = []
        for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) })
        where path != listed.last && index.isOther(path) {
            listed.append(path)
        }
        return listed
    }

    // MARK: The working tree

    private func addUnstaged(
        _ found: [WorkTreeFinding], _ worker: StatusWorker, _ changes: inout [[UInt8]: StatusChange],
        _ result: inout StatusResult
    ) throws(RgitError) {
        var differences: [[UInt8]: WorkTreeFinding.Kind] = [:]
        var files: [FileChange] = []
        for finding in found {
            let entry = index.entries[finding.position]
            let old = FileVersion(mode: entry.mode, id: entry.id)
            differences[entry.path] = finding.kind
            switch finding.kind {
            case .removed: files.append(FileChange(path: entry.path, old: old, new: nil))
            case .added(let mode):
                let new = FileVersion(mode: mode, id: .zero, inWorkTree: true)
                files.append(FileChange(path: entry.path, old: nil, new: new))
            case .different(let difference):
                let id = difference.isOther ? ObjectID.zero : entry.id
                let new = FileVersion(
                    mode: difference.mode, id: id, inWorkTree: true,
                    dirtySubmodule: !difference.inside.isEmpty)
                files.append(FileChange(path: entry.path, old: old, new: new))
            case .conflict(let mode, _):
                files += conflict(finding.position, mode)
            }
        }
        for file in try withRenames(files, worker, &result.problems) {
            if case .conflict = differences[file.path], file.kind != .unmerged { continue }
            var change = StatusChange(path: file.path)
            change.unstaged = file.kind
            change.indexMode = file.old?.mode
            change.indexID = file.old?.id
            change.workTreeMode = file.new?.mode
            change.takeRename(file)
            switch differences[file.path] {
            case .different(let difference) where difference.mode == .gitlink:
                change.hasNewCommits = difference.isOther
                change.inside = difference.inside
            case .conflict(let mode, let ours):
                change.workTreeMode = mode
                change.hasNewCommits = ours?.mode == .gitlink && ours?.isOther == true
                change.inside = ours?.inside ?? SubmoduleChanges()
            default: break
            }
            changes[file.path] = change
        }
    }

    /// A path in conflict as git sees it when it looks for renames: the file, and how it differs from our version.
    private func conflict(_ position: Int, _ mode: FileMode?) -> [FileChange] {
        let path = index.entries[position].path
        var file = FileChange(unmerged: path, old: nil)
        file.new = mode.map { FileVersion(mode: $0, id: .zero, inWorkTree: true) }
        guard let ours = stages(path).first(where: { $0.number == 2 }) else { return [file] }
        return [file, FileChange(path: path, old: FileVersion(mode: ours.mode, id: ours.id), new: file.new)]
    }

    private func withRenames(
        _ files: [FileChange], _ worker: StatusWorker, _ problems: inout [RgitError]
    ) throws(RgitError) -> [FileChange] {
        guard options.renames.mode != .none,
            files.contains(where: { $0.kind == .added || $0.kind == .unmerged && $0.new != nil }),
            options.renames.mode != .renames || files.contains(where: { $0.kind == .deleted })
        else { return files }
        let reader = try session.makeReader()
        let index = index
        let attributes = try AttributeReader(session) { index.attributes($0, reader) }
        let contents = DiffContents(
            reader: reader, binary: try BinaryDecision(session, attributes: attributes),
            workTree: worker.workTree)
        let outcome = try RenameDetection.run(files, options: options.renames, contents: contents)
        problems += contents.takeProblems()
        return outcome.changes
    }

    // MARK: The index

    private func addStaged(
        _ worker: StatusWorker, _ changes: inout [[UInt8]: StatusChange], _ result: inout StatusResult
    ) throws(RgitError) {
        for file in try stagedFiles(worker, &result) {
            var change = changes[file.path] ?? StatusChange(path: file.path)
            change.staged = file.kind
            if file.kind == .unmerged {
                change.stages = stages(file.path)
                changes[file.path] = change
                continue
            }
            change.headMode = file.old?.mode
            change.headID = file.old?.id
            // For a file that was removed from the index there is nothing; the working tree may have it anew.
            if let new = file.new {
                change.indexMode = new.mode
                change.indexID = new.id
            }
            change.takeRename(file)
            changes[file.path] = change
        }
    }

    private func stagedFiles(
        _ worker: StatusWorker, _ result: inout StatusResult
    ) throws(RgitError) -> [FileChange] {
        guard let head = try session.head.id else { return initialFiles() }
        let reader = try session.makeReader()
        let tree = try WorkTreeDiff.tree(of: head, reader)
        if index.entries(writtenAs: tree, directory: []) == 0..<index.entries.count { return [] }
        let comparison = WorkTreeDiff(index: index, reader: reader)
        var parts = UnreadableParts()
        let pairs = try comparison.pairs(tree: tree, filter: options.pathspec, parts: &parts)
        result.problems += parts.problems
        var files = comparison.staged(pairs)
        if options.submodules == .all { files.removeAll(where: \.isOnlySubmodule) }
        return try withRenames(files, worker, &result.problems)
    }

    /// What is staged where there is no commit yet: everything, and no renames.
    private func initialFiles() -> [FileChange] {
        var files: [FileChange] = []
        for entry in index.entries where !entry.isIntentToAdd {
            guard options.pathspec.matches(entry.path, isSubmodule: entry.mode == .gitlink, in: .index) else {
                continue
            }
            if entry.stage == 0 {
                let new = FileVersion(mode: entry.mode, id: entry.id)
                files.append(FileChange(path: entry.path, old: nil, new: new))
            } else if files.last?.path != entry.path {
                files.append(FileChange(unmerged: entry.path, old: nil))
            }
        }
        return files
    }

    private func stages(_ path: [UInt8]) -> [StatusChange.Stage] {
        guard var position = index.firstIndex(of: path) else { return [] }
        var stages: [StatusChange.Stage] = []
        while position < index.entries.count, index.entries[position].path == path {
            let entry = index.entries[position]
            stages.append(StatusChange.Stage(number: Int(entry.stage), mode: entry.mode, id: entry.id))
            position += 1
        }
        return stages
    }
}

extension StatusChange {
    fileprivate mutating func takeRename(_ file: FileChange) {
        guard file.kind == .renamed || file.kind == .copied else { return }
        oldPath = file.oldPath
        renameKind = file.kind
        similarity = file.score * 100 / SimilarityIndex.maximumScore
    }
}

extension FileChange {
    /// Whether each side that is there is a submodule.
    fileprivate var isOnlySubmodule: Bool {
        guard kind != .unmerged, old != nil || new != nil else { return false }
        return (old?.mode ?? .gitlink) == .gitlink && (new?.mode ?? .gitlink) == .gitlink
    }
}
