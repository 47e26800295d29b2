// Finds the repository a directory belongs to, as git's setup does (gitrepository-layout(5), git(1) "environment").

import GitObjects

/// The search for a repository and for the parts it is made of.
struct Discovery {
    let environment: ProcessEnvironment
    /// The directory searched from, absolute, links resolved.
    let start: [UInt8]
    /// Whether the directories above it are searched, too.
    private let searchesParents: Bool
    private let ownership: Ownership

    /// What a search has found before the repository's own config is read.
    private struct Found {
        var gitDirectory: [UInt8]
        /// The directory that holds `.git`, or the bare repository itself.
        var directory: [UInt8]
        var isBareLayout: Bool
    }

    private enum Search {
        case found(Found)
        case missing(mountPoint: [UInt8]?)
    }

    private init(environment: ProcessEnvironment, start: [UInt8], searchesParents: Bool = true) {
        self.environment = environment
        self.searchesParents = searchesParents
        self.start = start
        ownership = Ownership(environment: environment)
    }

    /// The layout of the repository at or above `path` (relative to the environment's working directory).
    ///
    /// `gitDirectory`, or `GIT_DIR` in its absence, names the repository instead of searching for it. Without
    /// `searchesParents` it is at `path` or nowhere.
    static func layout(
        path: [UInt8], environment: ProcessEnvironment, gitDirectory: [UInt8]?, searchesParents: Bool = true
    ) throws(RgitError) -> RepositoryLayout {
        let asked = environment.workingDirectory.appendingPath(path)
        guard let start = FileSystem.realPath(asked), FileSystem.status(start)?.isDirectory == true else {
            throw RgitError(.repository, "no such directory", path)
        }
        let discovery = Discovery(
            environment: environment, start: start, searchesParents: searchesParents)
        if let named = gitDirectory ?? environment["GIT_DIR"] {
            return try discovery.explicit(named)
        }
        switch try discovery.search() {
        case .found(let found): return try discovery.settle(found)
        case .missing(let mountPoint):
            guard searchesParents else { throw RgitError(.repository, "not a git repository", path) }
            guard let mountPoint else {
                throw RgitError(.repository, "not a git repository (or any of the parent directories)", start)
            }
            throw RgitError(
                .repository,
                "not a git repository (or any parent up to mount point \(mountPoint.printableText))",
                start,
                hint: "Stopping at filesystem boundary (GIT_DISCOVERY_ACROSS_FILESYSTEM not set).")
        }
    }

    /// Whether a directory is the working tree of a repository of its own, as git's walk for untracked files sees it; the
    /// repository whose git directory is `own` is none.
    static func isNestedRepository(
        _ directory: [UInt8], environment: ProcessEnvironment, own: [UInt8]
    ) -> Bool {
        let dotGit = directory.appendingPath(".git")
        guard FileSystem.exists(dotGit) else { return false }
        let discovery = Discovery(environment: environment, start: directory)
        let isRepository: Bool
        do throws(RgitError) {
            let isFile = try discovery.gitFileTarget(dotGit) != nil
            isRepository = try isFile ? true : discovery.isGitDirectory(dotGit)
        } catch {
            // A file that cannot be read may well name a repository.
            isRepository = error.kind == .io
        }
        return isRepository && FileSystem.realPath(dotGit) != FileSystem.realPath(own)
    }

    // MARK: Searching

    private func search() throws(RgitError) -> Search {
        let ceiling = ceilingLength()
        let acrossFilesystems = environment.flag("GIT_DISCOVERY_ACROSS_FILESYSTEM", default: false)
        let device = FileSystem.status(start)?.device
        var directory = start
        while true {
            let dotGit = directory.appendingPath(".git")
            if let target = try gitFileTarget(dotGit) {
                guard try ownership.isValid(gitFile: dotGit, workTree: directory, gitDirectory: target) else {
                    throw Ownership.refusal(directory)
                }
                return .found(Found(gitDirectory: target, directory: directory, isBareLayout: false))
            }
            if try isGitDirectory(dotGit) {
                guard try ownership.isValid(gitFile: nil, workTree: directory, gitDirectory: dotGit) else {
                    throw Ownership.refusal(directory)
                }
                return .found(Found(gitDirectory: dotGit, directory: directory, isBareLayout: false))
            }
            if try isGitDirectory(directory) {
                try checkBareRepositoryAllowed(directory)
                guard try ownership.isValid(gitFile: nil, workTree: nil, gitDirectory: directory) else {
                    throw Ownership.refusal(directory)
                }
                return .found(Found(gitDirectory: directory, directory: directory, isBareLayout: true))
            }
            guard searchesParents, directory.count > 1 else { return .missing(mountPoint: nil) }
            let parent = directory.parentPath
            let parentLength = parent.count == 1 ? 0 : parent.count
            if let ceiling, parentLength <= ceiling { return .missing(mountPoint: nil) }
            if !acrossFilesystems, FileSystem.status(parent)?.device != device {
                return .missing(mountPoint: parent)
            }
            directory = parent
        }
    }

