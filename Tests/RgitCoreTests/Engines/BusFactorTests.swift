// How much work the search for the bus factor does.

import Support
import Testing

@testable import RgitCore

@Suite struct BusFactorTests {
    /// Where each file has one owner the greatest owners are the fewest, and nothing is tried out.
    @Test func filesWithOneOwnerEachTakeNoSearch() {
        let people = 3000
        let owners = (0..<people).flatMap { person in Array(repeating: [person], count: 1 + person % 3) }
        var search = BusFactor(owners: owners, people: people, fileCount: owners.count, work: 0)
        let least = search.least()
        // 1000 people with 3 files each, and one more.
        #expect(least.people == 1001)
        #expect(least.isCertain)
        #expect(search.workLeft == 0)
    }

    /// Taking always the greatest looks at all groups for each person taken, which counts as work, too.
    @Test func theNumberThatIsEnoughCountsAsWork() {
        // Pairs of people, so that the loss of one person costs no file.
        let people = 400
        let owners = (0..<people / 2).map { [$0, $0 + people / 2] }
        var search = BusFactor(owners: owners, people: people, fileCount: owners.count)
        let least = search.least()
        #expect(least.people == 202)
        #expect(BusFactor.maximumWork - search.workLeft >= 202 * (people + owners.count))
    }

    /// Where the work does not suffice for that either, the people by their parts are enough.
    @Test func withoutWorkTheNumberIsStillEnough() {
        let people = 400
        let owners = (0..<people / 2).map { [$0, $0 + people / 2] }
        var search = BusFactor(owners: owners, people: people, fileCount: owners.count, work: 1000)
        let least = search.least()
        #expect(!least.isCertain)
        #expect((202...people).contains(least.people))
        // Without all of the first half and enough of the second.
        #expect(least.people <= 301)
        #expect(search.workLeft <= 0)
    }

    @Test func uncertainDirectoriesAreOneWarning() {
        let what = "fewer people than the bus factor says may be enough"
        #expect(OwnersQuery.warning(ofUncertain: []) == nil)
        #expect(OwnersQuery.warning(ofUncertain: ["a"]) == Warning(what, Array("a".utf8)))
        let several = Warning(what + ", of 3 directories the first", Array("a".utf8))
        #expect(OwnersQuery.warning(ofUncertain: ["a", "b", "c"]) == several)
    }

    /// Many people of whom each is tried out in turn: no call of a function for each.
    @Test func aLongRowOfPeopleIsTriedOutInALoop() {
        // A ring: each file is owned by two neighbours.
        let people = 21
        let owners = (0..<people).map { [$0, ($0 + 1) % people] }
        var search = BusFactor(owners: owners, people: people, fileCount: people)
        // Eleven files of a path of twelve people are the most that twelve cost; thirteen are not needed.
        #expect(search.least() == (12, true))
    }

    /// Against all choices tried.
    @Test(arguments: 1...60) func theNumberIsTheLeast(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let people = 2 + random.below(8)
        let owners = (0..<3 + random.below(12)).map { _ in
            (0..<people).filter { _ in random.percent(33) }
        }
        var search = BusFactor(owners: owners, people: people, fileCount: owners.count)
        let sets = owners.map { $0.reduce(0) { $0 | 1 << $1 } }
        let expected = (0..<1 << people).filter { gone in
            sets.count { $0 & ~gone == 0 } * 2 > owners.count
        }.map(\.nonzeroBitCount).min()
        #expect(search.least().people == expected)
    }
}
