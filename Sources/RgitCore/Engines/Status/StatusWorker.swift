// Looks at single directories for `rgit status`: their tracked files, and what is in them beside those.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One worker of a status.
final class StatusWorker {
    let scan: StatusScan
    let workTree: WorkTreeReader
    var found = WorkTreeFindings()
    /// The entries whose files have to be looked at; `nil` for all.
    var undecided: UndecidedEntries?
    private let root: DirectoryHandle?
    private var scratch: [UInt8] = []

    init(_ scan: StatusScan) throws(RgitError) {
        self.scan = scan
        root = DirectoryHandle(scan.workTree)
        workTree = try WorkTreeReader(
            scan.session, index: scan.index, reader: try scan.session.makeReader(),
            submodules: scan.submodules, encodings: scan.encodings, depth: scan.depth)
    }

    /// The tracked files of one directory, and its directories with tracked files.
    private struct Tracked {
        /// The entries of each file.
        var files: [Range<Int>] = []
        /// The entries below each directory, with the end of its path.
        var directories: [(end: Int, entries: Range<Int>)] = []
    }

    /// Looks at a directory; those in it that are to be looked at as well go to `add`.
    func look(at directory: StatusScan.Directory, add: (StatusScan.Directory) -> Void) {
        guard let opened = open(directory.path) else {
            cannotOpen(directory)
            return
        }
        let tracked = tracked(directory)
        var regularFiles = 0
        for entries in tracked.files {
            let path = scan.index.entries[entries.lowerBound].path
            guard isWanted(entries.lowerBound), undecided?.contains(entries.lowerBound) ?? true else {
                continue
            }
            errno = 0
            let status = opened.status(path[directory.path.count...], scratch: &scratch)
            if status?.isRegular == true { regularFiles += 1 }
            check(entries, status, errno)
        }
        var scope: IgnoreScope?
        if directory.isListed {
            let listing = opened.list()
            let inner = innerScope(directory.path, directory.scope, listing)
            if inner.excluded == nil || scan.options.ignored != .no {
                scope = inner
                // Where there are no more files than tracked ones, none of them is untracked.
                let isComplete =
                    scan.folded?.hasCollisions != true
                    && listing.entries.count { $0.kind == .regular } == regularFiles
                for entry in listing.entries where !isComplete || entry.kind != .regular {
                    let name = listing.names[entry.name]
                    guard !isTracked(name, directory, tracked) else { continue }
                    let path = directory.path + name
                    let kind = kind(entry, path)
                    if kind == .directory, hasDirectory(name, directory, tracked) { continue }
                    var state = treat(path, nameStart: directory.path.count, kind, inner)
                    if state == .recurse {
                        add(
                            StatusScan.Directory(
                                path: path + [0x2f], entries: 0..<0, scope: inner, isListed: true))
                        state = .none
                    }
                    note(path, isDirectory: kind == .directory, state)
                }
            }
        }
        for inner in tracked.directories where undecided?.hasAny(in: inner.entries) ?? true {
            let path = Array(scan.index.entries[inner.entries.lowerBound].path[..<inner.end])
            guard scan.options.pathspec.coverage(of: Array(path.dropLast())) != .nothing else { continue }
            add(
                StatusScan.Directory(
                    path: path, entries: inner.entries, scope: scope, isListed: scope != nil))
        }
    }

    private func open(_ path: [UInt8]) -> OpenDirectory? {
        if path.isEmpty { return OpenDirectory(scan.workTree) }
        switch root {
        // With the slash at its end the system would follow a link that has taken the place of the directory.
        case .some(let root): return OpenDirectory(Array(path.dropLast()), in: root)
        case .none: return nil
        }
    }

    /// What is in a directory that holds nothing tracked; `nil` where it cannot be opened, which is noted.
    func list(_ path: [UInt8]) -> DirectoryListing? {
        guard let opened = open(path) else {
            found.problems.append(FileSystem.failure("cannot open directory", path))
            return nil
        }
        return opened.list()
    }

