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
        var number = numberThatIsLeast()
        // The files that one person alone owns are lost with that person.
        if groups.allSatisfy({ $0.owners.count == 1 }) { return (number, true) }
        let enough = numberThatIsEnough()
        while number < enough {
            guard let isEnough = areEnough(number) else { return (enough, false) }
            if isEnough { return (number, true) }
            number += 1
        }
        return (enough, true)
    }

    /// The work that was not used up; none is done where it is negative.
    var workLeft: Int { work }

    /// Takes from the work what computing the parts once costs; `false` where it is used up.
    private mutating func spend() -> Bool {
        guard work > 0 else { return false }
        work -= groups.count + isDecided.count
        return work > 0
    }

    /// How many people it takes where always the one with the greatest part is taken. Once the work is used up parts are not
    /// computed anew for the next one.
    private mutating func numberThatIsEnough() -> Int {
        var taken: [Int] = []
        while lost < needed, spend(), let next = greatest(parts()) {
            take(next)
            taken.append(next)
        }
        let parts = parts()
        for next in parts.indices.sorted(by: { (parts[$1], $0) < (parts[$0], $1) })
        where lost < needed && parts[next] > 0 {
            take(next)
            taken.append(next)
        }
        for person in taken.reversed() { giveBack(person) }
        return taken.count
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

    /// Whether taking some `people` is enough; `nil` where finding out takes too much work.
    ///
    /// In a loop and not by recursion: people can be as many as authors.
    private mutating func areEnough(_ people: Int) -> Bool? {
        var decisions: [(person: Int, isTaken: Bool)] = []
        defer { for decision in decisions.reversed() { undo(decision) } }
        var left = people
        while true {
            if lost >= needed { return true }
            if left > 0 {
                guard spend() else { return nil }
                if let next = promising(left) {
                    take(next)
                    decisions.append((next, true))
                    left -= 1
                    continue
                }
            }
            // The last one who was taken is kept instead, and what was decided after that is open again.
            while let last = decisions.last, !last.isTaken {
                undo(last)
                decisions.removeLast()
            }
            guard let last = decisions.popLast() else { return false }
            undo(last)
            left += 1
            keep(last.person)
            decisions.append((last.person, false))
        }
    }

    /// The undecided person with the greatest part; `nil` where the greatest parts of `people` are not enough.
    private func promising(_ people: Int) -> Int? {
        let parts = parts()
        let most = parts.sorted(by: >).prefix(people).reduce(0, +)
        return Double(lost) + most > Double(needed) - 1e-6 ? greatest(parts) : nil
    }

    private mutating func undo(_ decision: (person: Int, isTaken: Bool)) {
        if decision.isTaken { giveBack(decision.person) } else { forget(decision.person) }
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
