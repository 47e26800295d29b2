// Counts the lines of all measured commits of `rgit age` with one walk over history.

import GitObjects
import Records

extension AgeQuery {
    /// The cohorts of each measured commit; `nil` where lines are followed in a way that needs a blame for each.
    func cohortsTogether(
        _ measured: [Measured], _ answer: inout Answer<AgeSummary>, _ problems: inout [RgitError]
    ) async throws -> [[CountedCohort]]? {
        // Which lines moved depends on the other lines that wait with them.
        guard !request.blame.moved.isOn else { return nil }
        guard let latest = measured.first else { return [] }
        let (blame, sharding) = (request.blame, context.sharding)
        let reader = try session.makeReader()
        let set = try RevisionSet.resolve(
            items: blame.words.map { .word($0) }, paths: blame.paths, session: session, reader: reader)
        let setup = BlameSetup(session: session, reader: reader)
        let pathspec = try session.pathspec(set.paths ?? [])
        let memory = blame.memory.map { MemoryBudget(total: $0, jobs: sharding.jobs) } ?? session.memory
        context.progress?.begin("Looking at files")
        let limits = BlameSelection.Limits(
            fileSize: blame.maximumFileSize, excludesGenerated: blame.excludeGenerated,
            excludedAttributes: blame.excludedAttributes, memory: memory)
        let trees = try await MeasuredTrees(
            measured.map(\.hexsha), session, pathspec: pathspec, limits: limits, reader: reader,
            sharding: sharding)
        problems += trees.problems
        let engine = Blame(
            session: session, options: try setup.options(blame, set), sharding: sharding, memory: memory,
            progress: context.progress)
        let graph = try await engine.graph(from: latest.hexsha, measured: trees, problems: &problems)

        let commits = graph.commits
        var table = CohortTable(
            blame, request.key, mailmap: setup.mailmap(blame), reader: try session.makeReader(.commits),
            trailerSyntax: TrailerSyntax(session.config))
        var tally = CohortTally(trees: measured.count)
        var found: [RgitError] = []
        try await LineSurvival(graph).count(engine) { shares in
            for share in shares {
                found += share.problems
                for part in share.lines {
                    let cohort: CohortTable.Cohort =
                        part.isUnknown ? .unknown : table.cohort(of: part.commit, commits)
                    switch cohort {
                    case .leftOut: break
                    case .unknown: answer.summary.unknownLines += part.lines * share.trees.count
                    case .number(let number): tally.add(part.lines, of: number, in: share.trees)
                    }
                }
            }
        }
        // In an order that the number of workers does not change.
        found.sort { $0.subject < $1.subject }
        problems += found + table.problems.sorted { $0.subject < $1.subject }
        return tally.sums().map { sums in
            sums.map { CountedCohort(cohort: table.names[$0.key], lines: $0.value) }
        }
    }
}

/// The cohorts of commits, each found when it is first asked for.
private struct CohortTable {
    /// What a commit's lines count for.
    enum Cohort {
        /// A place in `names`.
        case number(Int)
        /// The commit could not be read.
        case unknown
        /// Its author is an automated account.
        case leftOut
    }

    private let request: BlameStatsRequest
    private let key: AgeRequest.Key
    private let mailmap: Mailmap
    private let reader: ObjectReader
    private let trailer: [UInt8]
    private var decoder: CommitDecoder
    private var known: [Int32: Cohort] = [:]
    private var numbers: [CohortName: Int] = [:]
    /// The cohorts that were found.
    private(set) var names: [CohortName] = []
    /// What could not be read.
    private(set) var problems: [RgitError] = []

    init(
        _ request: BlameStatsRequest, _ key: AgeRequest.Key, mailmap: Mailmap, reader: ObjectReader,
        trailerSyntax: TrailerSyntax
    ) {
        self.request = request
        self.key = key
        self.mailmap = mailmap
        self.reader = reader
        trailer = if case .trailer(let name) = key { name.bytes.map(ASCII.lowercased) } else { [] }
        decoder = CommitDecoder(parts: .trailers, mailmap: Mailmap(), trailerSyntax: trailerSyntax)
    }

    /// The cohort of a commit, a place in `commits`.
    mutating func cohort(of commit: Int32, _ commits: [ObjectID]) -> Cohort {
        if let cohort = known[commit] { return cohort }
        var cohort = Cohort.unknown
        do throws(RgitError) {
            cohort = try read(commits[Int(commit)])
        } catch {
            problems.append(error)
        }
        known[commit] = cohort
        return cohort
    }

    private mutating func read(_ id: ObjectID) throws(RgitError) -> Cohort {
        let content = try reader.commit(id)
        let author = BlameReport.Person(authorOf: content.recoded, mailmap)
        if request.excludeBots,
            Bots.isBot(name: author.actor.name.bytes, email: author.actor.email.bytes)
        {
            return .leftOut
        }
        var number: Int64?
        let name: Text
        switch key {
        case .period(let period):
            let value = author.date.map { PeriodValue(period, of: $0) }
            number = value?.number
            name = value.map { Text($0.description) } ?? ""
        case .author: name = author.actor.name
        case .domain: name = Text(PersonIdentity.domain(of: author.actor.email.bytes))
        case .trailer:
            let commit = decoder.decode(id, content, refs: [])
            name = commit.trailers.first { $0.key.bytes.map(ASCII.lowercased) == trailer }?.value ?? ""
        }
        let cohort = CohortName(name, number: number)
        let place = numbers[cohort] ?? names.count
        if place == names.count {
            numbers[cohort] = place
            names.append(cohort)
        }
        return .number(place)
    }
}

/// The lines of cohorts in trees, kept as what each tree has more or less than the one before it.
private struct CohortTally {
    private var changes: [[Int: Int]]

    init(trees: Int) { changes = Array(repeating: [:], count: trees + 1) }

    /// Adds lines of a cohort to `trees`, which are in order; a tree may be there more than once.
    mutating func add(_ lines: Int, of cohort: Int, in trees: ArraySlice<Int32>) {
        var previous: (tree: Int, times: Int) = (-2, 0)
        func change(_ tree: Int, _ times: Int, _ changes: inout [[Int: Int]]) {
            if times != 0 { changes[tree][cohort, default: 0] += times * lines }
        }
        var index = trees.startIndex
        while index < trees.endIndex {
            let tree = trees[index]
            var times = 0
            while index < trees.endIndex, trees[index] == tree { (index, times) = (index + 1, times + 1) }
            if Int(tree) == previous.tree + 1 {
                change(Int(tree), times - previous.times, &changes)
            } else {
                if previous.times > 0 { change(previous.tree + 1, -previous.times, &changes) }
                change(Int(tree), times, &changes)
            }
            previous = (Int(tree), times)
        }
        if previous.times > 0 { change(previous.tree + 1, -previous.times, &changes) }
    }

    /// The lines of each tree's cohorts; those without lines are left out.
    func sums() -> [[Int: Int]] {
        var sums: [Int: Int] = [:]
        return changes.dropLast().map { changes in
            for (cohort, change) in changes {
                let sum = (sums[cohort] ?? 0) + change
                sums[cohort] = sum == 0 ? nil : sum
            }
            return sums
        }
    }
}
