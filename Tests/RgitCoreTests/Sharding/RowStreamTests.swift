// Rows read while they are made: their order and end, how far the work runs ahead, and what stops it.

import Synchronization
import Testing

@testable import RgitCore

@Suite struct RowStreamTests {
    /// Counts what a producer has sent, and notices when it ends.
    private final class Log: Sendable {
        let sent = Atomic<Int>(0)
        let outcome = Mutex<Result<Void, any Error>?>(nil)

        /// The outcome, once the producer has ended.
        func end() async throws -> Result<Void, any Error> {
            for _ in 0..<2000 {
                if let outcome = outcome.withLock({ $0 }) { return outcome }
                try await Task.sleep(for: .milliseconds(5))
            }
            throw Timeout()
        }
    }

    private struct Timeout: Error {}
    private struct Failure: Error, Equatable {}

    /// A stream of `chunks` chunks of ten numbers, whose producer notes in `log` what it does.
    private func stream(chunks: Int, failing: Bool = false, log: Log = Log()) -> RowStream<Int> {
        RowStream { channel in
            do {
                for chunk in 0..<chunks {
                    try await channel.send(Array(chunk * 10..<chunk * 10 + 10))
                    log.sent.wrappingAdd(1, ordering: .relaxed)
                }
                if failing { throw Failure() }
                log.outcome.withLock { $0 = .success(()) }
            } catch {
                log.outcome.withLock { $0 = .failure(error) }
                throw error
            }
        }
    }

    @Test(arguments: [0, 1, 3, 400]) func rowsComeInOrderAndWhole(chunks: Int) async throws {
        var found: [Int] = []
        for try await row in stream(chunks: chunks) { found.append(row) }
        #expect(found == Array(0..<chunks * 10))
    }

    @Test func eachLoopAsksAnew() async throws {
        let stream = stream(chunks: 2)
        for _ in 1...2 {
            var count = 0
            for try await _ in stream { count += 1 }
            #expect(count == 20)
        }
    }

    @Test func aFailureComesBehindTheRowsBeforeIt() async throws {
        var found = 0
        await #expect(throws: Failure()) {
            for try await _ in stream(chunks: 30, failing: true) { found += 1 }
        }
        #expect(found == 300)
    }

    @Test func theWorkStaysAFewChunksAheadOfASlowReader() async throws {
        let log = Log()
        var iterator = stream(chunks: 1000, log: log).makeAsyncIterator()
        #expect(try await iterator.next() == 0)
        try await Task.sleep(for: .milliseconds(100))
        #expect((1...8).contains(log.sent.load(ordering: .relaxed)))
        var count = 1
        while try await iterator.next() != nil { count += 1 }
        #expect(count == 10_000)
    }

    @Test func leavingTheLoopStopsTheWork() async throws {
        let log = Log()
        for try await row in stream(chunks: 1_000_000, log: log) where row == 25 { break }
        let outcome = try await log.end()
        #expect(throws: CancellationError.self) { try outcome.get() }
        #expect(log.sent.load(ordering: .relaxed) < 1000)
    }

    @Test func aCancelledReaderGetsAnErrorAndTheWorkStops() async throws {
        let log = Log()
        let stream = stream(chunks: 1_000_000, log: log)
        let reader = Task {
            var count = 0
            for try await _ in stream {
                count += 1
                if count == 15 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await reader.value }
        let outcome = try await log.end()
        #expect(throws: CancellationError.self) { try outcome.get() }
    }

    @Test func aReaderThatIsCancelledWhileItWaitsGetsAnError() async throws {
        let stream = RowStream<Int> { _ in try await Task.sleep(for: .seconds(600)) }
        let reader = Task { for try await _ in stream {} }
        try await Task.sleep(for: .milliseconds(50))
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
    }

    @Test func workersOfAStreamEndWithTheLoop() async throws {
        let log = Log()
        let stream = RowStream<Int> { channel in
            do {
                try await Sharding(jobs: 4).orderedChunks(
                    count: 1_000_000, size: 1, makeWorker: { 0 },
                    compute: { (_: inout Int, range: Range<Int>) in
                        log.sent.wrappingAdd(1, ordering: .relaxed)
                        return Array(range)
                    },
                    consume: { try await channel.send($0) })
            } catch {
                // Thrown when all worker threads have ended.
                log.outcome.withLock { $0 = .failure(error) }
                throw error
            }
        }
        for try await row in stream where row == 100 { break }
        let outcome = try await log.end()
        #expect(throws: CancellationError.self) { try outcome.get() }
        #expect(log.sent.load(ordering: .relaxed) < 1000)
    }
}
