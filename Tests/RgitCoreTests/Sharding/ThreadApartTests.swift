// Calls on a thread of their own: what they return and throw, and their cancellation.

import Testing

@testable import RgitCore

@Suite struct ThreadApartTests {
    private struct Failure: Error, Equatable {}

    @Test func returnsAndThrows() async throws {
        #expect(try await ThreadApart.run { 7 } == 7)
        await #expect(throws: Failure()) { try await ThreadApart.run { () -> Int in throw Failure() } }
    }

    /// Cancelling the task that awaits the call cancels the call, whether its thread has started it or not.
    @Test(arguments: [false, true]) func isCancelledWithTheCaller(hasBegun: Bool) async throws {
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let caller = Task {
            try await ThreadApart.run {
                beginning.finish()
                while !Task.isCancelled { await Task.yield() }
                return true
            }
        }
        if hasBegun { for await _ in begun {} }
        caller.cancel()
        #expect(try await caller.value)
    }
}
