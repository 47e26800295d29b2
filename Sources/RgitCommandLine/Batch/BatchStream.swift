// One batch: lines of requests in, lines of answers out, several commands at a time.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The commands of a batch, as its options say.
struct BatchOptions: Sendable {
    /// The environment and the directory of the batch.
    let environment: ProcessEnvironment
    /// The number of commands at a time, and of workers of each.
    let jobs: Int
    /// Whether answers come as they are found, and not in the order of the requests.
    let isUnordered: Bool
    /// The repositories that stay open.
    let repositories: OpenRepositories
}

/// A conversation with one program.
final class BatchStream: Sendable {
    /// A request that waits for a thread.
    private struct Waiting: Sendable {
        let place: Int
        let line: BatchLine
        var isCancelled = false
    }

    /// A request that is being answered.
    private struct Running: Sendable {
        let id: [UInt8]
        let task: Task<Void, Never>
    }

    private struct State: Sendable {
        /// What was read and is not begun, the oldest first.
        var waiting: [Waiting] = []
        /// The number of bytes of their lines.
        var waitingBytes = 0
        var running: [Int: Running] = [:]
        var count = 0
        /// Whether nothing more comes.
        var isOver = false
    }

    /// The maximum number of requests that wait, and of the bytes of their lines but for one.
    private static let maximumWaiting = (requests: 4096, bytes: 16 << 20)

    private let options: BatchOptions
    private let input: Int32
    private let isSocket: Bool
    private let outlet: BatchOutlet
    private let state = Monitor(State())

    /// Reads requests from one descriptor and writes answers to another; both stay the caller's.
    init(_ options: BatchOptions, input: Int32, output: Int32, isSocket: Bool = false) {
        self.isSocket = isSocket
        self.options = options
        self.input = input
        outlet = BatchOutlet(descriptor: output, isOrdered: !options.isUnordered)
    }

    /// Answers until the input has ended and everything is answered, or the reader of the answers has gone.
    ///
    /// - Throws: `io` where the input cannot be read or the output not be written.
    func run() async throws {
        let threads = WorkerThreads(count: options.jobs) { self.answerRequests() }
        guard let threads, let reader = WorkerThreads(count: 1, body: { self.readRequests() }) else {
            throw RgitError(.io, "cannot start a thread", "the limit on processes is reached")
        }
        await threads.finish()
        if let failure = outlet.failure {
            // Nothing ends a read of standard input but the end of the process.
            guard isSocket else { throw failure }
            shutdown(input, Int32(SHUT_RDWR))
        }
        await reader.finish()
    }

    // MARK: Requests

    /// Reads lines until the input ends.
    private func readRequests() {
        var lines = LineReader(descriptor: input, maximumLength: BatchLine.maximumLength)
        while outlet.failure == nil {
            switch lines.next() {
            case .line(let bytes): take(BatchLine(bytes), size: bytes.count)
            case .tooLong: take(.tooLong, size: 0)
            case .end:
                state.announce { $0.isOver = true }
                return
            }
        }
        end()
    }

    /// Has a request wait for a thread, or cancels one.
    private func take(_ line: BatchLine, size: Int) {
        if case .cancel(let id) = line { return cancel(id) }
        let isRoom: (State) -> Bool = { state in
            state.waiting.count < Self.maximumWaiting.requests
                && state.waitingBytes < Self.maximumWaiting.bytes
        }
        state.wait { state in isRoom(state) || state.isOver ? .ready(()) : .notYet }
        state.announce { state in
            state.waiting.append(Waiting(place: state.count, line: line))
            state.waitingBytes += size
            state.count += 1
        }
    }

    private func cancel(_ id: [UInt8]) {
        let tasks = state.locked { state in
            for index in state.waiting.indices {
                if case .request(let request) = state.waiting[index].line, request.id == id {
                    state.waiting[index].isCancelled = true
                }
            }
            return state.running.values.filter { $0.id == id }.map(\.task)
        }
        for task in tasks { task.cancel() }
        outlet.wake()
    }

    /// Ends everything: the reader of the answers has gone.
    private func end() {
        let tasks = state.announce { state in
            state.isOver = true
            state.waiting = []
            return state.running.values.map(\.task)
        }
        for task in tasks { task.cancel() }
        outlet.wake()
    }

    // MARK: Answers

    /// Answers one request after the other, on the calling thread.
    private func answerRequests() {
        let executor = ThreadExecutor()
        while let next = next() {
            switch next.line {
            case .cancel: continue
            case .unreadable(let id, let error):
                BatchAnswer(to: id, place: next.place, outlet: outlet).finish(.usage, errors: [error])
            case .request(let request):
                let answer = BatchAnswer(to: request.id, place: next.place, outlet: outlet)
                if next.isCancelled {
                    answer.finish(.interrupted, errors: [])
                } else {
                    run(request, next.place, answer, executor)
                }
            }
            if outlet.failure != nil { end() }
        }
    }

    private func next() -> Waiting? {
        let next: Waiting? = state.wait { state in
            guard let first = state.waiting.first else { return state.isOver ? .ready(nil) : .notYet }
            state.waiting.removeFirst()
            if state.waiting.isEmpty { state.waitingBytes = 0 }
            return .ready(first)
        }
        // The reader may wait for room.
        state.announce { _ in }
        return next
    }

    private func run(
        _ request: BatchRequest, _ place: Int, _ answer: BatchAnswer, _ executor: ThreadExecutor
    ) {
        let command = BatchCommandLine(request, options)
        executor.complete {
            await command.run(answer)
        } started: { task in
            state.locked { $0.running[place] = Running(id: request.id, task: task) }
        }
        state.locked { _ = $0.running.removeValue(forKey: place) }
    }
}
