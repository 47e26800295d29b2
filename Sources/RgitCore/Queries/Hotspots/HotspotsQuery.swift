// Answers `rgit hotspots`: counts what each commit changed, and looks at what HEAD has of it.

import GitObjects
import Records

/// The files that change most (`git log --no-merges --no-renames --numstat`, summed by file).
package struct HotspotsQuery: Query {
    package typealias Row = Hotspot

    package let context: QueryContext
    private let request: HotspotsRequest
    private let parts: Hotspot.Parts

    package init(_ request: HotspotsRequest, parts: Hotspot.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func demandedFields(
        of request: HotspotsRequest, for purpose: FieldSelection<Hotspot>.Purpose
    ) -> Set<String> {
        switch request.key {
        case .file: request.follow ? ["path", "aliases"] : ["path"]
        case .directory: ["directory"]
        case .extension: ["extension"]
        }
    }

    /// What the list of rows is called.
    package static func rowsName(of request: HotspotsRequest) -> String? {
        switch request.key {
        case .file: "files"
        case .directory: "directories"
        case .extension: "extensions"
        }
    }

    package static var sumsCommits: Bool { true }
    package static func ranking(of request: HotspotsRequest) -> [String] { ["-commits", "-lines"] }
    package static func limitsCommits(_ request: HotspotsRequest) -> Bool {
        request.counted.history.maxCount != nil
    }
    package static func whyEmpty(_ request: HotspotsRequest) -> String { request.counted.history.whyEmpty }

    package func run(_ receiver: RowReceiver<HotspotsQuery>) async throws -> Answer<CountedSummary> {
        let session = context.session
        var counted = request.counted
        counted.history.follow = false
        if request.follow, counted.diff.renames == DiffOptions.Renames.none {
            counted.diff.renames = .renames
        }
        var tally = HotspotsTally(
            request, excluded: try ExcludedPaths(session, attributes: counted.excludedAttributes))
        var changes = try CountedWalk(counted, countsLines: true, in: context)
        try await changes.walk(
            begin: { commit, _ in tally.begin(commit) }, visit: { tally.add($0, $1) })
        changes.leaveOut(paths: tally.excludedPaths)
        var answer = Answer(changes.summary, from: session)
        answer.warnings = changes.warnings
        answer.problems = changes.problems
        if parts.contains(.current) {
            do {
                try await addCurrent(to: &tally, changes.pathspec, counted, &answer.problems)
            } catch let error as RgitError {
                answer.problems.append(error)
            }
        }
        answer.omissions = answer.summary.omissions
        try await receiver.take(tally.ranked(), of: answer)
        return answer
    }

    /// Notes which rows HEAD has, and how many lines.
    private func addCurrent(
        to tally: inout HotspotsTally, _ pathspec: Pathspec, _ counted: CountedHistory,
        _ problems: inout [RgitError]
    ) async throws {
        let session = context.session
        let reader = try session.makeReader(.trees)
        guard let head = try session.headCommitIfBorn(reader) else { return }
        let plan = try CommitStatsPlan(session, options: counted.diff)
        var parts = UnreadableParts()
        let files = try TreeDiff.changes(
            from: nil, to: try reader.commitLinks(head).tree, reader: reader, filter: pathspec, parts: &parts)
        problems += parts.problems
        var places: [(place: Int, file: FileChange)] = []
        for file in files { if let place = tally.row(of: file.path) { places.append((place, file)) } }
        let wanted = places
        context.progress?.begin("Counting lines", total: wanted.count)
        let progress = context.progress
        var next = 0
        try await context.sharding.orderedChunks(
            count: wanted.count, size: 64,
            makeWorker: { try plan.makeWorker(try session.makeReader()).worker },
            compute: { worker, range in
                defer { progress?.advance(by: range.count) }
                return wanted[range].map { one in
                    Result { () throws(RgitError) in try worker.lines(one.file) }
                }
            },
            consume: { (results: [Result<ChangeLines, RgitError>]) in
                for result in results {
                    let place = wanted[next].place
                    next += 1
                    switch result {
                    case .success(.lines(let lines, _)): tally.note(place, lines: Int(lines))
                    case .success: tally.note(place, lines: nil)
                    case .failure(let error):
                        tally.note(place, lines: nil)
                        problems.append(error)
                    }
                }
            })
    }
}