    // MARK: Tracked files

    private func cannotOpen(_ directory: StatusScan.Directory) {
        let code = errno
        errno = 0
        // A link in the place of a directory is no way to the files in it; but git does not know where a loop would lead.
        let isLoop =
            code != ENOENT
            && FileSystem.status(scan.workTree.appendingPath(directory.path)) == nil && errno == ELOOP
        guard !isLoop, code == ENOENT || code == ENOTDIR || code == ELOOP else {
            errno = isLoop ? ELOOP : code
            found.problems.append(FileSystem.failure("cannot open directory", directory.path))
            return
        }
        var position = directory.entries.lowerBound
        while position < directory.entries.upperBound {
            let end = endOfPath(position, directory.entries.upperBound)
            if isWanted(position) { check(position..<end, nil, ENOENT) }
            position = end
        }
    }

    /// The end of the entries of one path.
    private func endOfPath(_ position: Int, _ limit: Int) -> Int {
        var end = position + 1
        guard scan.index.entries[position].stage != 0 else { return end }
        while end < limit, scan.index.entries[end].path == scan.index.entries[position].path { end += 1 }
        return end
    }

    private func isWanted(_ position: Int) -> Bool {
        let pathspec = scan.options.pathspec
        if pathspec.isEmpty { return true }
        let entry = scan.index.entries[position]
        return pathspec.matches(entry.path, isSubmodule: entry.mode == .gitlink, in: .index)
    }

    private func tracked(_ directory: StatusScan.Directory) -> Tracked {
        var tracked = Tracked()
        let start = directory.path.count
        var position = directory.entries.lowerBound
        while position < directory.entries.upperBound {
            let path = scan.index.entries[position].path
            if let slash = path[start...].firstIndex(of: 0x2f) {
                let end = endOfDirectory(path, slash, position, directory.entries.upperBound)
                tracked.directories.append((slash + 1, position..<end))
                position = end
            } else {
                let end = endOfPath(position, directory.entries.upperBound)
                tracked.files.append(position..<end)
                position = end
            }
        }
        return tracked
    }

    /// The end of the entries that begin with `path` up to its `slash`.
    private func endOfDirectory(_ path: [UInt8], _ slash: Int, _ start: Int, _ limit: Int) -> Int {
        let prefix = path[...slash]
        var step = 1
        var low = start
        // Ever larger steps, and then halves of the last one.
        while low + step < limit, scan.index.entries[low + step].path.starts(with: prefix) {
            low += step
            step *= 2
        }
        var high = min(limit, low + step)
        while high - low > 1 {
            let middle = (low + high) / 2
            if scan.index.entries[middle].path.starts(with: prefix) { low = middle } else { high = middle }
        }
        return high
    }

    private func check(_ entries: Range<Int>, _ status: FileSystem.Status?, _ code: Int32) {
        let position = entries.lowerBound
        let entry = scan.index.entries[position]
        guard entry.stage == 0 else { return checkConflict(entries, status, code) }
        if entry.isAssumedUnchanged || entry.skipsWorkTree { return }
        func find(_ kind: WorkTreeFinding.Kind) {
            found.tracked.append(WorkTreeFinding(position: position, kind: kind))
        }
        guard let status else {
            if isMissing(code, entry.path), !isIgnoredSubmodule(entry) { find(.removed) }
            return
        }
        if isInPlaceOfFile(status, entry) { return find(.removed) }
        if entry.isIntentToAdd {
            return find(.added(status.isDirectory ? .gitlink : workTree.mode(of: status, entry)))
        }
        do throws(RgitError) {
            defer { takeUnfiltered() }
            if let difference = try workTree.difference(entry, status) { find(.different(difference)) }
        } catch {
            found.problems.append(error)
            // git, too, takes what it cannot read for modified.
            if entry.mode != .gitlink {
                find(.different(WorkTreeDifference(mode: workTree.mode(of: status, entry))))
            }
        }
    }

