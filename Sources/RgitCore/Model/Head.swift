// Where HEAD is: GitPython's `repo.head`, as a value.

import GitObjects
import Records

/// Where HEAD is: on a branch that exists, on one without commits, or on a commit itself.
public struct Head: Hashable, Codable, Sendable {
    /// The full name of the branch HEAD is on, such as `refs/heads/main`; `nil` when it is detached.
    public let referenceName: Text?
    /// The commit; `nil` when the branch has none yet.
    public let id: ObjectID?

    /// Whether HEAD names a commit rather than a branch.
    public var isDetached: Bool { referenceName == nil }
    /// Whether the branch HEAD is on has no commit yet.
    public var isUnborn: Bool { id == nil }

    /// The name of the branch HEAD is on, without `refs/heads/` (GitPython's `repo.active_branch.name`); `nil` when it is
    /// detached.
    public var branchName: Text? {
        guard let bytes = referenceName?.bytes else { return nil }
        return Text(bytes.after("refs/heads/") ?? bytes)
    }

    /// Reads HEAD.
    init(_ references: ReferenceStore) throws(RgitError) {
        let name = Array("HEAD".utf8)
        guard let end = try references.follow(name), !end.isBroken else {
            throw RgitError(.damaged, "broken reference", name)
        }
        referenceName = end.isSymbolic ? Text(end.name) : nil
        id = end.id
    }
}
