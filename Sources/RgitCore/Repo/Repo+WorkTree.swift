// Questions about the working tree: what has changed, what is ignored, and what attributes say.

import Records

extension Repo {
    /// What is staged, changed, untracked and in conflict, and where the branch is (`git status`).
    ///
    ///     let status = try await repo.status()
    ///     print(status.isDirty, status.staged, status.untrackedFiles)
    ///
    /// - Parameters:
    ///   - paths: Only these; pathspecs as on git's command line.
    ///   - untracked: Which untracked files are listed; `nil` for what `status.showUntrackedFiles` says.
    ///   - ignored: Which ignored files are listed.
    ///   - ignoredSubmoduleChanges: What does not count of submodules; `nil` for what is configured.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    /// - Returns: A row a path; what could not be read is among its `problems`.
    /// - Throws: `RgitError` of kind `.repository` where there is no working tree, and what reading the index throws.
    public func status(
        paths: [String] = [], untracked: UntrackedFiles? = nil, ignored: IgnoredFiles = .no,
        ignoredSubmoduleChanges: IgnoredSubmoduleChanges? = nil, jobs: Int? = nil
    ) async throws -> Status {
        var request = StatusRequest()
        request.paths = paths.map { Array($0.utf8) }
        request.untracked = untracked
        request.ignored = ignored
        request.ignoredSubmoduleChanges = ignoredSubmoduleChanges
        return try await answer { [request] in try await $0.status(request, Sharding(jobs)) }
    }

    /// Whether anything is not committed (GitPython's `is_dirty`).
    ///
    /// - Parameters:
    ///   - index: Whether what is staged counts.
    ///   - workingTree: Whether what is changed and not staged counts.
    ///   - untrackedFiles: Whether untracked files count.
    ///   - submodules: Whether submodules count.
    ///   - path: Only this path; `nil` for everything.
    /// - Throws: What ``status(paths:untracked:ignored:ignoredSubmoduleChanges:jobs:)`` throws, and the first thing that
    ///   could not be read.
    public func isDirty(
        index: Bool = true, workingTree: Bool = true, untrackedFiles: Bool = false, submodules: Bool = true,
        path: String? = nil
    ) async throws -> Bool {
        let status = try await status(
            paths: path.map { [$0] } ?? [], untracked: untrackedFiles ? .normal : .no,
            ignoredSubmoduleChanges: submodules ? nil : .all)
        if let problem = status.problems.first { throw problem }
        return status.rows.contains {
            $0.isConflicted || index && $0.isStaged || workingTree && $0.isUnstaged
                || untrackedFiles && $0.isUntracked
        }
    }

    /// Every untracked file that is not ignored (GitPython's `untracked_files`).
    ///
    /// - Throws: What ``status(paths:untracked:ignored:ignoredSubmoduleChanges:jobs:)`` throws, and the first thing that
    ///   could not be read.
    public var untrackedFiles: [Text] {
        get async throws {
            let status = try await status(untracked: .all)
            if let problem = status.problems.first { throw problem }
            return status.untrackedFiles
        }
    }

    /// Those of the paths that are ignored (GitPython's `ignored`, `git check-ignore`).
    ///
    ///     let ignored = try await repo.ignored("build/out.o", "README.md")
    ///
    /// - Parameter paths: Paths relative to the directory the repository was opened at; they need not exist.
    /// - Returns: The paths as they were given, in their order.
    /// - Throws: `RgitError` of kind `.path` for one outside of the repository, beyond a link or in a submodule.
    public func ignored(_ paths: String...) async throws -> [Text] {
        var request = IgnoredRequest()
        request.paths = paths.map { Array($0.utf8) }
        return try await answer { [request] in try await $0.ignored(request).map(\.path) }
    }

    /// What gitattributes say of paths (`git check-attr`).
    ///
    ///     for said in try await repo.attributes(of: "README.md") { print(said.attribute, said.value) }
    ///
    /// - Parameters:
    ///   - paths: Paths relative to the directory the repository was opened at; they need not exist.
    ///   - names: The attributes of interest; empty for all that are specified.
    ///   - cached: Whether the `.gitattributes` of the index count, and not those of the working tree.
    ///   - source: The commit or tree whose `.gitattributes` count; `nil` for those of the working tree.
    /// - Throws: `RgitError` of kind `.path` for one outside of the repository.
    public func attributes(
        of paths: String..., names: [String] = [], cached: Bool = false, source: String? = nil
    ) async throws -> [PathAttribute] {
        var request = AttributesRequest()
        request.paths = paths.map { Array($0.utf8) }
        request.attributes = names.map { Array($0.utf8) }
        request.cached = cached
        request.source = source.map { Array($0.utf8) }
        return try await answer { [request] in try await $0.attributes(request) }
    }
}
