// The lines of a tree, or of several repositories' trees, by what they have in common.

import Records

/// Lines that were counted, not in order yet.
package struct BlameStatsTally: Sendable {
    /// The groups by their keys, without their shares.
    var groups: [[BlameStatsKey]: BlameStatsGroup] = [:]
    var files = 0
    var bots: Set<Actor> = []
    var botLines = 0
    var unknownLines = 0
    var skipped = BlameStatsSummary.Skipped()

    /// Adds the lines of another repository.
    mutating func add(_ other: BlameStatsTally) {
        for (key, group) in other.groups {
            if groups[key]?.add(group) == nil { groups[key] = group }
        }
        files += other.files
        bots.formUnion(other.bots)
        botLines += other.botLines
        unknownLines += other.unknownLines
        skipped.add(other.skipped)
    }

    /// Puts the groups in order and fills in `answer`.
    consuming func ranked(
        _ request: BlameStatsRequest, _ answer: inout BlameStatsSummary, _ warnings: inout [Warning]
    ) -> [BlameStatsGroup] {
        answer.files = files
        answer.lines = groups.values.reduce(0) { $0 + $1.lines }
        answer.boundaryLines = groups.values.reduce(0) { $0 + $1.boundaryLines }
        answer.bots = bots.count
        answer.botLines = botLines
        answer.unknownLines = unknownLines
        answer.skipped = skipped
        let total = max(1, answer.lines)
        let order = groups.sorted { left, right in
            left.value.lines != right.value.lines
                ? left.value.lines > right.value.lines
                : left.key.lexicographicallyPrecedes(right.key) {
                    $0.bytes.lexicographicallyPrecedes($1.bytes)
                }
        }
        let groups = order.map { _, group in
            var group = group
            group.share = Double(group.lines) / Double(total)
            return group
        }
        return Self.withEmptyPeriods(groups, request, &warnings)
    }

    /// The groups, where all keys are periods with those that have no line, from the earliest to the latest.
    private static func withEmptyPeriods(
        _ groups: [BlameStatsGroup], _ request: BlameStatsRequest, _ warnings: inout [Warning]
    ) -> [BlameStatsGroup] {
        let periods = request.keys.compactMap { if case .period(let period) = $0 { period } else { nil } }
        guard !periods.isEmpty else { return groups }
        func values(_ group: BlameStatsGroup) -> [PeriodValue] {
            group.keys.compactMap { if case .period(let value) = $0 { value } else { nil } }
        }
        // Lines without a date first; stable, so that groups of the same periods stay in their order.
        let sorted = groups.enumerated().sorted { left, right in
            let (one, other) = (values(left.element), values(right.element))
            if one.count != other.count { return one.count < other.count }
            return one == other ? left.offset < right.offset : one.lexicographicallyPrecedes(other)
        }.map(\.element)
        guard periods.count == request.keys.count else { return sorted }
        let dated = sorted.filter { values($0).count == periods.count }
        guard let all = PeriodGrid.combinations(periods, found: dated.map(values)) else {
            warnings.append(PeriodGrid.tooMany)
            return sorted
        }
        var known: [[PeriodValue]: BlameStatsGroup] = [:]
        for group in dated { known[values(group)] = group }
        return sorted.filter { values($0).count != periods.count }
            + all.map { known[$0] ?? BlameStatsGroup(keys: $0.map { .period($0) }) }
    }
}

extension BlameStatsGroup {
    /// Adds the lines of another repository that have the same in common.
    fileprivate mutating func add(_ other: BlameStatsGroup) {
        lines += other.lines
        files += other.files
        commits += other.commits
        boundaryLines += other.boundaryLines
        if let date = other.oldest, oldest.map({ date.precedes($0) }) ?? true { oldest = date }
        if let date = other.newest, newest.map({ $0.precedes(date) }) ?? true { newest = date }
    }
}

extension BlameStatsSummary.Skipped {
    /// Adds what was left out of another repository.
    fileprivate mutating func add(_ other: Self) {
        binary += other.binary
        symlink += other.symlink
        submodule += other.submodule
        tooLarge += other.tooLarge
        generated += other.generated
        byAttributes += other.byAttributes
        unreadable += other.unreadable
        unreadableDirectories += other.unreadableDirectories
    }
}

extension BlameStatsKey {
    /// The bytes by which rows with equally many lines are put in order.
    fileprivate var bytes: [UInt8] {
        switch self {
        case .author(let actor): actor.name.bytes + [0x20, 0x3c] + actor.email.bytes + [0x3e]
        case .file(let path), .directory(let path), .extension(let path): path.bytes
        case .commit(let id, _): id.hex
        case .name(let text), .email(let text), .domain(let text): text.bytes
        // As numbers, the negative ones first.
        case .period(let value):
            (0..<8).map {
                UInt8(truncatingIfNeeded: UInt64(bitPattern: value.number ^ Int64.min) >> (56 - 8 * $0))
            }
        case .undated: []
        }
    }
}
