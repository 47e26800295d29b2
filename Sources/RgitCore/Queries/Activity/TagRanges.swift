// Counts what each tag has and the one before it has not, each commit of all of them once.

import GitObjects
import Records

/// The commits between tags: first each range is walked over commits that are known already, then what the ranges have is
/// counted in one pass, and last each range adds up its commits.
///
/// A commit can be in several ranges: that of a release, and again that of the next one where a branch of maintenance came between.
///
/// - Complexity: one comparison of trees for each commit, shared among the workers; a walk for each tag, as long as its range;
///   four bytes for each commit of each range.
struct TagRanges {
    /// What a commit is counted as.
    private struct Counted {
        /// The number of the person; `nil` for a bot that is left out, and for a commit that cannot be read.
        var person: Int?
        var isBot = false
        var lines: Stats.Total?
        /// Whether its lines cannot be known.
        var isUnknown = false
    }

    /// A worker's means to compare commits.
    private struct Worker {
        let stats: CommitStats
    }

    private let tags: [TagReference]
    private let request: ContributorsRequest
    private let firsts: FirstCommits
    private let leftOut: LeftOutPaths
    private let context: QueryContext
    private var table: CommitTable
    /// The commits to be counted, by `table`'s rows: each once, unless it is selected with changes of its own.
    private var commits: [SelectedCommit] = []
    /// The places in `commits` of rows; -1 where they have none.
    private var places: [Int32] = []
    /// The places in `commits` of the commits of each range.
    private var members: [[Int32]] = []
    private var pathspec = Pathspec.all
    private var counted: [Counted] = []
    private var identities: [PersonIdentity] = []
    /// The persons, and their places in `identities`.
    private var persons: [[UInt8]: Int] = [:]
    private var bots: Set<[UInt8]> = []

    /// The sums of all ranges.
    private(set) var summary = ContributorsSummary()
    /// What could not be read.
    private(set) var problems: [RgitError] = []
    /// What is to be said of renames and the like.
    private(set) var warnings: [Warning] = []

    /// Prepares for tags in their order; `firsts` has looked at all that they reach. `leftOut` gets the paths that are left out
    /// for their attributes.
    init(
        _ tags: [TagReference], _ request: ContributorsRequest, _ firsts: FirstCommits,
        _ leftOut: LeftOutPaths, in context: QueryContext
    ) throws {
        (self.tags, self.request, self.firsts) = (tags, request, firsts)
        (self.leftOut, self.context) = (leftOut, context)
        table = firsts.table
    }

    /// The rows of the tags.
    mutating func count() async throws -> [ActivityRow] {
        try await select()
        try await countCommits()
        let rows = sums()
        summary.excludedPaths = leftOut.count
        summary.bots.accounts = bots.count
        return rows
    }

    // MARK: Which commits

    private var mergesFirstParent: Bool { request.diffMergesFirstParent ?? request.history.firstParent }

    private mutating func select() async throws {
        let session = context.session
        let reader = try session.makeReader()
        let mailmap = try session.mailmap(of: request.history, reader)
        context.progress?.begin("Looking for the commits of tags", total: tags.count)
        for (place, tag) in tags.enumerated() {
            var history = request.history
            history.items = place > 0 ? [.word([0x5e] + tags[place - 1].objectHexsha.hex)] : []
            history.items.append(.word(tag.objectHexsha.hex))
            history.paths = history.paths ?? []
            var selection = try CommitSelection(
                session: session, request: history, reader: reader, mailmap: mailmap,
                following: CommitSelection.Following(
                    merges: mergesFirstParent ? .firstParent : .off, diff: request.diff),
                known: firsts.table, sharding: context.sharding)
            var range: [Int32] = []
            while true {
                let batch = try await selection.next(1 << 16)
                if batch.isEmpty { break }
                for commit in batch { range.append(self.place(of: commit)) }
            }
            members.append(range)
            pathspec = selection.pathspec
            summary.unknownCommits += selection.unknownCommits
            problems += selection.problems
            warnings += selection.warnings.filter { !warnings.contains($0) }
            context.progress?.advance(by: 1)
        }
    }

    /// The place of a commit among those that are counted, where it is put unless it has one.
    private mutating func place(of commit: SelectedCommit) -> Int32 {
        let row = table.knownRow(of: commit.id) ?? table.index(of: commit.id)
        if places.count < table.count {
            places.append(contentsOf: repeatElement(-1, count: table.count - places.count))
        }
        if commit.changes == nil, places[Int(row)] >= 0 { return places[Int(row)] }
        let place = Int32(commits.count)
        if commit.changes == nil { places[Int(row)] = place }
        commits.append(SelectedCommit(id: commit.id, row: row, changes: commit.changes))
        return place
    }

    // MARK: What they are

