// Answers `rgit coupling`: which paths commits list together.

import GitObjects
import Records

/// The files that change together, by the names that `git log --no-merges --no-renames --name-only` lists.
package struct CouplingQuery: Query {
    package typealias Row = CoupledPaths

    package let context: QueryContext
    private let request: CouplingRequest

    package init(_ request: CouplingRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static var sumsCommits: Bool { true }
    package static func ranking(of request: CouplingRequest) -> [String] { ["-shared", "-degree"] }
    package static func limitsCommits(_ request: CouplingRequest) -> Bool {
        request.counted.history.maxCount != nil
    }
    package static func whyEmpty(_ request: CouplingRequest) -> String {
        "no pair reaches --min-commits and --min-shared"
    }

    package func run(_ receiver: RowReceiver<CouplingQuery>) async throws -> Answer<CountedSummary> {
        var request = request
        request.counted.history.follow = false
        if let path = request.path {
            request.path = try NamedPaths(context.session.layout).path(path).withoutTrailingSlashes
        }
        var tally = CouplingTally(
            request,
            excluded: try ExcludedPaths(context.session, attributes: request.counted.excludedAttributes))
        var changes = try CountedWalk(request.counted, countsLines: false, in: context)
        try await changes.walk(
            begin: { tally.begin($1) }, visit: { change, _ in tally.add(change.path) })
        changes.leaveOut(paths: tally.excludedPaths)
        var answer = Answer(changes.summary, from: context.session)
        answer.summary.largeCommits = tally.largeCommits
        answer.warnings = changes.warnings
        answer.problems = changes.problems
        answer.omissions = answer.summary.omissions
        try await receiver.take(tally.pairs(request), of: answer)
        return answer
    }
}

extension [UInt8] {
    fileprivate var withoutTrailingSlashes: [UInt8] {
        var path = self
        while path.last == 0x2f { path.removeLast() }
        return path
    }
}
