// The library's face: a repository as GitPython's `Repo` has it, strings in and values out.

/// A git repository that can be asked questions (GitPython's `Repo`).
public struct Repo: Sendable {
    /// What is open of the repository.
    let session: Session

    /// Opens the repository at or above `path`.
    ///
    /// - Throws: `RgitError` of kind `.repository`, `.unsafeRepository`, `.unsupported`, `.damaged` or `.io`.
    public init(
        _ path: String = ".", environment: ProcessEnvironment = .current()
    ) throws(RgitError) {
        session = try Session(path, environment: environment)
    }
}
