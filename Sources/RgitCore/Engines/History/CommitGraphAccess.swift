// The commit-graph as the loaders of a session share it: opened once, and what is wrong with it reported once.

import GitObjects
import Synchronization

/// A commit-graph that may be damaged.
///
/// There is one treatment everywhere: where the graph cannot say what a commit is, the object answers in its place, and
/// the problem is named with the first commit at which it was found. Answers are complete with it, and `problems` says
/// that they took longer.
final class CommitGraphAccess: Sendable {
    /// The graph; `nil` where there is none, or none that can be used.
    let graph: CommitGraph?
    private let found: Mutex<[RgitError]>

    /// Shares a graph, and what was wrong when it was opened.
    init(_ graph: CommitGraph?, problems: [RgitError] = []) {
        self.graph = graph
        found = Mutex(problems)
    }

    /// What has been wrong so far, each kind of problem once.
    var problems: [RgitError] { found.withLock { $0 } }

    /// Notes what the graph could not say of a commit.
    func note(_ error: GitObjectError, of commit: ObjectID) {
        found.withLock { found in
            guard !found.contains(where: { $0.what == error.what }) else { return }
            var named = error
            named.object = error.object ?? commit
            found.append(RgitError(named))
        }
    }
}
