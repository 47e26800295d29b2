// What is counted of a stretch of history, joined and ranked.

import Records

/// What has been counted of some stretch of history.
struct ContributorsTally: Sendable, Mergeable {
    var people: [[UInt8]: PersonTally] = [:]
    var bots: Set<[UInt8]> = []
    var botCommits = 0
    var total = ContributorsSummary.Total()
    /// The lines of all counted commits.
    var lines = Stats.Total()
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
        lines.add(other.lines)
        unknownStats += other.unknownStats
        problems += other.problems
    }

    /// The people in shortlog's order: most commits first, equal ones by the bytes of the line they are known by.
    func ranked(by identity: ContributorsRequest.Identity) -> (
        people: [Contributor], summary: ContributorsSummary
    ) {
        var answer = ContributorsSummary()
        var ranked: [Contributor] = []
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
            var person = Contributor(name: Text(name), email: email.map { Text($0) })
            person.rank = position + 1
            person.commits = tally.commits
            person.merges = tally.merges
            person.share = Double(tally.commits) / Double(max(1, total.commits))
            person.lines = tally.lines
            person.first = tally.first
            person.last = tally.last
            person.activeDays = tally.days.count
            ranked.append(person)
        }
        return (ranked, answer)
    }
}
