// What is counted for one person: commits, lines, the first and last date, the days.

import Records

/// What has been counted for one person.
struct PersonTally: Sendable {
    let name: [UInt8]
    let email: [UInt8]?
    /// The periods the commits are in, in the order of the request; `nil` in one for commits without a date.
    var periods: [PeriodValue?] = []
    var commits = 0
    var merges = 0
    var lines = Stats.Total()
    var first: Timestamp?
    var last: Timestamp?
    /// Days since 1970 by the recorded clocks.
    var days: Set<Int64> = []
    /// The persons that the commits are counted for, where that is asked.
    var authors: Set<[UInt8]> = []
    /// The names (or the addresses) that a person known by the other one goes by, with their commits.
    var variants: [[UInt8]: Int] = [:]

    init(name: [UInt8], email: [UInt8]?, periods: [PeriodValue?] = []) {
        self.name = name
        self.email = email
        self.periods = periods
    }

    mutating func count(isMerge: Bool, date: Timestamp?, lines changed: Stats.Total?) {
        commits += 1
        if isMerge { merges += 1 }
        if let changed { lines.add(changed) }
        guard let date else { return }
        extend(to: date)
        days.insert(date.localDay)
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
        authors.formUnion(other.authors)
        variants.merge(other.variants, uniquingKeysWith: +)
    }
}

extension Stats.Total {
    mutating func add(_ other: Stats.Total) {
        files += other.files
        insertions += other.insertions
        deletions += other.deletions
    }
}
