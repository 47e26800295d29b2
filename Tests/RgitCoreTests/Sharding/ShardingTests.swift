// Work cut into chunks: the order of results, whatever the workers, and what a failure does.

import Testing

@testable import RgitCore

@Suite struct ShardingTests {
    @Test(arguments: [1, 2, 7]) func resultsComeInOrderAndWhole(jobs: Int) async throws {
        var found: [Int] = []
        try await Sharding(jobs: jobs).orderedChunks(
            count: 1003, size: 10, makeWorker: { 0 },
            compute: { (worker: inout Int, range: Range<Int>) in
                worker += 1
                return Array(range)
            },
            consume: { found += $0 })
        #expect(found == Array(0..<1003))
    }

    @Test(arguments: [1, 2, 7]) func theFirstFailureInOrderEndsTheWork(jobs: Int) async throws {
        struct Failure: Error, Equatable { let chunk: Int }
        var found = 0
        await #expect(throws: Failure(chunk: 40)) {
            try await Sharding(jobs: jobs).orderedChunks(
                count: 100, size: 1, makeWorker: { 0 },
                compute: { (_: inout Int, range: Range<Int>) in
                    if range.lowerBound >= 40 { throw Failure(chunk: range.lowerBound) }
                    return range.count
                },
                consume: { found += $0 })
        }
        #expect(found == 40)
    }

    @Test(arguments: [1, 2, 7]) func aCancelledTaskStops(jobs: Int) async throws {
        let work = Task {
            var consumed = 0
            try await Sharding(jobs: jobs).orderedChunks(
                count: 1_000_000, size: 1, makeWorker: { 0 },
                compute: { (_: inout Int, range: Range<Int>) in range.count },
                consume: {
                    consumed += $0
                    if consumed == 100 { withUnsafeCurrentTask { $0?.cancel() } }
                })
        }
        await #expect(throws: CancellationError.self) { try await work.value }
    }
}
