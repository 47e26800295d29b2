// What is counted of a stretch of history, joined and ranked.

import Records

/// What has been counted of some stretch of history.
package struct ContributorsTally: Sendable, Mergeable {
    /// What tells rows apart.
    struct Key: Hashable {
        /// The person's part, empty where rows do not distinguish people.
        let person: [UInt8]
        /// The periods; `nil` in one for commits without a date.
        var periods: [PeriodValue?] = []

        /// The order of rows with equally many commits.
        func precedes(_ other: Key) -> Bool { person.lexicographicallyPrecedes(other.person) }
    }

    var people: [Key: PersonTally] = [:]
    /// Everyone counted, where rows are not people.
    var accounts: Set<[UInt8]> = []
    var bots: Set<[UInt8]> = []
    var botCommits = 0
    var total = ContributorsSummary.Total()
    /// The lines of all counted commits.
    var lines = Stats.Total()
    var unknownStats = 0
    /// How many more commits may belong to the paths.
    var unknownCommits = 0
    /// How many paths were left out for their attributes.
    var excludedPaths = 0
    var problems: [RgitError] = []

    mutating func merge(_ other: consuming ContributorsTally) {
        for (key, person) in other.people {
            if people[key]?.merge(person) == nil { people[key] = person }
        }
        bots.formUnion(other.bots)
        accounts.formUnion(other.accounts)
        botCommits += other.botCommits
        total.commits += other.total.commits
        total.merges += other.total.merges
        lines.add(other.lines)
        unknownStats += other.unknownStats
        unknownCommits += other.unknownCommits
        excludedPaths += other.excludedPaths
        problems += other.problems
    }

    /// The rows in shortlog's order: most commits first, equal ones by the bytes of the line they are known by; where there
    /// are periods, these first, from the earliest to the latest.
    func ranked(_ request: ContributorsRequest) -> (rows: [Contributor], summary: ContributorsSummary) {
        var answer = ContributorsSummary()
        answer.total = total
        answer.total.contributors = request.isByPerson ? Set(people.keys.map(\.person)).count : accounts.count
        answer.bots.accounts = bots.count
        answer.bots.commits = botCommits
        answer.unknownStats = unknownStats
        let order = people.sorted { left, right in
            left.value.commits != right.value.commits
                ? left.value.commits > right.value.commits : left.key.precedes(right.key)
        }
        var rows = order.enumerated().map { position, row in
            contributor(row.value, rank: position + 1, request)
        }
        if !request.periods.isEmpty {
            // Stable, so that rows of the same periods stay in their order.
            rows = rows.enumerated().sorted { left, right in
                let order = Self.compare(left.element.periods, right.element.periods)
                return order != 0 ? order < 0 : left.offset < right.offset
            }.map(\.element)
        }
        return (rows, answer)
    }

    private func contributor(
        _ tally: PersonTally, rank: Int, _ request: ContributorsRequest
    ) -> Contributor {
        // Of several names, or addresses, the one with the most commits, and of those the first in byte order.
        let usual = tally.variants.min { left, right in
            left.value != right.value
                ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
        }?.key
        let name = request.isByName ? tally.name : usual ?? tally.name
        let email = request.isByEmail ? tally.email : usual ?? tally.email
        var row = Contributor(
            name: request.isByPerson ? Text(name) : "",
            email: request.isByPerson ? email.map { Text($0) } : nil)
        row.isPerson = request.isByPerson
        if request.keys.contains(.domain) { row.domain = Text(PersonIdentity.domain(of: tally.email)) }
        row.periods = tally.periods
        row.rank = rank
        row.commits = tally.commits
        row.merges = tally.merges
        row.authors = tally.authors.count
        row.share = Double(tally.commits) / Double(max(1, total.commits))
        row.lines = tally.lines
        row.first = tally.first
        row.last = tally.last
        row.activeDays = tally.days.count
        return row
    }

    /// The order of periods: commits without a date first, then from the earliest to the latest.
    private static func compare(_ left: [PeriodValue?], _ right: [PeriodValue?]) -> Int {
        for (left, right) in zip(left, right) where left != right {
            guard let left else { return -1 }
            guard let right else { return 1 }
            return left < right ? -1 : 1
        }
        return 0
    }
}
