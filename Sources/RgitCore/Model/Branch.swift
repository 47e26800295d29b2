// A branch as people and programs see it: GitPython's `Head` and `RemoteReference`, as one value.

import GitObjects
import Records

/// A local or remote-tracking branch with its last commit and its distance to others.
public struct Branch: Record, Hashable, Codable {
    /// How many commits one branch has that another has not, and the other way round.
    public struct Distance: Hashable, Codable, Sendable {
        /// The commits the branch has and the other has not.
        public var ahead: Int
        /// The commits the other has and the branch has not.
        public var behind: Int

        /// Pairs two counts.
        public init(ahead: Int, behind: Int) {
            self.ahead = ahead
            self.behind = behind
        }
    }

    /// How the base has what a branch changed.
    public enum MergedHow: String, Hashable, Codable, Sendable, CaseIterable {
        /// The base reaches all of its commits.
        case ancestor
        /// The base has a commit with the same patch for each of its commits that is no merge, or one with the patch of all
        /// of them together.
        case patchID = "patch-id"
        /// Every file it changed is in the base as it left it.
        case tree
    }

    /// The name without `refs/heads/` or `refs/remotes/`.
    public var name: Text
    /// The full name.
    public var path: Text
    /// The commit it points to.
    public var hexsha: ObjectID
    /// Whether it is checked out in this working tree.
    public var isHead: Bool
    /// Whether it is a remote-tracking branch.
    public var isRemote: Bool
    /// The full name of the branch a symbolic one such as `origin/HEAD` points to.
    public var symbolicTarget: Text?
    /// The full name of the reference that it follows; `nil` where none is configured.
    public var trackingBranch: Text?
    /// Whether it follows a reference that does not exist any more.
    public var upstreamGone: Bool
    /// The distance to the branch it follows; `nil` where there is none, or history could not be read.
    public var upstreamDistance: Distance?
    /// What `baseDistance` is counted against, as asked or found; `nil` where there is no base.
    public var base: Text?
    /// The distance to the base; `nil` where there is none, or history could not be read.
    public var baseDistance: Distance?
    /// Whether the base reaches all of it; `nil` where that is not known.
    public var isMerged: Bool? { baseDistance.map { $0.ahead == 0 } }
    /// How the base has what it changed, also where its commits were squashed or picked; `nil` where it has not, where there
    /// is no base, and where this was not asked for.
    public var mergedHow: MergedHow?
    /// Who wrote its last commit, as recorded.
    public var author: Signature
    /// Who committed its last commit, as recorded.
    public var committer: Signature
    /// The subject of its last commit.
    public var summary: Text

    /// The parts of a branch that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Author, committer and summary.
        public static let commit = Parts(rawValue: 1)
        /// The distance to the upstream.
        public static let upstreamDistance = Parts(rawValue: 2)
        /// The distance to the base.
        public static let baseDistance = Parts(rawValue: 4)
        /// How the base has what it changed, which is costly.
        public static let mergedHow = Parts(rawValue: 8)
        /// All of them.
        public static let all = Parts(rawValue: 15)
    }
}