    /// The length of the longest proper ancestor of `start` that `GIT_CEILING_DIRECTORIES` names.
    private func ceilingLength() -> Int? {
        guard let list = environment["GIT_CEILING_DIRECTORIES"] else { return nil }
        var longest: Int?
        var resolving = true
        for entry in list.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(
            Array.init)
        {
            if entry.isEmpty {
                // After an empty entry links are not resolved any more, to spare slow network directories.
                resolving = false
                continue
            }
            guard entry.isAbsolutePath else { continue }
            guard var ceiling = resolving ? FileSystem.realPath(entry) : entry.normalizedPath else {
                continue
            }
            if ceiling == [0x2f] { ceiling = [] }
            guard start.count > ceiling.count + 1, start.starts(with: ceiling), start[ceiling.count] == 0x2f
            else {
                continue
            }
            longest = max(longest ?? 0, ceiling.count)
        }
        return longest
    }

    /// The directory a `.git` file names; `nil` when `path` is not a file. A file that names no directory is an error.
    private func gitFileTarget(_ path: [UInt8]) throws(RgitError) -> [UInt8]? {
        guard let status = FileSystem.status(path), status.isRegular else { return nil }
        guard status.size <= 1 << 20 else {
            throw RgitError(.repository, "too large to be a .git file", path)
        }
        guard var text = try FileSystem.read(path, limit: FileSystem.SizeLimit.line) else { return nil }
        guard text.hasPrefix("gitdir: ") else {
            throw RgitError(.repository, "invalid gitfile format", path)
        }
        while let last = text.last, last == 0x0a || last == 0x0d { text.removeLast() }
        let target = Array(text.dropFirst(8))
        guard !target.isEmpty else { throw RgitError(.repository, "no path in gitfile", path) }
        let directory = path.parentPath.appendingPath(target)
        guard try isGitDirectory(directory) else {
            throw RgitError(.repository, "not a git repository", directory)
        }
        return FileSystem.realPath(directory) ?? directory
    }

    /// Whether a directory looks like a git directory: a valid HEAD, `objects` and `refs`.
    private func isGitDirectory(_ directory: [UInt8]) throws(RgitError) -> Bool {
        guard isValidHead(directory.appendingPath("HEAD")) else { return false }
        let common = try commonDirectory(of: directory).path
        let objects =
            environment["GIT_OBJECT_DIRECTORY"].map { environment.workingDirectory.appendingPath($0) }
            ?? common.appendingPath("objects")
        return FileSystem.isAccessible(objects) && FileSystem.isAccessible(common.appendingPath("refs"))
    }

    private func isValidHead(_ file: [UInt8]) -> Bool {
        guard let status = FileSystem.status(file, followLinks: false) else { return false }
        if status.isSymbolicLink {
            return FileSystem.linkTarget(file)?.hasPrefix("refs/") ?? false
        }
        guard let content = try? FileSystem.read(file, limit: FileSystem.SizeLimit.line) else { return false }
        if let rest = content.after("ref:") {
            return Array(rest.drop { ASCII.isSpace($0) }).hasPrefix("refs/")
        }
        return ObjectFormat.sha1.isName(beginning: content) || ObjectFormat.sha256.isName(beginning: content)
    }

    private func commonDirectory(of directory: [UInt8]) throws(RgitError) -> (path: [UInt8], isOther: Bool) {
        if let named = environment["GIT_COMMON_DIR"] {
            return (environment.workingDirectory.appendingPath(named), true)
        }
        let file = directory.appendingPath("commondir")
        guard var text = try FileSystem.read(file, limit: FileSystem.SizeLimit.line) else {
            return (directory, false)
        }
        while let last = text.last, last == 0x0a || last == 0x0d { text.removeLast() }
        guard !text.isEmpty else {
            throw RgitError(.repository, "failed to read", file)
        }
        let path = directory.appendingPath(text)
        return (FileSystem.realPath(path) ?? path.normalizedPath, true)
    }

