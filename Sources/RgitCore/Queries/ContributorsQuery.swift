// Answers `rgit contributors`: the selected commits counted for their people on all workers, then joined and ranked.

import GitObjects

/// The people of a history, as `git shortlog -sne` counts them.
///
/// As in shortlog the mailmap names people but `--author` and `--committer` see them as recorded, a commit is counted
/// once for each person however often it names them, and a trailer's value without an address counts as a name. Git
/// names the author of a commit whose author line is malformed by its own unexpanded format; here the name is empty.
public struct ContributorsQuery: Sendable {
    private let session: Session
    private let request: ContributorsRequest
    private let sharding: Sharding
    private let progress: ProgressMeter?

    /// Asks who made a history.
    public init(
        session: Session, request: ContributorsRequest, sharding: Sharding, progress: ProgressMeter? = nil
    ) {
        self.progress = progress
        self.session = session
        self.request = request
        self.sharding = sharding
    }

    /// Whether authors and committers are all that is asked of a commit.
    private var isAnsweredByPeople: Bool {
        request.groups.allSatisfy { $0 == .author || $0 == .committer }
    }

    /// Counts.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of a history that was
    ///   otherwise counted is among the answer's problems.
    public func run() async throws -> Contributors {
        let reader = try session.makeReader()
        var selection = try CommitSelection(
            session: session, request: request.history, reader: reader, mailmap: nil,
            wantsPeople: isAnsweredByPeople, sharding: sharding)
        let mailmap = request.history.useMailmap ?? true ? session.mailmap(reader) : Mailmap()
        let syntax = TrailerSyntax(session.config)
        let (session, request, progress) = (session, request, progress)
        let plan =
            request.stats
            ? try CommitStatsPlan(
                session, options: request.diff,
                diffMergesFirstParent: request.diffMergesFirstParent ?? request.history.firstParent,
                pathspec: selection.pathspec) : nil
        let pool = WorkerPool {
            let reader = try session.makeReader(.trees)
            return ContributorsWorker(
                loader: CommitLoader(session: session, reader: reader), request: request, mailmap: mailmap,
                syntax: syntax, stats: try plan?.makeWorker(reader))
        }
        let window = plan.map { _ in StatsWindow(sharding: sharding, pool: pool) { $0.stats } }
        var tally = ContributorsTally()
        progress?.begin("Reading commits")
        while true {
            let batch = try await selection.next(
                window == nil ? 1 << 16 : session.memory.windowCommits)
            if batch.isEmpty { break }
            let (people, table) = (selection.people, selection.table)
            let counted = try await window?.count(batch, table)
            try await sharding.orderedChunks(
                count: batch.count, size: 512, pool: pool,
                compute: { worker, range in
                    let people = worker.count(batch[range], counted, people, table)
                    progress?.advance(by: range.count)
                    return people
                },
                consume: { tally.merge($0) })
        }
        var answer = tally.ranked(by: request.identity)
        answer.shallow = !session.shallowCommits.isEmpty
        answer.warnings = selection.warnings + (plan?.skippedRenames.warnings ?? [])
        answer.problems = selection.problems + tally.problems
        return answer
    }
}

/// An identity that commits are counted for.
private struct Identity {
    let name: [UInt8]
    let email: [UInt8]?
    /// What identities are told apart by; the line shortlog would print.
    let key: [UInt8]
    let isBot: Bool

    init(name: [UInt8], email: [UInt8]?, by identity: ContributorsRequest.Identity, excludesBots: Bool) {
        self.name = name
        self.email = email
        isBot = excludesBots && Bots.isBot(name: name, email: email ?? [])
        switch identity {
        case .name: key = name
        case .email: key = email ?? name
        case .nameAndEmail:
            guard let email else {
                key = name
                return
            }
            var line = name
            line += [0x20, 0x3c]
            line += email
            line.append(0x3e)
            key = line
        }
    }
}

