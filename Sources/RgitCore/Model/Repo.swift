// A repository as the library's users see it: opened once, shared by all workers, asked for everything else.

import GitObjects

/// A git repository, opened for reading (GitPython's `Repo`).
///
/// Opening reads the configuration and no object. A `Repo` never changes, and may be shared between threads; each
/// worker takes an ``ObjectReader`` of its own with ``makeReader()``.
public final class Repo: Sendable {
    /// The process the question is asked from.
    public let environment: ProcessEnvironment
    /// Where the repository's parts lie.
    public let layout: RepositoryLayout
    /// The settings in force.
    public let config: Configuration

    /// Opens the repository at or above `path`, as git finds it.
    ///
    /// - Parameters:
    ///   - path: Where to start looking, relative to the environment's working directory.
    ///   - environment: The variables git heeds (`GIT_DIR`, `GIT_CEILING_DIRECTORIES`, `HOME`, …).
    ///   - gitDirectory: The git directory itself (`--git-dir`), stronger than `GIT_DIR`.
    /// - Throws: `RgitError` of kind `.repository`, `.unsafeRepository`, `.unsupported`, `.damaged` or `.io`.
    public init(
        _ path: [UInt8], environment: ProcessEnvironment, gitDirectory: [UInt8]? = nil
    ) throws(RgitError) {
        self.environment = environment
        let layout = try Discovery.layout(path: path, environment: environment, gitDirectory: gitDirectory)
        self.layout = layout
        let format = try ConfigLoader.loadFile(
            layout.commonDirectory.appendingPath("config"), environment: environment)
        let ownFile =
            try format.bool("extensions.worktreeconfig") == true
            ? layout.gitDirectory.appendingPath("config.worktree") : nil
        config = try ConfigLoader.load(
            environment: environment, gitDirectory: layout.gitDirectory,
            commonDirectory: layout.commonDirectory, worktreeFile: ownFile, branch: nil)
    }

    /// Opens the repository at or above `path`.
    public convenience init(
        _ path: String, environment: ProcessEnvironment, gitDirectory: [UInt8]? = nil
    ) throws(RgitError) {
        try self.init(Array(path.utf8), environment: environment, gitDirectory: gitDirectory)
    }

    /// Makes a reader of objects for one worker. Replacements (`refs/replace/`) are followed by it.
    public func makeReader() throws(RgitError) -> ObjectReader {
        ObjectReader(backend: try Libgit2Backend(layout: layout), replacements: replacements)
    }

    /// What stands in for an object wherever its name is met.
    public var replacements: [ObjectID: ObjectID] { [:] }
    /// The commits whose parents a shallow clone has left out.
    public var shallowCommits: Set<ObjectID> { [] }
    /// The parents `info/grafts` gives to commits instead of those recorded.
    public var grafts: [ObjectID: [ObjectID]] { [:] }
}
