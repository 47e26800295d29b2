// What a partial clone lacks, said once: how many objects, and the command that fetches them.

import GitObjects
import Records

/// The objects that a question needs and a partial clone has not fetched.
struct MissingObjects {
    private let session: Session

    /// Speaks for a repository; `nil` where it is no partial clone.
    init?(_ session: Session) {
        guard session.isPartialClone else { return nil }
        self.session = session
    }

    /// Problems with all missing objects in the place of the first.
    func summarized(_ problems: [RgitError]) -> [RgitError] {
        var missing: Set<ObjectID> = []
        for problem in problems where problem.kind == .missingObject {
            if let object = problem.object { missing.insert(object) }
        }
        guard !missing.isEmpty else { return problems }
        var summarized: [RgitError] = []
        var isNamed = false
        for problem in problems {
            if problem.kind != .missingObject || problem.object == nil {
                summarized.append(problem)
            } else if !isNamed {
                summarized.append(error(missing.count))
                isNamed = true
            }
        }
        return summarized
    }

    /// An error that ends a question, with the command where it is about a missing object.
    func explained(_ error: RgitError) -> RgitError {
        guard error.kind == .missingObject, error.object != nil, error.hint == nil else { return error }
        var error = error
        error.hint = hint
        return error
    }

    private func error(_ count: Int) -> RgitError {
        RgitError(
            .missingObject, "not fetched by this partial clone", count == 1 ? "1 object" : "\(count) objects",
            hint: hint)
    }

    private var hint: String {
        let remote = session.promisorRemote.map { " \(Text($0))" } ?? ""
        return "Fetch all that is missing with 'git fetch --refetch --no-filter\(remote)'."
    }
}
