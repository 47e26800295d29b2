// Decides whether a tracked file differs from the index exactly as `git status` does.

import GitObjects

/// How a file of the working tree differs from its entry of the index.
struct WorkTreeDifference: Sendable, Equatable {
    /// What it is now.
    var mode: FileMode
    /// Whether it is another file or, for a submodule, at another commit; else only a submodule's inside has changed.
    var isOther = true
    /// What has changed in a submodule.
    var inside = SubmoduleChanges()
}

/// What has changed in a submodule's working tree.
struct SubmoduleChanges: Sendable, Equatable {
    /// Tracked files.
    var modified = false
    /// Files that are not tracked.
    var untracked = false

    var isEmpty: Bool { !modified && !untracked }
}

extension WorkTreeReader {
    /// How the file of an entry differs from it; `nil` where it does not.
    ///
    /// `git diff` compares contents in the end; `git status` takes a file whose size is not the one in the index for
    /// modified without a look at it, even where a filter would make the contents equal.
    ///
    /// - Parameter status: What the file is, which is no directory unless the entry is a submodule or `isRepository` said so.
    /// - Throws: `io` where the content has to be compared and cannot be read, and what a submodule throws.
    func difference(_ entry: IndexEntry, _ status: FileSystem.Status) throws(RgitError) -> WorkTreeDifference?
    {
        let mode = status.isDirectory ? .gitlink : mode(of: status, entry)
        if entry.mode == .gitlink { return try submoduleDifference(entry, status, mode) }
        let known = entry.stat
        let isSameKind: Bool
        switch entry.mode {
        case .regular, .executable:
            isSameKind =
                status.isRegular
                && (!trust.executableBit || (status.mode & 0o100 != 0) == (entry.mode == .executable))
        case .symlink:
            isSameKind = status.isSymbolicLink || !trust.symbolicLinks && status.isRegular
        case .directory, .gitlink: isSameKind = false
        }
        guard isSameKind else { return WorkTreeDifference(mode: mode) }
        let isSameSize =
            known.size == UInt32(truncatingIfNeeded: status.size)
            // git writes size 0 to say that a file was changed within the second in which the index was written.
            && (known.size != 0 || entry.id == entry.id.format.emptyBlob)
        if isSameSize && hasSameTimes(known, status) && !isRacy(entry) { return nil }
        if !isSameSize && known.size != 0 { return WorkTreeDifference(mode: mode) }
        if mode.isRegular, externalFilter(entry.path) != nil { comparedUnfiltered.append(entry.path) }
        return try isStored(entry, mode: mode) ? nil : WorkTreeDifference(mode: mode)
    }

    private func hasSameTimes(_ known: IndexStat, _ status: FileSystem.Status) -> Bool {
        guard known.modificationSeconds == UInt32(truncatingIfNeeded: status.modificationSeconds) else {
            return false
        }
        guard trust.wholeStat else { return true }
        return known.inode == UInt32(truncatingIfNeeded: status.inode) && known.owner == status.owner
            && known.group == status.group
            && (!trust.changeTime || known.changeSeconds == UInt32(truncatingIfNeeded: status.changeSeconds))
    }

    private func submoduleDifference(
        _ entry: IndexEntry, _ status: FileSystem.Status, _ mode: FileMode
    ) throws(RgitError) -> WorkTreeDifference? {
        let ignore = try submodules.settings.ignore(entry.path)
        if ignore == .all { return nil }
        guard status.isDirectory else { return WorkTreeDifference(mode: mode) }
        let path = root.appendingPath(entry.path)
        let head = submodules.head(at: path)
        var difference = WorkTreeDifference(mode: mode, isOther: head != nil && head != entry.id)
        if ignore != .dirty {
            difference.inside = try submodules.changes(at: path, ignoringUntracked: ignore == .untracked)
        }
        return difference.isOther || !difference.inside.isEmpty ? difference : nil
    }

    /// Whether a directory in the place of a file is a repository that has a commit: then the file became a submodule, else
    /// it is gone.
    func isRepository(_ path: [UInt8]) -> Bool { submodules.head(at: root.appendingPath(path)) != nil }
}

extension SubmoduleReader {
    /// What has changed in the submodule at `path`, which need not be checked out.
    func changes(at path: [UInt8], ignoringUntracked: Bool) throws(RgitError) -> SubmoduleChanges {
        guard let session = try open(path), session.layout.workTree != nil else { return SubmoduleChanges() }
        guard depth < SubmoduleReader.maximumDepth else {
            throw RgitError(.unsupported, "submodules nested too deep", path)
        }
        var options = try StatusOptions(session)
        if ignoringUntracked { options.untracked = .no }
        let scan = try StatusScan(session, options: options, depth: depth + 1)
        let found = try scan.findSerially()
        if let problem = found.problems.first { throw problem }
        var changes = SubmoduleChanges(untracked: !found.untracked.isEmpty)
        for change in found.changes {
            // Untracked files of a submodule inside count whatever else has changed in it.
            if change.inside.untracked { changes.untracked = true }
            if !change.isOnlyUntrackedInside { changes.modified = true }
        }
        return changes
    }
}
