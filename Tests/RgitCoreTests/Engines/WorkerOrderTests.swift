// Chunks of several workers that come in another order than that in which each worker found them.

import Testing

@testable import RgitCore

@Suite struct WorkerOrderTests {
    @Test func chunksOfAWorkerComeInItsOwnOrder() {
        var order = WorkerOrder<String>()
        #expect(order.next("a1", of: 0, place: 1) == [])
        #expect(order.next("b0", of: 1, place: 0) == ["b0"])
        #expect(order.next("a2", of: 0, place: 2) == [])
        #expect(order.next("a0", of: 0, place: 0) == ["a0", "a1", "a2"])
        #expect(order.next("a3", of: 0, place: 3) == ["a3"])
        #expect(order.next("b1", of: 1, place: 1) == ["b1"])
    }

    /// A worker that had the later of two chunks first numbered the paths of the later one first.
    @Test func pathsNumberedInALaterChunkAreFound() {
        var worker = WorkerVersions()
        let later = [worker.add(worker.number(of: [1]), .zero)]
        let laterPaths = worker.takeNewPaths()
        let earlier = [worker.add(worker.number(of: [1]), .zero), worker.add(worker.number(of: [2]), .zero)]
        let earlierPaths = worker.takeNewPaths()
        var versions = PathVersions()
        var order = WorkerOrder<(paths: [[UInt8]], pairs: [WorkerVersions.Pair?])>()
        // The earlier chunk comes first, and is the worker's second.
        for (chunk, place) in [((earlierPaths, earlier), 1), ((laterPaths, later), 0)] {
            for next in order.next(chunk, of: 0, place: place) {
                versions.add(paths: next.paths, of: 0)
                for pair in next.pairs.compactMap(\.self) { versions.add(pair, of: 0) }
            }
        }
        #expect(versions.paths == [[1], [2]])
        #expect(versions.pairs.map(\.path) == [0, 1])
    }
}