/// What has been counted for one person.
private struct PersonTally: Sendable {
    let name: [UInt8]
    let email: [UInt8]?
    var commits = 0
    var merges = 0
    var lines = Stats.Total()
    var first: Timestamp?
    var last: Timestamp?
    /// Days since 1970 by the recorded clocks.
    var days: Set<Int64> = []
    /// The names (or the addresses) that a person known by the other one goes by, with their commits.
    var variants: [[UInt8]: Int] = [:]

    mutating func count(isMerge: Bool, date: Timestamp?, lines changed: Stats.Total?) {
        commits += 1
        if isMerge { merges += 1 }
        if let changed { lines.add(changed) }
        guard let date else { return }
        extend(to: date)
        let minutes = Int64(date.offset / 100 * 60 + date.offset % 100)
        // Rounded down, also before 1970.
        let seconds = date.seconds.addingReportingOverflow(minutes * 60).partialValue
        days.insert((seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400)
    }

    private mutating func extend(to date: Timestamp) {
        if first.map({ date.precedes($0) }) ?? true { first = date }
        if last.map({ $0.precedes(date) }) ?? true { last = date }
    }

    mutating func merge(_ other: PersonTally) {
        commits += other.commits
        merges += other.merges
        lines.add(other.lines)
        if let date = other.first { extend(to: date) }
        if let date = other.last { extend(to: date) }
        days.formUnion(other.days)
        variants.merge(other.variants, uniquingKeysWith: +)
    }
}

extension Stats.Total {
    fileprivate mutating func add(_ other: Stats.Total) {
        files += other.files
        insertions += other.insertions
        deletions += other.deletions
    }
}

/// What has been counted of some stretch of history.
private struct ContributorsTally: Sendable, Mergeable {
    var people: [[UInt8]: PersonTally] = [:]
    var bots: Set<[UInt8]> = []
    var botCommits = 0
    var total = Contributors.Total()
    var unknownStats = 0
    var problems: [RgitError] = []

    mutating func merge(_ other: consuming ContributorsTally) {
        for (key, person) in other.people {
            if people[key]?.merge(person) == nil { people[key] = person }
        }
        bots.formUnion(other.bots)
        botCommits += other.botCommits
        total.commits += other.total.commits
        total.merges += other.total.merges
        total.lines.add(other.total.lines)
        unknownStats += other.unknownStats
        problems += other.problems
    }

    /// The people in shortlog's order: most commits first, equal ones by the bytes of the line they are known by.
    func ranked(by identity: ContributorsRequest.Identity) -> Contributors {
        var answer = Contributors()
        answer.total = total
        answer.total.contributors = people.count
        answer.bots.accounts = bots.count
        answer.bots.commits = botCommits
        answer.unknownStats = unknownStats
        let order = people.sorted { left, right in
            left.value.commits != right.value.commits
                ? left.value.commits > right.value.commits : left.key.lexicographicallyPrecedes(right.key)
        }
        for (position, (_, tally)) in order.enumerated() {
            // Of several names, or addresses, the one with the most commits, and of those the first in byte order.
            let usual = tally.variants.min { left, right in
                left.value != right.value
                    ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
            }?.key
            let name = identity == .email ? usual ?? tally.name : tally.name
            let email = identity == .name ? usual ?? tally.email : tally.email
            var person = Contributors.Person(name: Text(name), email: email.map { Text($0) })
            person.rank = position + 1
            person.commits = tally.commits
            person.merges = tally.merges
            person.share = Double(tally.commits) / Double(max(1, total.commits))
            person.lines = tally.lines
            person.first = tally.first
            person.last = tally.last
            person.activeDays = tally.days.count
            answer.people.append(person)
        }
        return answer
    }
}

/// One worker's way from commits to what is counted for their people.
private struct ContributorsWorker {
    private let loader: CommitLoader
    private let mailmap: Mailmap
    private let syntax: TrailerSyntax
    private let groups: [ContributorsRequest.Group]
    private let identity: ContributorsRequest.Identity
    private let excludesBots: Bool
    private let needsTrailers: Bool
    let stats: CommitStats?
    /// Everybody met so far, and where to find them by the line that names them.
    private var identities: [Identity] = []
    private var known: [ArraySlice<UInt8>: Int] = [:]
    /// The same by the numbers of identities that were read ahead; -1 for those not met.
    private var numbers: [Int] = []

