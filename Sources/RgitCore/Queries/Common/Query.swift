// The protocol of every query: a request goes in, rows and an answer come out.

import Records

/// The context of a query besides its request.
package struct QueryContext: Sendable {
    /// The open repository.
    package let session: Session
    /// How the work is shared among workers.
    package let sharding: Sharding
    /// How far the work is; advanced by the query.
    package let progress: ProgressMeter?

    /// A context for an open repository.
    package init(session: Session, sharding: Sharding, progress: ProgressMeter? = nil) {
        self.session = session
        self.sharding = sharding
        self.progress = progress
    }
}

/// A query of a repository.
///
/// Every folder under Queries holds one: its request, its fields, its result, and the query that turns the one into the
/// other. What a field needs is stated by the field; the union of the selected fields' needs reaches the query as
/// `parts`, and the query loads nothing else.
package protocol Query: Sendable {
    /// What is asked.
    associatedtype Request: Hashable, Codable, Sendable
    /// One row of the answer.
    associatedtype Row: Record
    /// The values of the document around the rows.
    associatedtype Summary: Record

    /// The rows, their fields and the members of the document, as the request makes them.
    static func shape(of request: Request) -> DocumentShape<Row, Answer<Summary>>
    /// The name the document has for its list of rows; `nil` for the shape's first.
    static func rowsName(of request: Request) -> String?
    /// The fields and groups on demand that the request asks for, where rows are written for `purpose`.
    static func demandedFields(of request: Request, for purpose: FieldSelection<Row>.Purpose) -> Set<String>
    /// The request with what depends on the repository decided, such as which words are revisions and which are files.
    static func settled(_ request: Request, in session: Session) throws(RgitError) -> Request
    /// The request that puts rows in the order of `--sort` keys, the first counting most; `nil` where the order of fields is
    /// all there is to them.
    static func request(_ request: Request, sortedBy keys: [String]) -> Request?
    /// The request that the selected parts amount to.
    static func request(_ request: Request, selecting parts: Row.Parts) -> Request
    /// Which format of git's own the request asks for in place of rows; `nil` for rows.
    static func textForm(of request: Request) -> TextForm?
    /// Which format of git's own the request asks for in place of a table, where no fields are chosen; `nil` for a table.
    static func tableForm(of request: Request) -> TextForm?
    /// Whether that is patches.
    static func printsPatches(_ request: Request) -> Bool
    /// Whether text is compared without regard to case where rows are sorted.
    static func sortsIgnoringCase(_ request: Request) -> Bool
    /// Whether the rows are sums of commits, for which a limit on commits is easily taken for one on rows.
    static var sumsCommits: Bool { get }
    /// Whether the request limits the number of commits that are read.
    static func limitsCommits(_ request: Request) -> Bool
    /// The lines that `--fail-over` counts; `nil` where a command has none.
    static func lines(of summary: Summary) -> Int?
    /// Whether the answer is no, which is exit status 1.
    static func isNo(_ summary: Summary, hasRows: Bool) -> Bool
    /// Whether the exit status is all that a table would say.
    static var printsNoTable: Bool { get }
    /// Why there may be no rows, for people: one line without a full stop.
    static func whyEmpty(_ request: Request) -> String
    /// Whether rows are found one after the other, so that the first can be shown while later ones are looked for.
    static var streams: Bool { get }
    /// What has to be said below a table for it to be understood, each a line without a full stop.
    static func notes(on summary: Summary, _ request: Request) -> [String]
    /// The rows that a table shows below the others.
    static func totals(of summary: Summary, _ request: Request) -> [Row]

    /// What is counted of one repository where the rows of several are added up; `Never` where they are listed.
    associatedtype Tally: Sendable = Never
    /// Whether the rows of several repositories are added up: their keys mean the same in all of them, as people and
    /// periods do and paths do not.
    static func addsUp(_ request: Request) -> Bool
    /// The `--sort` keys that make the ranking that rows are in; empty where they are no ranking.
    ///
    /// `--top` of several repositories whose rows are listed one repository after the other goes by them.
    static func ranking(of request: Request) -> [String]
    /// Adds what was counted of another repository.
    static func add(_ other: Tally, to tally: inout Tally)
    /// The rows of what was counted, and the answer with its sums, `answer` being what is known besides.
    static func rows(
        of tally: Tally, _ request: Request, _ answer: Answer<Summary>
    ) -> (rows: [Row], answer: Answer<Summary>)
    /// Counts without making rows; the answer has what went wrong, and no sums.
    func tally() async throws -> (tally: Tally, answer: Answer<Summary>)

    /// The repository that is asked, and how.
    var context: QueryContext { get }

    /// Asks; only the `parts` of rows are loaded.
    init(_ request: Request, parts: Row.Parts, in context: QueryContext)

    /// Finds the answer and hands its rows to `receiver`, in order.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of an answer that was
    ///   otherwise given is among its problems.
    func run(_ receiver: RowReceiver<Self>) async throws -> Answer<Summary>

    /// Finds the answer and writes it in the format of `textForm`.
    func write(_ output: (_ bytes: [UInt8]) async throws -> Void) async throws -> Answer<Summary>
}

/// A format of git's own that takes the place of rows.
package enum TextForm: Sendable {
    /// One line, such as a number.
    case line
    /// Any number of lines.
    case document
}

