// Answers `rgit blame-stats`: which tree is meant, whose its lines are, and the sums.

import GitObjects
import Records

/// Surviving lines, as `git blame` of every text file of a tree would count them.
package struct BlameStatsQuery: Query {
    package typealias Row = BlameStatsRow

    package let context: QueryContext
    private let request: BlameStatsRequest

    package init(_ request: BlameStatsRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func demandedFields(
        of request: BlameStatsRequest, for purpose: FieldSelection<BlameStatsRow>.Purpose
    ) -> Set<String> { request.keys.reduce(into: []) { $0.formUnion(ownFields($1)) } }

    package static func totals(of summary: BlameStatsSummary, _ request: BlameStatsRequest) -> [BlameStatsRow]
    {
        [.total(summary, under: columns.first { request.keys.contains($0) } ?? .author)]
    }

    package static func whyEmpty(_ request: BlameStatsRequest) -> String {
        request.paths.map { !$0.isEmpty } ?? false
            ? "no lines in text files that match the paths" : "no lines in text files"
    }

    package func run(_ receiver: RowReceiver<BlameStatsQuery>) async throws -> Answer<BlameStatsSummary> {
        let counted = try await tally()
        let (rows, answer) = Self.rows(of: counted.tally, request, counted.answer)
        try await receiver.take(rows, of: answer)
        return answer
    }

    package static func addsUp(_ request: BlameStatsRequest) -> Bool {
        request.keys.allSatisfy { key in
            switch key {
            case .author, .name, .email, .domain, .period: true
            case .file, .directory, .extension, .commit: false
            }
        }
    }

    package static func ranking(of request: BlameStatsRequest) -> [String] {
        let hasPeriods = request.keys.contains { if case .period = $0 { true } else { false } }
        return hasPeriods ? [] : ["-lines"]
    }

    package static func add(_ other: BlameStatsTally, to tally: inout BlameStatsTally) { tally.add(other) }

    package static func rows(
        of tally: BlameStatsTally, _ request: BlameStatsRequest, _ answer: Answer<BlameStatsSummary>
    ) -> (rows: [BlameStatsRow], answer: Answer<BlameStatsSummary>) {
        var answer = answer
        let groups = tally.ranked(request, &answer.summary, &answer.warnings)
        answer.omissions = omissions(answer.summary)
        return (groups.map(BlameStatsRow.sum), answer)
    }

    /// What the list of rows is called.
    package static func rowsName(of request: BlameStatsRequest) -> String? {
        guard let key = request.keys.first, request.keys.count == 1 else { return "groups" }
        return switch key {
        case .author: "authors"
        case .file: "files"
        case .directory: "directories"
        case .extension: "extensions"
        case .commit: "commits"
        case .name: "names"
        case .email: "emails"
        case .domain: "domains"
        case .period(let period): period.rawValue + "s"
        }
    }

    /// The keys in the order of their columns.
    private static let columns: [BlameStatsRequest.Key] =
        [.directory, .extension, .file] + Period.allCases.map { .period($0) }
        + [.commit, .author, .name, .email, .domain]

    /// The fields that identify a row.
    private static func ownFields(_ key: BlameStatsRequest.Key) -> Set<String> {
        switch key {
        case .author: ["name", "email"]
        case .file: ["path"]
        case .directory: ["directory"]
        case .extension: ["extension"]
        case .commit: ["hexsha", "name", "email"]
        case .name: ["name"]
        case .email: ["email"]
        case .domain: ["domain"]
        case .period(let period): [period.rawValue]
        }
    }

    private var session: Session { context.session }

    /// Blames the tree and counts its lines.
    package func tally() async throws -> (tally: BlameStatsTally, answer: Answer<BlameStatsSummary>) {
        var answer = Answer(BlameStatsSummary(), from: session)
        let (sharding, progress) = (context.sharding, context.progress)
        let reader = try session.makeReader()
        let set = try RevisionSet.resolve(
            items: request.words.map { .word($0) }, paths: request.paths, session: session, reader: reader)
        let setup = BlameSetup(session: session, reader: reader)
        let named = try setup.commit(set, only: "only one tree can be blamed; 'A..B' blames that of B")
        let commit = try named?.id ?? session.headCommit(reader)
        let pathspec = try session.pathspec(set.paths ?? [])
        let options = try setup.options(request, set)
        let memory =
            request.memory.map { MemoryBudget(total: $0, jobs: sharding.jobs) } ?? session.memory
        let tree = try CommitLoader(session: session, reader: reader).links(commit).tree

        answer.warnings = set.warnings
        progress?.begin("Looking at files")
        let limits = BlameSelection.Limits(
            fileSize: request.maximumFileSize, excludesGenerated: request.excludeGenerated,
            excludedAttributes: request.excludedAttributes, paths: request.exactPaths, memory: memory)
        let selection = try await BlameSelection.choose(
            session, tree: tree, pathspec: pathspec, limits: limits, reader: reader, sharding: sharding)
        var skipped = selection.skipped
        var problems = set.problems + selection.problems

        let blame = Blame(
            session: session, options: options, sharding: sharding, memory: memory, progress: progress)
        let files = selection.files
        let blamed = try await BlamedShares.count(files, at: commit, blame)
        skipped.unreadable += blamed.files.count { $0 == nil }
        problems += blamed.problems

        let authors = try await authors(of: blamed, setup.mailmap(request), &problems)
        var tally = BlameTally(request: request, blamed: blamed, authors: authors)
        for (file, shares) in zip(files, blamed.files) {
            if let shares { tally.count(file.path, shares) }
        }
        // What a partial clone lacks is counted later.
        answer.problems = session.isPartialClone ? problems : BlameStatsQuery.summed(problems)
        var counted = tally.finish()
        counted.skipped = skipped
        return (counted, answer)
    }

    /// The maximum number of things that are named because they could not be read; a partial clone lacks almost all.
    private static let maximumProblems = 20

    /// Each problem once, and instead of a long list its length.
    static func summed(_ problems: [RgitError]) -> [RgitError] {
        var seen: Set<[UInt8]> = []
        let different = problems.filter { seen.insert(Array($0.what.utf8) + [0] + $0.subject.bytes).inserted }
        guard different.count > maximumProblems else { return different }
        let rest = different.count - maximumProblems
        return different.prefix(maximumProblems) + [
            RgitError(.missingObject, "\(rest) more things could not be read", "the history of the files")
        ]
    }

    /// A note on the files that were left out.
    static func skipped(_ summary: BlameStatsSummary) -> [Omission] {
        let skipped = summary.skipped
        let kinds = [
            (skipped.binary, "binary"), (skipped.symlink, "symbolic link"), (skipped.submodule, "submodule"),
            (skipped.tooLarge, "too large"), (skipped.generated, "generated or vendored"),
            (skipped.byAttributes, "by attributes"),
            (skipped.unreadable, "unreadable"), (skipped.unreadableDirectories, "unreadable directories"),
        ]
        let named = kinds.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return named.isEmpty
            ? [] : [Omission("left out: " + named.joined(separator: ", "), members: "skipped")]
    }

    /// Notes on what was left out.
    private static func omissions(_ summary: BlameStatsSummary) -> [Omission] {
        var omissions = skipped(summary)
        if summary.unknownLines > 0 {
            omissions.append(
                Omission(
                    "\(summary.unknownLines) lines: author unknown, their history cannot be read",
                    members: "unknown.lines"))
        }
        if summary.bots > 0 {
            omissions.append(
                Omission(
                    "left out: \(summary.bots) bots with \(summary.botLines) lines",
                    members: "excluded.bots", "excluded.lines"))
        }
        if summary.boundaryLines > 0 {
            omissions.append(
                Omission(
                    "\(summary.boundaryLines) lines are at the boundary and may be older",
                    members: "total.boundary_lines"))
        }
        return omissions
    }

    /// Who wrote the commits that lines came in; `nil` at the places of other commits, and of those that cannot be read.
    private func authors(
        of blamed: BlamedShares, _ mailmap: Mailmap, _ problems: inout [RgitError]
    ) async throws -> [BlameReport.Person?] {
        var isNeeded = [Bool](repeating: false, count: blamed.commits.count)
        for share in blamed.files.compactMap(\.self).joined() where !share.isUnknown {
            isNeeded[Int(share.commit)] = true
        }
        let needed = isNeeded.indices.filter { isNeeded[$0] }
        var authors = [BlameReport.Person?](repeating: nil, count: blamed.commits.count)
        let session = session
        var next = 0
        var found = problems
        try await context.sharding.orderedChunks(
            count: needed.count, size: 256,
            makeWorker: { try session.makeReader(.commits) },
            compute: { (reader: inout ObjectReader, range: Range<Int>) in
                needed[range].map { place in
                    Result { () throws(RgitError) in
                        let content = try reader.commit(blamed.commits[place]).recoded
                        return BlameReport.Person(authorOf: content, mailmap)
                    }
                }
            },
            consume: { (results: [Result<BlameReport.Person, RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let author): authors[needed[next]] = author
                    case .failure(let problem): found.append(problem)
                    }
                    next += 1
                }
            })
        problems = found
        return authors
    }
}