    init(
        loader: CommitLoader, request: ContributorsRequest, mailmap: Mailmap, syntax: TrailerSyntax,
        stats: CommitStats?
    ) {
        self.loader = loader
        self.mailmap = mailmap
        self.syntax = syntax
        groups = request.groups.isEmpty ? [.author] : request.groups
        identity = request.identity
        excludesBots = request.excludeBots
        needsTrailers = groups.contains { if case .trailer = $0 { true } else { false } }
        self.stats = stats
    }

    /// Counts a stretch of commits.
    ///
    /// `people` are the participants known already, by rows of `table`; other commits are read.
    mutating func count(
        _ selected: ArraySlice<SelectedCommit>, _ counted: WindowStats?, _ people: CommitPeople?,
        _ table: CommitTable
    ) -> ContributorsTally {
        var tally = ContributorsTally()
        var byIdentity: [Int: PersonTally] = [:]
        for (index, one) in zip(selected.indices, selected) {
            if let people, let participants = people.participants(of: one.row) {
                let named = self.named(participants, people)
                let isMerge = table.parentCount(one.row) > 1
                let lines = isCounted(named) ? ContributorsWorker.lines(counted?.total(index), &tally) : nil
                count(named, isMerge: isMerge, lines: lines, &tally, &byIdentity)
                continue
            }
            do throws(RgitError) {
                try count(one, counted?.total(index), &tally, &byIdentity)
            } catch {
                tally.problems.append(error)
            }
        }
        for (number, person) in byIdentity {
            let key = identities[number].key
            if tally.people[key]?.merge(person) == nil { tally.people[key] = person }
        }
        return tally
    }

    private mutating func count(
        _ one: SelectedCommit, _ stats: Result<Stats.Total, RgitError>?, _ tally: inout ContributorsTally,
        _ tallies: inout [Int: PersonTally]
    ) throws(RgitError) {
        var content = try loader.reader.commit(one.id)
        loader.overrideParents(of: one.id, in: &content.layout.links)
        let isMerge = content.layout.links.parents.count > 1
        let recoded = content.recoded
        let named = people(of: recoded.bytes, recoded.layout)
        let lines = isCounted(named) ? ContributorsWorker.lines(stats, &tally) : nil
        count(named, isMerge: isMerge, lines: lines, &tally, &tallies)
    }

    /// Whether anybody named is not a bot that is left out.
    private func isCounted(_ named: [(number: Int, date: Timestamp?)]) -> Bool {
        named.contains { !identities[$0.number].isBot }
    }

    /// The people a commit is counted for, whose participants are known already.
    private mutating func named(
        _ participants: (author: CommitParticipant, committer: CommitParticipant), _ people: CommitPeople
    ) -> [(number: Int, date: Timestamp?)] {
        groups.map { group in
            let participant = group == .committer ? participants.committer : participants.author
            let identity = Int(participant.identity)
            if identity >= numbers.count {
                let missing = people.identities.count - numbers.count
                numbers.append(contentsOf: repeatElement(-1, count: missing))
            }
            if numbers[identity] < 0 {
                let line = Array(people.identities[participant.identity])
                numbers[identity] = person(line, 0..<line.count).number
            }
            return (numbers[identity], participant.date)
        }
    }