extension Query {
    package static func rowsName(of request: Request) -> String? { nil }
    package static func demandedFields(
        of request: Request, for purpose: FieldSelection<Row>.Purpose
    ) -> Set<String> { [] }
    package static func settled(_ request: Request, in session: Session) throws(RgitError) -> Request {
        request
    }
    package static func request(_ request: Request, selecting parts: Row.Parts) -> Request { request }
    package static func request(_ request: Request, sortedBy keys: [String]) -> Request? { nil }
    package static func textForm(of request: Request) -> TextForm? { nil }
    package static func tableForm(of request: Request) -> TextForm? { nil }
    package static func printsPatches(_ request: Request) -> Bool { false }
    package static func totals(of summary: Summary, _ request: Request) -> [Row] { [] }
    package static func sortsIgnoringCase(_ request: Request) -> Bool { false }
    package static var streams: Bool { false }
    package static func notes(on summary: Summary, _ request: Request) -> [String] { [] }
    package static var sumsCommits: Bool { false }
    package static func limitsCommits(_ request: Request) -> Bool { false }
    package static func lines(of summary: Summary) -> Int? { nil }
    package static func isNo(_ summary: Summary, hasRows: Bool) -> Bool { false }
    package static var printsNoTable: Bool { false }
    package static func whyEmpty(_ request: Request) -> String { "nothing to show" }
    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<Summary> {
        throw RgitError(.unsupported, "this question has no other format")
    }
}

extension Query {
    package static func addsUp(_ request: Request) -> Bool { false }
    package static func ranking(of request: Request) -> [String] { [] }
}

extension Query where Tally == Never {
    package static func add(_ other: Never, to tally: inout Never) {}
    package static func rows(
        of tally: Never, _ request: Request, _ answer: Answer<Summary>
    ) -> (rows: [Row], answer: Answer<Summary>) {}
    package func tally() async throws -> (tally: Never, answer: Answer<Summary>) {
        throw RgitError(.unsupported, "the rows of several repositories cannot be added up")
    }
}

/// Where a query's rows go: prepared on any worker, received in order.
///
/// `Prepared` is what a row becomes before it is received: its bytes for a document, the row itself for a caller.
package struct RowReceiver<Q: Query> {
    /// Called once, before the first row, with what is known by then.
    package let begin: (Answer<Q.Summary>) async throws -> Void
    /// Turns rows into what is received; called by any worker, on several batches at once.
    package let prepare: @Sendable (ArraySlice<Q.Row>) throws -> any Sendable
    /// Takes what `prepare` made of a batch, in the order of the rows. While it suspends, workers stop after a bounded
    /// number of batches.
    package let receive: (any Sendable) async throws -> Void

    /// Receives rows in a prepared form.
    package init<Prepared: Sendable>(
        begin: @escaping (Answer<Q.Summary>) async throws -> Void = { _ in },
        prepare: @escaping @Sendable (ArraySlice<Q.Row>) throws -> Prepared,
        receive: @escaping (Prepared) async throws -> Void
    ) {
        self.begin = begin
        self.prepare = { try prepare($0) }
        self.receive = { batch in
            // What `prepare` made is what comes back.
            if let batch = batch as? Prepared { try await receive(batch) }
        }
    }

    /// Hands on rows that are all at hand.
    func take(_ rows: [Q.Row], of answer: Answer<Q.Summary>) async throws {
        try await begin(answer)
        for start in stride(from: 0, to: rows.count, by: 1024) {
            try await receive(prepare(rows[start..<min(rows.count, start + 1024)]))
        }
    }

    /// Hands on the rows of `count` items, which workers make and prepare a range at a time, so that they are never in memory
    /// together.
    func take(
        count: Int, of answer: Answer<Q.Summary>, _ sharding: Sharding,
        rows: @escaping @Sendable (Range<Int>) -> [Q.Row]
    ) async throws {
        try await begin(answer)
        let prepare = prepare
        try await sharding.orderedChunks(
            count: count, size: 1024, makeWorker: {},
            compute: { _, range in try prepare(rows(range)[...]) }, consume: receive)
    }
}

extension DocumentShape {
    /// Describes the answer to a query, whose documents all begin with `shallow`.
    init<Q: Query>(
        _ query: Q.Type = Q.self, name: String, rows: String..., rowHelp: String, fields: [Field<Row>],
        groups: [NullableGroup<Row>] = [], aliases: [String: String] = [:],
        elementFields: [Field<Row>] = [], bar: String? = nil, head: [Field<Q.Summary>] = [],
        tail: [Field<Q.Summary>] = []
    ) where Row == Q.Row, Summary == Answer<Q.Summary> {
        let shallow = Field<Answer<Q.Summary>>(
            "shallow", .boolean, help: "Whether the history ends early, at the boundary of a shallow clone."
        ) { $1.bool($0.isShallow) }
        let omitted = Field<Answer<Q.Summary>>(
            "omitted", .integer, help: "How many rows --top left out."
        ) { $1.integer($0.omitted) }
        self.init(
            name: name, rows: rows, rowHelp: rowHelp, fields: fields, groups: groups, aliases: aliases,
            elementFields: elementFields, bar: bar,
            // Where the document is the one row, its fields are all there is.
            // No key path, which takes longer to make than all the rest.
            head: (rows.isEmpty ? [] : [shallow]) + head.map { $0.lifted { answer in answer.summary } },
            tail: tail.map { $0.lifted { answer in answer.summary } } + (rows.isEmpty ? [] : [omitted]))
    }
}
