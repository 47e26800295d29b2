// Chunks of work: all of it, in order, and small at the end.

import Testing

@testable import RgitCore

@Suite struct ChunkPlanTests {
    @Test(arguments: [0, 1, 7, 8, 9, 100, 1000, 4097], [1, 3, 8, 256, 5000])
    func allItemsAreInOneChunk(count: Int, size: Int) {
        for workers in [1, 2, 16] {
            let plan = ChunkPlan(count: count, size: size, workers: workers)
            var next = 0
            for chunk in 0..<plan.count {
                #expect(plan[chunk].lowerBound == next && !plan[chunk].isEmpty && plan[chunk].count <= size)
                next = plan[chunk].upperBound
            }
            #expect(next == count)
            // Few more than without small ones.
            #expect(plan.count <= count / size + 40 * workers + 1)
        }
    }

    @Test func theLastChunksAreSmall() {
        let plan = ChunkPlan(count: 10_000, size: 1024, workers: 2)
        #expect(plan[0].count == 1024)
        #expect(plan[plan.count - 1].count <= 128)
        #expect(ChunkPlan(count: 0, size: 8, workers: 2).count == 0)
    }
}
