// One batch: lines of requests in, lines of answers out, several commands at a time.

import RgitCore
import Synchronization

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
    private let options: BatchOptions
    private let input: Int32
    private let isSocket: Bool
    private let outlet: BatchOutlet
    private let queue: BatchQueue
    /// Used by the one thread that reads.
    private let lines: Mutex<LineReader>

    /// Reads requests from one descriptor and writes answers to another; both stay the caller's.
    init(_ options: BatchOptions, input: Int32, output: Int32, isSocket: Bool = false) {
        self.isSocket = isSocket
        self.options = options
        self.input = input
        outlet = BatchOutlet(descriptor: output, isOrdered: !options.isUnordered)
        queue = BatchQueue(jobs: options.jobs)
        lines = Mutex(LineReader(descriptor: input, maximumLength: BatchLine.maximumLength))
    }

    /// Answers until the input has ended and everything is answered, or the reader of the answers has gone.
    ///
    /// - Throws: `io` where the input cannot be read or the output not be written.
    func run() async throws {
        guard let threads = WorkerThreads(count: options.jobs + 1, body: { self.work() }) else {
            throw RgitError(.io, "cannot start a thread", "the limit on processes is reached")
        }
        await queue.finished()
        if let failure = outlet.failure {
            // Nothing ends a read of standard input but the end of the process.
            guard isSocket else { throw failure }
            shutdown(input, Int32(SHUT_RDWR))
        }
        await threads.finish()
    }

    /// Reads and answers, on the calling thread, until nothing more comes.
    private func work() {
        let executor = ThreadExecutor()
        while true {
            switch queue.next() {
            case .end: return
            case .answer(let next): answer(next, executor)
            case .read: if let next = read() { answer(next, executor) }
            }
        }
    }

    /// Reads a line; what comes back is to be answered by the calling thread.
    private func read() -> BatchQueue.Waiting? {
        let (next, hasMore) = lines.withLock { ($0.next(), $0.hasMore) }
        switch next {
        case .line(let bytes):
            let line = BatchLine(bytes)
            guard case .cancel(let id) = line else {
                return queue.add(line, size: bytes.count, isLast: !hasMore)
            }
            queue.cancel(id)
            outlet.wake()
        case .tooLong: return queue.add(.tooLong, size: 0, isLast: !hasMore)
        case .end: queue.close()
        }
        return nil
    }

    private func answer(_ next: BatchQueue.Waiting, _ executor: ThreadExecutor) {
        switch next.line {
        case .cancel: break
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
        if outlet.failure != nil {
            queue.abandon()
            outlet.wake()
        }
        queue.finish(next.place)
    }

    private func run(
        _ request: BatchRequest, _ place: Int, _ answer: BatchAnswer, _ executor: ThreadExecutor
    ) {
        let command = BatchCommandLine(request, options)
        executor.complete {
            await command.run(answer)
        } started: { task in
            queue.started(task, place)
        }
    }
}