    private func checkBareRepositoryAllowed(_ directory: [UInt8]) throws(RgitError) {
        let config = try ConfigLoader.loadProtected(environment: environment)
        guard let value = config.string("safe.barerepository"), value == "explicit" else { return }
        throw RgitError(
            .unsafeRepository, "cannot use bare repository (safe.bareRepository is 'explicit')", directory,
            hint: "Name it with --git-dir or GIT_DIR.")
    }

    // MARK: Settling where the working tree is

    private func settle(_ found: Found) throws(RgitError) -> RepositoryLayout {
        let common = try commonDirectory(of: found.gitDirectory)
        let format = try RepositoryFormat.read(
            gitDirectory: found.gitDirectory, commonDirectory: common.path,
            hasCommonDirectory: common.isOther,
            environment: environment)
        if environment["GIT_WORK_TREE"] != nil || format.workTree != nil {
            return try settleExplicit(
                found.gitDirectory, common.path, format, implicitWorkTree: !found.isBareLayout)
        }
        if found.isBareLayout || format.isBare == true {
            return assemble(found.gitDirectory, common.path, format, workTree: nil)
        }
        return assemble(found.gitDirectory, common.path, format, workTree: found.directory)
    }

    private func explicit(_ named: [UInt8]) throws(RgitError) -> RepositoryLayout {
        var directory = start.appendingPath(named)
        if let target = try gitFileTarget(directory) { directory = target }
        guard try isGitDirectory(directory) else {
            throw RgitError(.repository, "not a git repository", named)
        }
        directory = directory.normalizedPath
        let common = try commonDirectory(of: directory)
        let format = try RepositoryFormat.read(
            gitDirectory: directory, commonDirectory: common.path, hasCommonDirectory: common.isOther,
            environment: environment)
        return try settleExplicit(
            directory, common.path, format,
            implicitWorkTree: environment.flag("GIT_IMPLICIT_WORK_TREE", default: true))
    }

    /// The working tree of a repository that was named rather than found: the environment, the config, or here.
    private func settleExplicit(
        _ gitDirectory: [UInt8], _ common: [UInt8], _ format: RepositoryFormat, implicitWorkTree: Bool
    ) throws(RgitError) -> RepositoryLayout {
        if let named = environment["GIT_WORK_TREE"] {
            let path = start.appendingPath(named)
            return assemble(
                gitDirectory, common, format, workTree: FileSystem.realPath(path) ?? path.normalizedPath)
        }
        if format.isBare == true { return assemble(gitDirectory, common, format, workTree: nil) }
        if let configured = format.workTree {
            let path = gitDirectory.appendingPath(configured)
            guard let workTree = FileSystem.realPath(path) else {
                // As in git an absolute one may be gone: history needs none. Git enters a relative one at once.
                guard configured.isAbsolutePath else {
                    throw RgitError(.repository, "cannot find the working tree core.worktree names", path)
                }
                return assemble(gitDirectory, common, format, workTree: path.normalizedPath)
            }
            return assemble(gitDirectory, common, format, workTree: workTree)
        }
        return assemble(gitDirectory, common, format, workTree: implicitWorkTree ? start : nil)
    }

    private func assemble(
        _ gitDirectory: [UInt8], _ common: [UInt8], _ format: RepositoryFormat, workTree: [UInt8]?
    ) -> RepositoryLayout {
        let working = environment.workingDirectory
        var prefix = workTree.flatMap { start.pathInside($0) } ?? []
        if !prefix.isEmpty { prefix.append(0x2f) }
        return RepositoryLayout(
            gitDirectory: gitDirectory, commonDirectory: common, workTree: workTree, prefix: prefix,
            objectDirectory: environment["GIT_OBJECT_DIRECTORY"].map { working.appendingPath($0) }
                ?? common.appendingPath("objects"),
            alternateObjectDirectories: ObjectDirectories.parseList(
                environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? []
            ).map { working.appendingPath($0) },
            indexFile: environment["GIT_INDEX_FILE"].map { working.appendingPath($0) }
                ?? gitDirectory.appendingPath("index"),
            workingDirectory: start, objectFormat: format.objectFormat,
            referenceFormat: format.referenceFormat, configText: format.configText)
    }
}
