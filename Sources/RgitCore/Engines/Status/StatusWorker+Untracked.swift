// Tells untracked files from ignored ones, and whole directories of them, as git's walk of directories does.

import GitObjects

/// What becomes of a path that is not tracked; of the paths in a directory the greatest counts.
enum UntrackedState: Int, Comparable, Sendable {
    /// It is not listed.
    case none
    /// It is a directory to look into.
    case recurse
    /// It is listed as ignored.
    case ignored
    /// It is listed as untracked.
    case untracked

    static func < (left: UntrackedState, right: UntrackedState) -> Bool { left.rawValue < right.rawValue }
}

extension StatusWorker {
    private var listsIgnored: Bool { scan.options.ignored != .no }

    /// Lists a path.
    func note(_ path: [UInt8], isDirectory: Bool, _ state: UntrackedState) {
        guard state == .untracked || state == .ignored && listsIgnored else { return }
        let listed = isDirectory ? path + [0x2f] : path
        if state == .untracked {
            if scan.folded?.hasFile(path) != true { found.untracked.append(listed) }
        } else {
            found.ignored.append(listed)
        }
    }

    /// What an entry of a directory is.
    func kind(_ entry: DirectoryListing.Entry, _ path: [UInt8]) -> DirectoryListing.Kind {
        guard entry.kind == .unknown else { return entry.kind }
        guard let status = FileSystem.status(scan.workTree.appendingPath(path), followLinks: false) else {
            return .special
        }
        if status.isDirectory { return .directory }
        return status.isRegular ? .regular : status.isSymbolicLink ? .symbolicLink : .special
    }

    /// What holds in a directory whose entries are listed.
    func innerScope(_ directory: [UInt8], _ outer: IgnoreScope?, _ listing: DirectoryListing) -> IgnoreScope {
        guard let outer else { return scan.rules.top() }
        let name = Array(".gitignore".utf8)
        let hasFile = listing.entries.contains {
            $0.name.count == name.count && listing.names[$0.name].elementsEqual(name)
        }
        let nameStart = directory.dropLast().lastIndex(of: 0x2f).map { $0 + 1 } ?? 0
        return outer.entering(
            directory, nameStart: nameStart, hasFile: hasFile || scan.rules.mayReadFromIndex)
    }

    /// What becomes of a path that is not tracked.
    func treat(
        _ path: [UInt8], nameStart: Int, _ kind: DirectoryListing.Kind, _ scope: IgnoreScope
    ) -> UntrackedState {
        let name = path[nameStart...]
        if name.elementsEqual(StatusWorker.dotGit)
            || scan.folded != nil && ASCII.equalIgnoringCase(name, StatusWorker.dotGit[...])
        {
            return .none
        }
        let pathspec = scan.options.pathspec
        guard pathspec.mayLead(through: path) else { return .none }
        if kind != .directory, scan.folded?.hasFile(path) == true { return .none }
        let isIgnored = scope.ignores(path, nameStart: nameStart, isDirectory: kind == .directory)
        if isIgnored, !listsIgnored { return .ignored }
        switch kind {
        case .directory: return treatDirectory(path + [0x2f], scope, isIgnored: isIgnored)
        case .regular, .symbolicLink:
            guard pathspec.matches(path, in: .index) else { return .none }
            return isIgnored ? .ignored : .untracked
        case .special, .unknown: return .none
        }
    }

    private static let dotGit = Array(".git".utf8)

    private func treatDirectory(_ path: [UInt8], _ scope: IgnoreScope, isIgnored: Bool) -> UntrackedState {
        if let folded = scan.folded {
            let name = Array(path.dropLast())
            if folded.hasDirectory(name) { return .recurse }
            if folded.hasSubmodule(name) { return .none }
        }
        let options = scan.options
        var leads = false
        if !options.pathspec.isEmpty, !isIgnored {
            switch options.pathspec.match(ofDirectory: path) {
            case .none: return .none
            case .leading: leads = true
            case .whole: break
            }
        }
        if isNestedRepository(path) { return leads ? .none : isIgnored ? .ignored : .untracked }
        if options.untracked == .all {
            return isIgnored && options.ignored == .matching ? .ignored : .recurse
        }
        if leads { return .recurse }
        if isIgnored, options.ignored == .matching { return .ignored }
        // Empty directories are not listed, so it takes a look.
        let ignoredCount = found.ignored.count
        let untrackedCount = found.untracked.count
        let onlyChecks = !listsIgnored
        var state = read(path, scope, onlyChecks: onlyChecks)
        if state == .ignored {
            if options.ignored == .matching {
                // The paths that match are listed in place of the directory.
                state = .none
            } else {
                found.ignored.removeSubrange(ignoredCount...)
            }
        }
        if listsIgnored { found.untracked.removeSubrange(untrackedCount...) }
        return state
    }

    private func isNestedRepository(_ path: [UInt8]) -> Bool {
        Discovery.isNestedRepository(
            scan.workTree.appendingPath(Array(path.dropLast())), environment: scan.session.environment,
            own: scan.session.layout.gitDirectory)
    }

    /// Looks into a directory without tracked files; returns the greatest state of what is in it.
    ///
    /// - Parameter onlyChecks: Whether nothing is listed, and the first untracked file is enough.
    private func read(_ directory: [UInt8], _ outer: IgnoreScope, onlyChecks: Bool) -> UntrackedState {
        guard let listing = list(directory) else { return .none }
        let scope = innerScope(directory, outer, listing)
        var greatest = UntrackedState.none
        for entry in listing.entries {
            let path = directory + listing.names[entry.name]
            let kind = kind(entry, path)
            let state = treat(path, nameStart: directory.count, kind, scope)
            greatest = max(greatest, state)
            if state == .recurse {
                greatest = max(greatest, read(path + [0x2f], scope, onlyChecks: onlyChecks))
            }
            if onlyChecks {
                if greatest == .untracked { break }
            } else {
                note(path, isDirectory: kind == .directory, state)
            }
        }
        return greatest
    }
}
