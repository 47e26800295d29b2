// Checks that a memory budget is divided so that no query exceeds it.

import Testing

@testable import RgitCore

@Suite struct MemoryBudgetTests {
    @Test(arguments: [8 << 20, 100_000_001, 1 << 30, Int.max], [1, 3, 64])
    func workersAndSharedCachesStayWithinTheTotal(total: Int, jobs: Int) {
        let budget = MemoryBudget(total: total, jobs: jobs)
        let least = MemoryBudget.minimumWorkerBytes
        let counting = budget[.trees] + budget[.blobs]
        #expect(max(least, (total - budget[.commitTexts]) / jobs) >= counting - 1024)
        #expect(budget[.trees] > budget[.blobs])
        #expect(budget[.versions] == max(least, total / jobs))
        for share in MemoryBudget.Share.allCases { #expect(budget[share] > 0) }
    }

    @Test func sharesHaveTheirDefaultsUntilTheyAreSet() {
        #expect(MemoryBudget()[.trees] == 16 << 20)
        var budget = MemoryBudget()
        budget[.trees] = 5
        #expect(budget[.trees] == 5)
        #expect(budget[.blobs] == MemoryBudget.Share.blobs.defaultBytes)
        #expect(budget != MemoryBudget())
    }
}