    private func takeUnfiltered() {
        if workTree.comparedUnfiltered.isEmpty { return }
        found.unfiltered += workTree.comparedUnfiltered
        workTree.comparedUnfiltered = []
    }

    /// Whether a submodule does not count, even where it is gone.
    private func isIgnoredSubmodule(_ entry: IndexEntry) -> Bool {
        guard entry.mode == .gitlink else { return false }
        do throws(RgitError) {
            return try scan.submodules.ignore(entry.path) == .all
        } catch {
            found.problems.append(error)
            return false
        }
    }

    /// Whether a directory is where the index has a file; then the file is gone, unless the directory is a repository.
    private func isInPlaceOfFile(_ status: FileSystem.Status, _ entry: IndexEntry) -> Bool {
        status.isDirectory && entry.mode != .gitlink && !workTree.isRepository(entry.path)
    }

    private func isMissing(_ code: Int32, _ path: [UInt8]) -> Bool {
        if code == ENOENT || code == ENOTDIR { return true }
        errno = code
        found.problems.append(FileSystem.failure("cannot read", path))
        return false
    }

    private func checkConflict(_ entries: Range<Int>, _ status: FileSystem.Status?, _ code: Int32) {
        let first = scan.index.entries[entries.lowerBound]
        if status == nil, !isMissing(code, first.path) { return }
        var mode: FileMode?
        if let status, !isInPlaceOfFile(status, first) {
            mode = status.isDirectory ? .gitlink : workTree.mode(of: status, first)
        }
        var ours: WorkTreeDifference?
        if let status, mode != nil, let position = entries.first(where: { scan.index.entries[$0].stage == 2 })
        {
            let entry = scan.index.entries[position]
            if entry.mode == .gitlink || mode == .gitlink {
                do throws(RgitError) {
                    ours = try workTree.difference(entry, status)
                } catch {
                    found.problems.append(error)
                }
            }
        }
        found.tracked.append(
            WorkTreeFinding(position: entries.lowerBound, kind: .conflict(mode, ours: ours)))
    }

    // MARK: Names in a listing

    /// Whether a name is that of a tracked file of the directory.
    private func isTracked(
        _ name: ArraySlice<UInt8>, _ directory: StatusScan.Directory, _ tracked: Tracked
    ) -> Bool {
        var low = 0
        var high = tracked.files.count
        while low < high {
            let middle = (low + high) / 2
            let path = scan.index.entries[tracked.files[middle].lowerBound].path
            if path[directory.path.count...].lexicographicallyPrecedes(name) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < tracked.files.count else { return false }
        let entry = scan.index.entries[tracked.files[low].lowerBound]
        // A directory in the place of a file may hold files that are not tracked.
        return entry.path[directory.path.count...].elementsEqual(name)
            && (entry.mode == .gitlink || !isDirectory(entry.path))
    }

    private func isDirectory(_ path: [UInt8]) -> Bool {
        FileSystem.status(scan.workTree.appendingPath(path), followLinks: false)?.isDirectory == true
    }

    /// Whether a name is that of a directory with tracked files.
    private func hasDirectory(
        _ name: ArraySlice<UInt8>, _ directory: StatusScan.Directory, _ tracked: Tracked
    ) -> Bool {
        let start = directory.path.count
        let wanted = name + [0x2f]
        var low = 0
        var high = tracked.directories.count
        while low < high {
            let middle = (low + high) / 2
            let inner = tracked.directories[middle]
            let path = scan.index.entries[inner.entries.lowerBound].path
            if path[start..<inner.end].lexicographicallyPrecedes(wanted) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < tracked.directories.count else { return false }
        let inner = tracked.directories[low]
        return scan.index.entries[inner.entries.lowerBound].path[start..<inner.end].elementsEqual(wanted)
    }
}
