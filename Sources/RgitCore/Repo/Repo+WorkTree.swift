// Questions about the working tree: what is ignored, and what attributes say.

import Records

extension Repo {
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