    private mutating func countCommits() async throws {
        let (session, progress) = (context.session, context.progress)
        let reader = try session.makeReader()
        try loadUnknown(CommitLoader(session: session, reader: reader, graph: try session.commitGraph()))
        var authors = CommitAuthors(
            session, mailmap: request.history.useMailmap ?? true ? session.mailmap(reader) : Mailmap(),
            marksBots: false, context.sharding)
        let plan =
            request.stats
            ? try CommitStatsPlan(
                session, options: request.diff, diffMergesFirstParent: mergesFirstParent, pathspec: pathspec,
                excludedAttributes: request.excludedAttributes, leftOut: leftOut) : nil
        let window = plan.map { plan in
            StatsWindow<Worker>(
                sharding: context.sharding,
                pool: WorkerPool { Worker(stats: try plan.makeWorker(try session.makeReader(.trees))) },
                progress: progress
            ) { $0.stats }
        }
        progress?.begin("Reading commits", also: window.map { _ in StatsWindow<Worker>.progressUnit })
        counted.reserveCapacity(commits.count)
        var numbers: [Int] = []
        for start in stride(from: 0, to: commits.count, by: session.memory.windowCommits) {
            let batch = Array(commits[start..<min(commits.count, start + session.memory.windowCommits)])
            let stats = try await window?.count(batch, table)
            let found = try await authors.read(batch, firsts.people)
            if window == nil { progress?.advance(by: batch.count) }
            for (position, author) in found.enumerated() {
                switch author {
                case .failure(let error):
                    problems.append(error)
                    counted.append(Counted())
                case .success(let commit):
                    while numbers.count <= commit.author {
                        numbers.append(number(authors.persons.keys[numbers.count]))
                    }
                    add(numbers[commit.author], stats?.total(position))
                }
            }
        }
        warnings += plan?.skippedRenames.warnings.filter { !warnings.contains($0) } ?? []
    }

    /// Reads the commits that only the options of a range have led to.
    private mutating func loadUnknown(_ loader: CommitLoader) throws {
        for commit in commits where !table.isLoaded(commit.row) {
            _ = loader.load(commit.row, into: &table, problems: &problems)
        }
    }

    /// The place in `identities` of a person, whose name and address a line feed separates.
    private mutating func number(_ person: [UInt8]) -> Int {
        let parts = person.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
        let identity = PersonIdentity(name: Array(parts[0]), email: Array(parts.last ?? []), by: request)
        if let known = persons[identity.key] { return known }
        persons[identity.key] = identities.count
        identities.append(identity)
        return identities.count - 1
    }

    private mutating func add(_ person: Int, _ lines: Result<Stats.Total, RgitError>?) {
        guard !identities[person].isBot else {
            bots.insert(identities[person].account)
            counted.append(Counted(isBot: true))
            return
        }
        var commit = Counted(person: person)
        switch lines {
        case .success(let total): commit.lines = total
        case .failure(let error):
            commit.isUnknown = true
            problems.append(error)
        case nil: break
        }
        counted.append(commit)
    }

    // MARK: Sums

    private mutating func sums() -> [ActivityRow] {
        /// The first commits of persons by rows.
        let firstRows = identities.map { person in
            firsts.first(name: person.name, email: person.email ?? []).flatMap { table.knownRow(of: $0) }
        }
        // By the number of the range that last had it, so that nothing has to be cleared.
        var rangeOfRow = [Int](repeating: -1, count: table.count)
        var rangeOfPerson = [Int](repeating: -1, count: identities.count)
        if request.stats { summary.total.lines = Stats.Total() }
        var rows: [ActivityRow] = []
        for (range, tag) in tags.enumerated() {
            var row = ActivityRow()
            row.tag = tag.name
            row.previous = range > 0 ? tags[range - 1].name : nil
            row.date = tag.createdDate
            var people: [Int] = []
            for place in members[range] {
                let commit = commits[Int(place)]
                rangeOfRow[Int(commit.row)] = range
                let counted = counted[Int(place)]
                if counted.isBot { summary.bots.commits += 1 }
                guard let person = counted.person else { continue }
                row.commits += 1
                if table.isLoaded(commit.row), table.parentCount(commit.row) > 1 { summary.total.merges += 1 }
                if let lines = counted.lines { row.lines.add(lines) }
                if counted.isUnknown { summary.unknownStats += 1 }
                if rangeOfPerson[person] != range { people.append(person) }
                rangeOfPerson[person] = range
            }
            row.authors = people.count
            row.newcomers = people.count { firstRows[$0].map { rangeOfRow[Int($0)] == range } ?? false }
            summary.total.commits += row.commits
            summary.total.lines?.add(row.lines)
            rows.append(row)
        }
        summary.total.contributors = rangeOfPerson.count { $0 >= 0 }
        return rows
    }
}
