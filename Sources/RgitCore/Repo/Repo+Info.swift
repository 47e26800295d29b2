// Questions about the repository itself: what it is, and where HEAD is.

extension Repo {
    /// The repository at a glance (GitPython's `working_tree_dir`, `active_branch`, `remotes`, `description`, …).
    ///
    ///     let info = try await repo.info(.remotes)
    ///     print(info.activeBranch ?? "detached", info.remotes.first?.url ?? "")
    ///
    /// - Parameter parts: What is looked up beyond what opening the repository reads anyway; the rest is `nil` or empty.
    /// - Throws: `RgitError` where a part that was asked for cannot be read.
    public func info(_ parts: RepositoryInfo.Parts = .all) async throws -> RepositoryInfo {
        try await answer { try await $0.info(parts) }
    }
}
