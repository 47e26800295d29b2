// Finds the first commit of each person of a history.

import GitObjects
import Records

/// The first commits of persons: by the author's date, and of several with one date the one that git log shows last.
struct FirstCommits {
    private let context: QueryContext
    private var found: [[UInt8]: ObjectID] = [:]
    /// All commits that were looked at, and their people as far as these are known without reading commits again.
    private(set) var table = CommitTable()
    private(set) var people: CommitPeople?
    /// What could not be read.
    private(set) var problems: [RgitError] = []

    /// Looks at everything that `tips` reach.
    init(_ tips: [ObjectID], useMailmap: Bool?, in context: QueryContext) async throws {
        self.context = context
        var history = HistoryRequest()
        history.items = tips.map { .word($0.hex) }
        history.paths = []
        let session = context.session
        let reader = try session.makeReader()
        var selection = try selection(of: history)
        var authors = CommitAuthors(
            session, mailmap: useMailmap ?? true ? session.mailmap(reader) : Mailmap(), marksBots: false,
            context.sharding)
        var firsts: [Int: (date: Int64, id: ObjectID)] = [:]
        context.progress?.begin("Looking for first commits")
        while true {
            let batch = try await selection.next(1 << 16)
            if batch.isEmpty { break }
            for (commit, author) in zip(batch, try await authors.read(batch, selection.people)) {
                switch author {
                case .failure(let problem): problems.append(problem)
                case .success(let written):
                    guard let date = written.authored?.seconds else { continue }
                    if firsts[written.author].map({ date <= $0.date }) ?? true {
                        firsts[written.author] = (date, commit.id)
                    }
                }
            }
            context.progress?.advance(by: batch.count)
        }
        problems += selection.problems
        (table, people) = (selection.table, selection.people)
        for (person, first) in firsts { found[authors.persons.keys[person]] = first.id }
    }

    /// Those of `rows`, which are persons, whose first commit is selected by `history`.
    func newcomers(_ rows: [Contributor], in history: HistoryRequest) async throws -> [Contributor] {
        var selection = try selection(of: history)
        var selected: Set<ObjectID> = []
        while true {
            let batch = try await selection.next(1 << 16)
            if batch.isEmpty { break }
            selected.formUnion(batch.map(\.id))
        }
        return rows.filter { row in
            first(name: row.name.bytes, email: row.email?.bytes ?? []).map(selected.contains) ?? false
        }
    }

    /// The first commit of a person.
    func first(name: [UInt8], email: [UInt8]) -> ObjectID? { found[name + [0x0a] + email] }

    private func selection(of history: HistoryRequest) throws(RgitError) -> CommitSelection {
        let session = context.session
        let reader = try session.makeReader()
        return try CommitSelection(
            session: session, request: history, reader: reader,
            mailmap: session.mailmap(of: history, reader), following: CommitSelection.Following(),
            wantsPeople: true, sharding: context.sharding)
    }
}
