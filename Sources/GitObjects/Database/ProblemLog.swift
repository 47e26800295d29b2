// The problems of an object store that do not belong to one object, each recorded once for the query to report.

import Synchronization

/// What was wrong with the files of an object store, in the order it was found; shared by all workers.
final class ProblemLog: Sendable {
    /// A store with more damaged files than this is described well enough by the first of them.
    private static let maximumCount = 1_000

    private let problems = Mutex<[GitObjectError]>([])

    /// All that was found so far.
    var all: [GitObjectError] { problems.withLock { $0 } }

    /// Adds a problem, unless the same was found in the same file before: every worker opens files for itself.
    func add(_ problem: GitObjectError) {
        problems.withLock { problems in
            guard problems.count < ProblemLog.maximumCount,
                !problems.contains(where: { $0.file == problem.file && $0.what == problem.what })
            else { return }
            problems.append(problem)
        }
    }
}
