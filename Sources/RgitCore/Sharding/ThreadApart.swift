// Runs an asynchronous call on a thread of its own, for calls that compute without giving way.

import Synchronization

/// Calls that have a thread of their own, so that the thread of the caller has other tasks to go on with.
enum ThreadApart {
    /// What `body` returns or throws; it is cancelled with the caller. Where the system has no thread to give, `body` runs on
    /// that of the caller.
    static func run<Output: Sendable>(
        _ body: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        let call = Call<Output>()
        let thread = WorkerThreads(count: 1, isCallerIdle: false) {
            ThreadExecutor().complete {
                call.end(await Result { try await body() })
            } started: {
                call.start($0)
            }
        }
        guard let thread else { return try await body() }
        await withTaskCancellationHandler {
            await thread.finish()
        } onCancel: {
            call.cancel()
        }
        return try call.outcome()
    }

    /// A call on a thread of its own.
    private final class Call<Output: Sendable>: Sendable {
        private struct State {
            var task: Task<Void, Never>?
            var isCancelled = false
            var result: Result<Output, any Error>?
        }

        private let state = Mutex(State())

        func start(_ task: Task<Void, Never>) {
            let isCancelled = state.withLock { state in
                state.task = task
                return state.isCancelled
            }
            if isCancelled { task.cancel() }
        }

        func end(_ result: Result<Output, any Error>) {
            state.withLock { $0.result = result }
        }

        func cancel() {
            let task = state.withLock { state in
                state.isCancelled = true
                return state.task
            }
            task?.cancel()
        }

        /// What the call returned or threw.
        func outcome() throws -> Output {
            guard let result = state.withLock({ $0.result }) else { throw CancellationError() }
            return try result.get()
        }
    }
}

extension Result where Failure == any Error {
    /// What an asynchronous call returns or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