    /// Counts one commit for the people named, each once.
    private mutating func count(
        _ named: [(number: Int, date: Timestamp?)], isMerge: Bool, lines: Stats.Total?,
        _ tally: inout ContributorsTally, _ tallies: inout [Int: PersonTally]
    ) {
        var counted: [(number: Int, date: Timestamp?)] = []
        var namesBot = false
        for (number, date) in named {
            let person = identities[number]
            if person.isBot {
                namesBot = true
                tally.bots.insert(person.key)
            } else if !counted.contains(where: { identities[$0.number].key == person.key }) {
                counted.append((number, date))
            }
        }
        if namesBot, counted.isEmpty { tally.botCommits += 1 }
        guard !counted.isEmpty else { return }

        tally.total.commits += 1
        if isMerge { tally.total.merges += 1 }
        if let lines { tally.total.lines.add(lines) }
        for (number, date) in counted {
            let person = identities[number]
            var own =
                tallies.removeValue(forKey: number) ?? PersonTally(name: person.name, email: person.email)
            own.count(isMerge: isMerge, date: date, lines: lines)
            switch identity {
            case .nameAndEmail: break
            case .name: if let email = person.email { own.variants[email, default: 0] += 1 }
            case .email: own.variants[person.name, default: 0] += 1
            }
            tallies[number] = own
        }
    }

    /// What a commit changed; `nil` where that was not asked, or cannot be known.
    private static func lines(
        _ stats: Result<Stats.Total, RgitError>?, _ tally: inout ContributorsTally
    ) -> Stats.Total? {
        switch stats {
        case .success(let total): return total
        case .failure(let error):
            tally.unknownStats += 1
            tally.problems.append(error)
            return nil
        case nil: return nil
        }
    }

    /// The people a commit is counted for, possibly more than once, with the date that counts.
    private mutating func people(
        of bytes: [UInt8], _ layout: CommitLayout
    ) -> [(number: Int, date: Timestamp?)] {
        var result: [(number: Int, date: Timestamp?)] = []
        // Git looks for trailers from the blank line on, so that a message may consist of them.
        let body = bytes[max(0, layout.message.lowerBound - 2)...]
        let trailers = needsTrailers ? Trailers.parse(body, syntax: syntax, scope: .body) : []
        for group in groups {
            switch group {
            case .author: result.append(person(bytes, layout.author))
            case .committer: result.append(person(bytes, layout.committer))
            case .trailer(let key):
                for trailer in trailers where ASCII.equalIgnoringCase(trailer.key, key) {
                    let date = ContributorsWorker.date(bytes, layout.author)
                    result.append((number(of: trailer.value[...]), date))
                }
            }
        }
        return result
    }

    private mutating func person(_ bytes: [UInt8], _ line: Range<Int>) -> (number: Int, date: Timestamp?) {
        guard let parts = IdentityLine(bytes.span, line) else {
            return (add(name: [], email: [], for: []), nil)
        }
        let date = ContributorsWorker.date(bytes, parts)
        let key = bytes[line.lowerBound...parts.email.upperBound]
        if let number = known[key] { return (number, date) }
        return (add(name: Array(bytes[parts.name]), email: Array(bytes[parts.email]), for: key), date)
    }

    /// The number of the person a trailer's value names; a value without an address is all name.
    private mutating func number(of value: ArraySlice<UInt8>) -> Int {
        if let number = known[value] { return number }
        guard let parts = IdentityLine(text: value) else {
            return add(name: Array(value), email: nil, for: value)
        }
        return add(name: Array(value[parts.name]), email: Array(value[parts.email]), for: value)
    }

    private mutating func add(name: [UInt8], email: [UInt8]?, for line: ArraySlice<UInt8>) -> Int {
        if let number = known[line] { return number }
        var (name, email) = (name, email)
        if let recorded = email, let proper = mailmap.resolve(name: name, email: recorded) {
            (name, email) = (proper.name, proper.email)
        }
        let number = identities.count
        identities.append(Identity(name: name, email: email, by: identity, excludesBots: excludesBots))
        // A key of its own, for a slice would keep the whole commit.
        known[Array(line)[...]] = number
        return number
    }

    private static func date(_ bytes: [UInt8], _ line: Range<Int>) -> Timestamp? {
        IdentityLine(bytes.span, line).flatMap { date(bytes, $0) }
    }

    private static func date(_ bytes: [UInt8], _ parts: IdentityLine) -> Timestamp? {
        parts.seconds(in: bytes.span).map {
            Timestamp(seconds: $0, offset: parts.offsetNumber(in: bytes.span) ?? 0)
        }
    }
}
