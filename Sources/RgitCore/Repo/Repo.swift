// The library's face: a repository as GitPython's `Repo` has it, strings in and values out.

import GitObjects
import Records

/// A git repository that can be asked questions (GitPython's `Repo`).
///
///     let repo = try Repo(".")
///     for try await commit in repo.iterCommits("main", maxCount: 10) { print(commit.hexsha, commit.summary) }
///
/// It is only read, never written to. A `Repo` may be kept as long as the program runs, and used by any number of tasks
/// at once: each question is answered from the repository as it is then, with branches that have moved, packs and
/// commit-graphs that have been written and settings that have been changed in the meantime.
///
/// Questions that take long are `async`. They work on all cores this process may use, unless `jobs` says otherwise, tell
/// how far they are through a ``ProgressMeter``, and throw `CancellationError` where their task is cancelled. Other errors
/// are ``RgitError``. Paths are pathspecs relative to the directory the repository was opened at, as on git's command line;
/// dates are written as for git's `--since`: `2024-05-06`, `yesterday`, `2 weeks ago`.
public struct Repo: Sendable {
    /// What is open of the repository.
    let sessions: CurrentSession

    /// Opens the repository at or above `path`, as git finds it.
    ///
    /// - Parameters:
    ///   - path: A directory in the working tree, or the repository itself; relative to the working directory.
    ///   - gitDirectory: The git directory itself, as `git --git-dir` names it; `nil` to look for it at and above `path`.
    ///   - environment: The variables git heeds (`GIT_DIR`, `HOME`, …), the working directory and the time of day; `nil` for
    ///     those of this process.
    /// - Throws: `RgitError` of kind `.repository`, `.unsafeRepository`, `.unsupported`, `.damaged` or `.io`.
    public init(
        _ path: String = ".", gitDirectory: String? = nil, environment: ProcessEnvironment? = nil
    ) throws(RgitError) {
        sessions = try CurrentSession(
            Array(path.utf8), gitDirectory: gitDirectory.map { Array($0.utf8) }, environment: environment)
    }

    /// Asks through `sessions`.
    init(_ sessions: CurrentSession) { self.sessions = sessions }

    // MARK: What it is

    /// The root of the working tree (GitPython's `working_tree_dir`), absolute; `nil` in a bare repository.
    public var workingTreeDirectory: Text? {
        get throws(RgitError) { try sessions.current().layout.workTree.map { Text($0) } }
    }

    /// The git directory of this working tree (GitPython's `git_dir`), absolute.
    public var gitDirectory: Text {
        get throws(RgitError) { Text(try sessions.current().layout.gitDirectory) }
    }

    /// The git directory that all working trees share (GitPython's `common_dir`), absolute.
    public var commonDirectory: Text {
        get throws(RgitError) { Text(try sessions.current().layout.commonDirectory) }
    }

    /// Whether there is no working tree.
    public var isBare: Bool {
        get throws(RgitError) { try sessions.current().layout.isBare }
    }

    /// Whether the repository is a shallow clone, whose history ends early.
    public var isShallow: Bool {
        get throws(RgitError) { try !sessions.current().shallowCommits.isEmpty }
    }

    /// Where HEAD is.
    ///
    /// - Throws: `RgitError` of kind `.damaged` or `.io` where HEAD can't be read.
    public var head: Head {
        get throws(RgitError) { try sessions.current().head }
    }

    /// The value in force of a setting such as `user.name` or `branch.main.remote`; `nil` where it is not set.
    public func configValue(_ key: String) throws(RgitError) -> Text? {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard let section = parts.first, let name = parts.last, parts.count > 1 else {
            throw RgitError(.usage, "not the name of a setting", key, hint: "write it like user.name")
        }
        let subsection = parts.dropFirst().dropLast()
        let full = [section.lowercased()] + subsection.map(String.init) + [name.lowercased()]
        return try sessions.current().config.string(full.joined(separator: ".")).map { Text($0) }
    }

    /// The object a revision names, by gitrevisions(7) (GitPython's `rev_parse`).
    ///
    /// - Throws: `RgitError` of kind `.revision` where it names nothing, or more than one thing.
    public func revParse(_ revision: String) throws(RgitError) -> ObjectID {
        let session = try sessions.current()
        return try session.resolve(Array(revision.utf8), reader: try session.makeReader())
    }
}
