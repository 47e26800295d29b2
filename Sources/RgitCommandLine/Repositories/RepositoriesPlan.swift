// What is asked of each of several repositories, and what is printed of it: decided once, before any is opened.

import Records
import RgitCore

/// How a request is asked of several repositories.
struct RepositoriesPlan<Q: Query>: Sendable {
    typealias Choice = RowChoice<RepositoryRow<Q.Row>, RepositoriesSummary>

    /// What each is asked.
    let request: Q.Request
    /// Whether the rows are added up rather than listed.
    let addsUp: Bool
    /// Whether the answer is a number, which is added up.
    let sumsLines: Bool
    let documents: RepositoriesShape<Q>
    /// What prints a member of each repository's document in place of rows.
    var member: ValueEncoder<Answer<Q.Summary>>?
    private let choice: Choice

    var selection: FieldSelection<RepositoryRow<Q.Row>> { choice.selection }
    var order: RowOrder<RepositoryRow<Q.Row>> { choice.order }
    var renderer: RowRenderer<RepositoryRow<Q.Row>>? { choice.renderer }
    /// What prints a member of the document of all in place of rows.
    var summedMember: ValueEncoder<RepositoriesSummary>? { member == nil ? choice.member : nil }
    /// The parts of a row that have to be loaded.
    var parts: Q.Row.Parts { choice.parts }
    /// What the list of rows is called.
    var rowsName: String? { documents.hasOneRow ? nil : Q.rowsName(of: request) }

    /// Plans; throws a usage error where several repositories cannot be asked so.
    init(_ asked: Q.Request, _ options: GlobalOptions) throws(RgitError) {
        var options = options
        var asked = asked
        let addsUp = Q.addsUp(asked) && !options.keepsRepositoriesApart
        let isBare =
            options.fields == nil && options.value == nil && options.sort.isEmpty && options.top == nil
        switch Q.textForm(of: asked) {
        case nil: sumsLines = false
        case .line where options.format == .table && isBare: sumsLines = true
        case .line, .document:
            throw RgitError(
                .usage, "this format names no repository and does not go with", Self.option(options))
        }
        if options.format == .table, isBare, Q.printsPatches(asked) {
            throw RgitError(
                .usage, "patches as text name no repository and do not go with", Self.option(options),
                hint: "'--json' has them")
        }
        let documents = RepositoriesShape<Q>(asked)
        // Names of fields order the rows of all repositories; git's other keys only those of each.
        if !options.sort.isEmpty, (try? documents.shape.order(options.sort)) == nil,
            let sorted = Q.request(asked, sortedBy: options.sort)
        {
            asked = sorted
            options.sort = []
        }
        if options.top != nil, options.sort.isEmpty, !addsUp { options.sort = Q.ranking(of: asked) }
        if let name = options.value, let own = documents.member(name) {
            let end: UInt8 = options.nulTerminated ? 0 : 0x0a
            member = ValueEncoder(own, terminator: end, splitsLists: true)
            options.value = "failures"
        }
        func choose(_ request: Q.Request) throws(RgitError) -> Choice {
            let own = Q.demandedFields(of: request, for: options.format == .table ? .table : .data)
            return try Choice(
                of: RepositoriesShape<Q>(request).shape, options,
                ignoringCase: Q.sortsIgnoringCase(request), including: addsUp ? own : own.union(["repo"]))
        }
        // The fields say what is loaded, and what is loaded may turn the request into another.
        let request = Q.request(asked, selecting: try choose(asked).parts)
        self.documents = RepositoriesShape(request)
        self.request = request
        self.addsUp = addsUp
        choice = try choose(request)
    }

    private static func option(_ options: GlobalOptions) -> String {
        options.repositories.first?.option ?? "--repo"
    }
}
