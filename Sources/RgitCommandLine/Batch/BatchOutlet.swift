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
        /// Whether a thread writes, for which it does not keep the lock: others have to look meanwhile.
        var isWriting = false
        /// Why nothing more can be written.
        var failure: (any Error)?
    }

    /// What a thread may do with its lines.
    private enum Turn {
        case write
        case leave
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
        let turn: Result<Turn, any Error> = state.wait { state in
            if let failure = state.failure { return .ready(.failure(failure)) }
            guard isOrdered, place != state.oldest else { return Self.turn(&state) }
            let count = state.waiting[place]?.lines.count ?? 0
            if count == 0 || count + lines.count <= Self.maximumWaiting {
                state.waiting[place, default: Waiting()].lines += lines
                return .ready(.success(.leave))
            }
            return Task.isCancelled ? .ready(.failure(CancellationError())) : .notYet
        }
        guard case .write = try turn.get() else { return }
        writeOut(lines)
        try state.announce { state throws in
            state.isWriting = false
            if let failure = state.failure { throw failure }
        }
    }

    /// Writes the last lines of the answer to the request at `place`, and then what has waited for its end.
    func finish(_ lines: [UInt8], of place: Int) {
        let turn: Result<Turn, any Error> = state.wait { state in
            guard isOrdered, place != state.oldest else { return Self.turn(&state) }
            state.waiting[place, default: Waiting()].lines += lines
            state.waiting[place]?.isFinished = true
            return .ready(.success(.leave))
        }
        guard case .success(.write) = turn else { return }
        var last: Waiting? = Waiting(lines: lines, isFinished: true)
        while let written = last {
            writeOut(written.lines)
            last = state.announce { state in
                if written.isFinished { state.oldest += 1 }
                if isOrdered, written.isFinished, let next = state.waiting.removeValue(forKey: state.oldest) {
                    return next
                }
                state.isWriting = false
                return nil
            }
        }
    }

    /// The turn to write, where no other thread does.
    private static func turn(_ state: inout State) -> Awaited<Result<Turn, any Error>> {
        guard !state.isWriting else { return .notYet }
        state.isWriting = true
        return .ready(.success(.write))
    }

    /// Has those that wait look whether they are cancelled.
    func wake() { state.announce { _ in } }

    private func writeOut(_ lines: [UInt8]) {
        guard !lines.isEmpty, failure == nil else { return }
        do throws(RawOutput.Failure) {
            try RawOutput.write(lines, to: descriptor)
        } catch {
            let failure: any Error = error.code == EPIPE ? OutputClosed() : OutputSink.failure(error.code)
            state.announce { $0.failure = failure }
        }
    }
}
