// Questions about the repository itself: what it is, where HEAD is, and its settings.

extension Repo {
    /// The repository at a glance (GitPython's `working_tree_dir`, `active_branch`, `remotes`, `description`, …).
    ///
    ///     let info = try await repo.info(.remotes)
    ///     print(info.activeBranch ?? "detached", info.remotes.first?.url ?? "")
    ///
    /// How large the history is, with what git-sizer finds a reason for concern, is looked up only by name:
    ///
    ///     for concern in try await repo.info(.history).history?.concerns ?? [] { print(concern.measure, concern.level) }
    ///
    /// - Parameter parts: What is looked up beyond what opening the repository reads anyway; the rest is `nil` or empty.
    /// - Throws: `RgitError` where a part that was asked for cannot be read.
    public func info(_ parts: RepositoryInfo.Parts = .all) async throws -> RepositoryInfo {
        try await answer { try await $0.info(parts) }
    }

    /// The variables of the configuration with the places they are set at (GitPython's `config_reader()`,
    /// `git config --list`).
    ///
    ///     for variable in try await repo.configReader() { print(variable.key, variable.value ?? "true") }
    ///
    /// - Parameters:
    ///   - key: The full name of a variable, all of whose values are wanted, the one in force last; `nil` for all variables.
    ///   - type: What values are taken for; those that are none of it are among the `problems` of the answer.
    /// - Throws: `RgitError` of kind `.usage` for a name that no variable can have.
    public func configReader(
        _ key: String? = nil, type: ConfigRequest.ValueType? = nil
    ) async throws -> ConfigVariables {
        var request = ConfigRequest()
        request.key = key.map { Array($0.utf8) }
        request.all = true
        request.type = type
        return try await answer { [request] session in try await session.config(request) }
    }
}
