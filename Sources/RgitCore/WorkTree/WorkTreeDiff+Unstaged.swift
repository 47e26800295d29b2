// Compares the index with the working tree, as git's diff-files does.

import GitObjects

extension WorkTreeDiff {
    /// The paths of the index that are in the set, each by the position of its first entry.
    func paths(filter: some PathFilter) -> [Int] {
        var positions: [Int] = []
        var position = 0
        while position < index.entries.count {
            let entry = index.entries[position]
            if filter.matches(entry.path, isGitlink: entry.mode == .gitlink) { positions.append(position) }
            position = end(of: position)
        }
        return positions
    }

    /// What differs between the index and the working tree among some paths, by their first entries.
    ///
    /// A path in conflict is listed as such, and again with what differs between our version and the file, if there is one.
    /// What cannot be read is added to `problems` and left out.
    func unstaged(_ positions: ArraySlice<Int>, problems: inout [RgitError]) -> [FileChange] {
        var changes: [FileChange] = []
        for position in positions {
            do throws(RgitError) {
                if index.entries[position].stage == 0 {
                    if let change = try unstaged(index.entries[position]) { changes.append(change) }
                } else {
                    changes += try unmerged(position)
                }
            } catch {
                problems.append(error)
            }
        }
        return changes
    }

    private func unstaged(_ entry: IndexEntry) throws(RgitError) -> FileChange? {
        if entry.skipsWorkTree { return nil }
        let stored = FileVersion(mode: entry.mode, id: entry.id)
        if entry.isAssumedUnchanged {
            return reported(FileChange(path: entry.path, old: stored, new: stored))
        }
        guard entry.isIntentToAdd, case .changed(let new)? = try workTree?.state(of: entry) else {
            return reported(try version(entry.path, stored, entry))
        }
        return FileChange(path: entry.path, old: nil, new: new)
    }

    /// The changes of a path in conflict whose first entry is at `position`.
    private func unmerged(_ position: Int) throws(RgitError) -> [FileChange] {
        let entry = index.entries[position]
        let ours = index.entries[position..<end(of: position)].first { $0.stage == 2 }
        var change = FileChange(unmerged: entry.path, old: nil)
        switch try workTree?.state(of: ours ?? entry) {
        case .changed(let file): change.new = file
        case .unchanged: change.new = FileVersion(mode: (ours ?? entry).mode, id: .zero, inWorkTree: true)
        case .removed, nil: break
        }
        guard let ours, !ours.skipsWorkTree else { return [change] }
        return [change, try unstaged(ours)].compactMap { $0 }
    }

    /// Both sides of a path in conflict and what the working tree makes of them; `nil` for every other change, and where one
    /// side has no such file, for then git shows no combined diff.
    func conflict(_ change: FileChange) -> CombinedChange? {
        guard change.kind == .unmerged, let start = index.firstIndex(of: change.path) else { return nil }
        let sides = index.entries[start..<end(of: start)].filter { $0.stage > 1 }
        guard sides.count == 2 else { return nil }
        var result = change.new
        // Of a submodule git shows the commit it is at, and not whether it has changes of its own.
        if result?.mode == .gitlink {
            let head = workTree?.submoduleHead(change.path) ?? sides[0].id.format.zero
            result = FileVersion(mode: .gitlink, id: head)
        }
        return CombinedChange(
            path: change.path, result: result,
            parents: sides.map {
                CombinedChange.Parent(version: FileVersion(mode: $0.mode, id: $0.id), path: change.path)
            },
            workTreeFile: result != nil
                ? .file : workTree?.status(change.path)?.isDirectory == true ? .directory : .missing)
    }

    /// The position behind the last entry of a path.
    private func end(of position: Int) -> Int {
        var end = position + 1
        while end < index.entries.count, index.entries[end].path == index.entries[position].path { end += 1 }
        return end
    }
}
