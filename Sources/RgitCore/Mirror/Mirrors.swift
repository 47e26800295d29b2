// The library's way to mirror repositories.

import Records

/// Bare mirrors of many repositories in one folder, kept by the installed git (GitPython's
/// `Repo.clone_from(url, to_path, mirror=True)` and `repo.remotes.origin.fetch()`, side by side).
///
///     let mirrors = try await Mirrors.update(["https://example.com/one.git"], into: "/srv/mirrors")
///     for mirror in mirrors where mirror.state == .failed { print(mirror.url, mirror.error ?? "") }
public enum Mirrors {
    /// Clones what is not there yet and fetches what is.
    ///
    /// It writes into `directory` alone. A mirror is at
    /// `HOST/PATH.git` below it; its file `mirror.json` has the URLs and states of all of them. No hook runs, submodules are not
    /// followed, git asks nothing and uses the credentials that it has.
    ///
    /// - Parameters:
    ///   - urls: The URLs, in every form that git takes; one that is given again counts once.
    ///   - directory: The folder; made where there is none.
    ///   - options: How they are mirrored.
    ///   - environment: The variables and the working directory that git gets; `nil` for those of this process.
    ///   - progress: Advanced by one for each mirror.
    /// - Returns: A row a mirror, in the order of the URLs; those that failed are named among `problems`, too.
    /// - Throws: `RgitError` of kind `.io` where there is no git, or the folder cannot be written to; `CancellationError`
    ///   where the task was cancelled: git has ended then, and nothing is half done.
    public static func update(
        _ urls: [String], into directory: String, options: MirrorOptions = MirrorOptions(),
        environment: ProcessEnvironment? = nil, progress: ProgressMeter? = nil
    ) async throws -> MirroredRepositories {
        guard let stop = StopSignal() else {
            throw RgitError(.io, "cannot make a pipe", "the limit on open files is reached")
        }
        let run = try MirrorRun(
            urls.map { Array($0.utf8) }, into: Array(directory.utf8), options,
            environment: environment ?? .current(), progress: progress, stop: stop)
        var rows: [MirroredRepository] = []
        let answer = try await run.run { rows.append($0) }
        return QueryRows(rows: rows, answer: answer)
    }
}

/// Mirrors in the order of their URLs, and what became of them.
public typealias MirroredRepositories = QueryRows<MirroredRepository, MirrorSummary>
