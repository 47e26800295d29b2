// The paths that a range changes and the people who made it, for `rgit owners --for`.

import GitObjects
import Records

/// A range of commits as a reviewer sees it.
struct ChangedPaths {
    /// The commit that the range begins at: its merge base for `A...B`.
    let base: ObjectID
    /// The paths of `base` that the range changes or deletes.
    let paths: [[UInt8]]
    /// Who wrote the commits of the range, after the mailmap.
    let authors: Set<Actor>
    /// What could not be read.
    let problems: [RgitError]

    /// Resolves `range`.
    ///
    /// - Throws: `usage` for anything but a range.
    init(_ range: [UInt8], useMailmap: Bool, in context: QueryContext) async throws {
        let session = context.session
        let reader = try session.makeReader()
        let set = try RevisionSet.resolve(
            items: [.word(range)], paths: [], session: session, reader: reader)
        guard let base = set.negative.first, let tip = set.positive.last else {
            throw RgitError(.usage, "not a range", range, hint: "Write it as A..B, or as A...B.")
        }
        self.base = base
        let changes = try TreeDiff.changes(
            from: reader.commitLinks(base).tree, to: reader.commitLinks(tip).tree, reader: reader)
        paths = changes.compactMap { $0.old == nil ? nil : $0.path }
        var people = ContributorsRequest()
        people.history.items = [.word(Array("\(base)..\(tip)".utf8))]
        people.history.paths = []
        people.history.useMailmap = useMailmap
        let (rows, answer) = try await ContributorsQuery.run(people, parts: [], in: context).collect()
        authors = Set(rows.map { Actor(name: $0.name, email: $0.email ?? "") })
        problems = answer.problems
    }
}
