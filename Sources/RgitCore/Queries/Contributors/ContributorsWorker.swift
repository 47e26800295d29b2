// One worker of `rgit contributors`: counts commits for their people.

import GitObjects
import Records

/// One worker's counting of commits for their people.
struct ContributorsWorker {
    private let loader: CommitLoader
    private let mailmap: Mailmap
    private let syntax: TrailerSyntax
    private let groups: [ContributorsRequest.Group]
    private let request: ContributorsRequest
    private let periods: [Period]
    private let isByName: Bool
    private let isByEmail: Bool
    private let isByPerson: Bool
    private let needsTrailers: Bool
    private let countsAuthors: Bool
    let stats: CommitStats?
    /// The people seen so far, and their numbers by the line that names them.
    private var identities: [PersonIdentity] = []
    private var known: [ArraySlice<UInt8>: Int] = [:]
    /// A person's commits of some periods.
    private struct PeriodKey: Hashable {
        let identity: Int
        let periods: [PeriodValue?]
    }

    /// Where rows are of periods, the numbers of their combinations with people, and what each number means.
    private var combinations: [PeriodKey: Int] = [:]
    private var combined: [PeriodKey] = []
    /// The same by the numbers of identities that were read ahead; -1 for those not seen yet.
    private var numbers: [Int] = []

    init(
        loader: CommitLoader, request: ContributorsRequest, countsAuthors: Bool, mailmap: Mailmap,
        syntax: TrailerSyntax, stats: CommitStats?
    ) {
        self.countsAuthors = countsAuthors
        self.loader = loader
        self.mailmap = mailmap
        self.syntax = syntax
        groups = request.groups.isEmpty ? [.author] : request.groups
        self.request = request
        periods = request.periods
        (isByName, isByEmail) = (request.isByName, request.isByEmail)
        isByPerson = request.isByPerson
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
                let dated = request.usesCommitterDate ? participants.committer : participants.author
                count(named, on: dated.date, isMerge: isMerge, lines: lines, &tally, &byIdentity)
                continue
            }
            do throws(RgitError) {
                try count(one, counted?.total(index), &tally, &byIdentity)
            } catch {
                tally.problems.append(error)
            }
        }
        for (number, person) in byIdentity {
            let key = key(number)
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
        var date: Timestamp?
        if !periods.isEmpty {
            let dated = request.usesCommitterDate ? recoded.layout.committer : recoded.layout.author
            date = ContributorsWorker.date(recoded.bytes, dated)
        }
        count(named, on: date, isMerge: isMerge, lines: lines, &tally, &tallies)
    }

    /// The key of the rows with a number: that of the person, and the periods.
    private func key(_ number: Int) -> ContributorsTally.Key {
        if periods.isEmpty { return ContributorsTally.Key(person: identities[number].key) }
        let both = combined[number]
        return ContributorsTally.Key(person: identities[both.identity].key, periods: both.periods)
    }

    /// The number that a person's commits are counted under: the person's own, unless rows are of periods.
    private mutating func number(_ identity: Int, on date: Timestamp?) -> Int {
        if periods.isEmpty { return identity }
        let key = PeriodKey(
            identity: identity, periods: periods.map { period in date.map { PeriodValue(period, of: $0) } })
        if let known = combinations[key] { return known }
        combinations[key] = combined.count
        combined.append(key)
        return combined.count - 1
    }

    /// Whether at least one of the people named is no excluded bot.
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
        _ named: [(number: Int, date: Timestamp?)], on period: Timestamp?, isMerge: Bool, lines: Stats.Total?,
        _ tally: inout ContributorsTally, _ tallies: inout [Int: PersonTally]
    ) {
        var counted: [(number: Int, date: Timestamp?)] = []
        var namesBot = false
        for (number, date) in named {
            let person = identities[number]
            if person.isBot {
                namesBot = true
                tally.bots.insert(person.account)
            } else if !counted.contains(where: { identities[$0.number].key == person.key }) {
                counted.append((number, date))
            }
        }
        if namesBot, counted.isEmpty { tally.botCommits += 1 }
        guard !counted.isEmpty else { return }

        tally.total.commits += 1
        if isMerge { tally.total.merges += 1 }
        if let lines { tally.lines.add(lines) }
        for (identity, date) in counted {
            let person = identities[identity]
            let number = number(identity, on: period)
            var own =
                tallies.removeValue(forKey: number)
                ?? PersonTally(
                    name: person.name, email: person.email,
                    periods: periods.isEmpty ? [] : combined[number].periods)
            own.count(isMerge: isMerge, date: date, lines: lines)
            switch (isByName, isByEmail) {
            case (true, false): if let email = person.email { own.variants[email, default: 0] += 1 }
            case (false, true): own.variants[person.name, default: 0] += 1
            default: break
            }
            if !isByPerson { tally.accounts.insert(person.account) }
            if countsAuthors { own.authors.insert(person.account) }
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
            case .author: result.append(person(bytes, layout.lastAuthor))
            case .committer: result.append(person(bytes, layout.lastCommitter))
            case .trailer(let key):
                for trailer in trailers where ASCII.equalIgnoringCase(trailer.key, key.bytes) {
                    let date = ContributorsWorker.date(bytes, layout.lastAuthor)
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
        identities.append(PersonIdentity(name: name, email: email, by: request))
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
