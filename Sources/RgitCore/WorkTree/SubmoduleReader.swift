// Reads submodules of the working tree: which commit they are at, and whether they have changes of their own.

import GitObjects

/// Reads the submodules of one repository.
struct SubmoduleReader {
    /// Submodules inside of submodules are followed this far.
    static let maximumDepth = 32

    let settings: SubmoduleSettings
    private let environment: ProcessEnvironment
    let depth: Int

    /// Reads submodules of a repository that is itself `depth` submodules deep.
    init(_ session: Session, settings: SubmoduleSettings, depth: Int) {
        self.settings = settings
        self.depth = depth
        environment = session.environment
    }

    /// The commit the repository at `path` is at; `nil` when there is none, or it has no commit.
    func head(at path: [UInt8]) -> ObjectID? {
        // git treats a submodule it cannot read as one that is not checked out.
        guard let session = try? open(path), let head = try? session.head else { return nil }
        return head.id
    }

    /// Whether index or working tree of the submodule differ from its commit, untracked files left aside.
    func isModified(at path: [UInt8]) throws(RgitError) -> Bool {
        guard let session = try open(path) else { return false }
        guard depth < SubmoduleReader.maximumDepth else {
            throw RgitError(.unsupported, "submodules nested too deep", path)
        }
        return try WorkTreeDiff.isModified(session, depth: depth + 1)
    }

    /// The repository whose working tree is exactly at `path`; `nil` when there is none.
    func open(_ path: [UInt8]) throws(RgitError) -> Session? {
        guard FileSystem.exists(path.appendingPath(".git")) else { return nil }
        var environment = environment.forAnotherRepository
        // The search for a repository must not leave the submodule.
        environment.variables["GIT_CEILING_DIRECTORIES"] = path.parentPath
        environment.workingDirectory = path
        return try Session(path, environment: environment)
    }
}
