// Where workers leave their results in any order and one consumer takes them in order.

/// Hands the results of worker threads to one task, in the order of the chunks.
///
/// Threads wait by blocking, the task by suspending.
final class OrderedOutlet<Value: Sendable>: Sendable {
    private struct State: Sendable {
        var results: [Int: Value] = [:]
        var taken = 0
        var isClosed = false
        var consumer: (chunk: Int, continuation: CheckedContinuation<Value?, Never>)?
    }

    private let window: Int
    private let state = Monitor(State())

    /// Lets workers be at most `window` chunks ahead of the consumer.
    init(window: Int) {
        self.window = window
    }

    /// Blocks until chunk `chunk` is less than the window ahead of the consumer; `false` once the outlet is closed.
    func waitForTurn(_ chunk: Int) -> Bool {
        state.wait { state in
            if state.isClosed { return .ready(false) }
            return chunk < state.taken + window ? .ready(true) : .notYet
        }
    }

    /// Leaves the result of a chunk.
    func deliver(_ chunk: Int, _ value: Value) {
        let waiting: CheckedContinuation<Value?, Never>? = state.locked { state in
            guard let consumer = state.consumer, consumer.chunk == chunk else {
                if !state.isClosed { state.results[chunk] = value }
                return nil
            }
            state.consumer = nil
            return consumer.continuation
        }
        waiting?.resume(returning: value)
    }

    /// Suspends until the result of `chunk` is there; `nil` once the outlet is closed.
    func take(_ chunk: Int) async -> Value? {
        await withCheckedContinuation { continuation in
            let answer: Awaited<Value?> = state.announce { state in
                state.taken = chunk
                if state.isClosed { return .ready(nil) }
                if let value = state.results.removeValue(forKey: chunk) { return .ready(value) }
                state.consumer = (chunk, continuation)
                return .notYet
            }
            if case .ready(let value) = answer { continuation.resume(returning: value) }
        }
    }

    /// Ends all waits, and takes nothing more.
    func close() {
        let waiting: CheckedContinuation<Value?, Never>? = state.announce { state in
            state.isClosed = true
            state.results = [:]
            defer { state.consumer = nil }
            return state.consumer?.continuation
        }
        waiting?.resume(returning: nil)
    }
}
