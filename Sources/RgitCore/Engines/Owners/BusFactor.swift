// Finds the least number of people without whom more than half of some files have no owner.

/// The search for the people whose loss costs most files: of two people who own files together neither is enough.
///
/// What a person can cost at most is their part of each file: the files, each divided by the number of its owners. The people with the
/// greatest parts give a least number, and taking always the greatest that is left gives a number that is enough. Where
/// these differ, the people in question are tried out: with each of them, and without.
struct BusFactor {
    /// How much is looked at, of all directories together, before the number that is enough is taken for the least.
    static let maximumWork = 50_000_000

    /// Files with the same owners.
    private struct Group {
        let owners: [Int]
        let files: Int
        /// The owners that are not taken away.
        var left: Int
        /// The owners that are to stay.
        var kept = 0
    }

    private var groups: [Group] = []
    private var groupsOf: [[Int]]
    private var isDecided: [Bool]
    /// The number of owned files that have to lose all their owners.
    private let needed: Int
    private var lost = 0
    private var work: Int

    /// Prepares for `fileCount` files, those with owners among them; people are numbered from 0 to `people`. No more than `work`
    /// is done.
    init(owners files: [[Int]], people: Int, fileCount: Int, work: Int = maximumWork) {
        var counts: [[Int]: Int] = [:]
        for owners in files where !owners.isEmpty { counts[owners.sorted(), default: 0] += 1 }
        groupsOf = Array(repeating: [], count: people)
        isDecided = Array(repeating: false, count: people)
        // In one order, so that the same work leads as far in every run.
        for (owners, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            for owner in owners { groupsOf[owner].append(groups.count) }
            groups.append(Group(owners: owners, files: count, left: owners.count))
        }
        let owned = counts.values.reduce(0, +)
        needed = max(0, fileCount / 2 + 1 - (fileCount - owned))
        self.work = work
    }

    /// The number of people, and whether it is certain that no smaller one is enough.
    mutating func least() -> (people: Int, isCertain: Bool) {
        guard needed > 0 else { return (0, true) }
        let enough = numberThatIsEnough()
        var number = numberThatIsLeast()
        while number < enough {
            guard let isEnough = tries(number) else { return (enough, false) }
            if isEnough { return (number, true) }
            number += 1
        }
        return (enough, true)
    }

    /// The work that was not used up.
    var workLeft: Int { work }

    /// How many people it takes where always the one with the greatest part is taken.
    private func numberThatIsEnough() -> Int {
        var copy = self
        var people = 0
        while copy.lost < copy.needed, let next = copy.greatest(copy.parts()) {
            copy.take(next)
            people += 1
        }
        return people
    }

    /// With fewer people than this the greatest parts are not enough.
    private func numberThatIsLeast() -> Int {
        var sum = 0.0
        for (place, part) in parts().sorted(by: >).enumerated() {
            sum += part
            if sum > Double(needed) - 1e-6 { return place + 1 }
        }
        return 0
    }

    /// The part that each undecided person has of the files that can still be lost.
    private func parts() -> [Double] {
        var parts = [Double](repeating: 0, count: isDecided.count)
        for group in groups where group.kept == 0 && group.left > 0 {
            let part = Double(group.files) / Double(group.left)
            for owner in group.owners where !isDecided[owner] { parts[owner] += part }
        }
        return parts
    }

    private func greatest(_ parts: [Double]) -> Int? {
        var best: Int?
        for (person, part) in parts.enumerated() where part > 0 && part > best.map({ parts[$0] }) ?? 0 {
            best = person
        }
        return best
    }

    /// Whether so many people more are enough; `nil` where that takes too much work.
    private mutating func tries(_ people: Int) -> Bool? {
        if lost >= needed { return true }
        guard people > 0 else { return false }
        work -= groups.count + isDecided.count
        guard work > 0 else { return nil }
        let parts = parts()
        let most = parts.sorted(by: >).prefix(people).reduce(0, +)
        guard Double(lost) + most > Double(needed) - 1e-6, let next = greatest(parts) else { return false }
        take(next)
        let with = tries(people - 1)
        giveBack(next)
        guard with == false else { return with }
        keep(next)
        defer { forget(next) }
        return tries(people)
    }

    private mutating func take(_ person: Int) {
        isDecided[person] = true
        for group in groupsOf[person] {
            groups[group].left -= 1
            if groups[group].left == 0 { lost += groups[group].files }
        }
    }

    private mutating func giveBack(_ person: Int) {
        isDecided[person] = false
        for group in groupsOf[person] {
            if groups[group].left == 0 { lost -= groups[group].files }
            groups[group].left += 1
        }
    }

    private mutating func keep(_ person: Int) {
        isDecided[person] = true
        for group in groupsOf[person] { groups[group].kept += 1 }
    }

    private mutating func forget(_ person: Int) {
        isDecided[person] = false
        for group in groupsOf[person] { groups[group].kept -= 1 }
    }
}
