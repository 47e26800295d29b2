// Where the answers of a batch meet: written in the order of the requests, or as they come.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The output that the answers of one batch share.
///
/// In order, the answer to the oldest request is written at once, and the others wait: each up to a limit, from which on
/// its command waits too. A reader that is slow has all of them wait.
final class BatchOutlet: Sendable {
    /// An answer that is not the oldest.
    private struct Waiting: Sendable {
        var lines: [UInt8] = []
        var isFinished = false
    }

    private struct State: Sendable {
        /// The place of the oldest request that is not answered.
        var oldest = 0
        var waiting: [Int: Waiting] = [:]
        /// Why nothing more can be written.
        var failure: (any Error)?
    }

    /// The maximum number of bytes of an answer that waits.
    private static let maximumWaiting = 1 << 20

    private let descriptor: Int32
    private let isOrdered: Bool
    private let state = Monitor(State())

    /// Writes to a descriptor, which stays the caller's; in the order of the requests where `isOrdered`.
    init(descriptor: Int32, isOrdered: Bool) {
        self.descriptor = descriptor
        self.isOrdered = isOrdered
    }

    /// Why nothing more can be written; `nil` while there is no reason.
    var failure: (any Error)? { state.locked { $0.failure } }

    /// Writes whole lines of the answer to the request at `place`.
    ///
    /// Blocks while too much of that answer waits. Throws what writing throws, and `CancellationError` where the task is
    /// cancelled while it waits.
    func write(_ lines: [UInt8], of place: Int) throws {
        let result: Result<Void, any Error> = state.wait { state in
            if let failure = state.failure { return .ready(.failure(failure)) }
            guard isOrdered, place != state.oldest else {
                writeOut(lines, &state)
                return .ready(state.failure.map { .failure($0) } ?? .success(()))
            }
            let count = state.waiting[place]?.lines.count ?? 0
            if count == 0 || count + lines.count <= Self.maximumWaiting {
                state.waiting[place, default: Waiting()].lines += lines
                return .ready(.success(()))
            }
            return Task.isCancelled ? .ready(.failure(CancellationError())) : .notYet
        }
        try result.get()
    }

    /// Writes the last lines of the answer to the request at `place`, and then what has waited for its end.
    func finish(_ lines: [UInt8], of place: Int) {
        state.announce { state in
            guard isOrdered, place != state.oldest else {
                writeOut(lines, &state)
                state.oldest += 1
                while isOrdered, let next = state.waiting.removeValue(forKey: state.oldest) {
                    writeOut(next.lines, &state)
                    guard next.isFinished else { break }
                    state.oldest += 1
                }
                return
            }
            state.waiting[place, default: Waiting()].lines += lines
            state.waiting[place]?.isFinished = true
        }
    }

    /// Has those that wait look whether they are cancelled.
    func wake() { state.announce { _ in } }

    private func writeOut(_ lines: [UInt8], _ state: inout State) {
        guard state.failure == nil, !lines.isEmpty else { return }
        do throws(RawOutput.Failure) {
            try RawOutput.write(lines, to: descriptor)
        } catch {
            state.failure = error.code == EPIPE ? OutputClosed() : OutputSink.failure(error.code)
        }
    }
}
