// Carries elements from one task to another, with room for a few: a sender that is ahead waits for the receiver.

import Synchronization

/// A queue of at most `capacity` elements between a sending and a receiving task.
///
/// Both sides wait by suspending. The sender ends the channel with ``finish(throwing:)``, the receiver with ``close()``,
/// and a receiver whose task is cancelled closes it too.
final class BoundedChannel<Element: Sendable>: Sendable {
    private struct State {
        /// Sent and not received yet, the oldest first.
        var elements: [Element] = []
        /// Senders that have left their element in `elements` and wait until it fits.
        var senders: [CheckedContinuation<Bool, Never>] = []
        /// Receivers that wait for an element; empty unless `elements` is.
        var receivers: [CheckedContinuation<Element?, any Error>] = []
        /// What receivers get once `elements` is empty; `nil` while there may be more.
        var end: Result<Element?, any Error>?
        /// Whether the receiving side has left.
        var isClosed = false
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Makes room for `capacity` elements, at least one.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Sends an element, and suspends while more than the capacity are waiting for the receiver.
    ///
    /// - Throws: `CancellationError` once the receiving side has left.
    func send(_ element: Element) async throws(CancellationError) {
        let isWanted = await withCheckedContinuation { sender in
            var receiver: CheckedContinuation<Element?, any Error>?
            let answer: Bool? = state.withLock { state in
                if state.isClosed || state.end != nil { return false }
                if let first = state.receivers.first {
                    state.receivers.removeFirst()
                    receiver = first
                    return true
                }
                state.elements.append(element)
                if state.elements.count <= capacity { return true }
                state.senders.append(sender)
                return nil
            }
            receiver?.resume(returning: element)
            if let answer { sender.resume(returning: answer) }
        }
        guard isWanted else { throw CancellationError() }
    }

    /// Says that nothing more will be sent; with an error, that is thrown once the elements before it are received.
    func finish(throwing error: (any Error)? = nil) {
        let end: Result<Element?, any Error> = error.map { .failure($0) } ?? .success(nil)
        let receivers = state.withLock { state in
            if state.end == nil { state.end = end }
            defer { state.receivers = [] }
            return state.receivers
        }
        for receiver in receivers { receiver.resume(with: end) }
    }

    /// Receives the next element, for which it suspends; `nil` when the sender has finished.
    ///
    /// - Throws: What the sender finished with, and `CancellationError` where the task is cancelled or the channel closed.
    func receive() async throws -> Element? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { receiver in
                var sender: CheckedContinuation<Bool, Never>?
                let answer: Result<Element?, any Error>? = state.withLock { state in
                    if state.isClosed { return .failure(CancellationError()) }
                    if !state.elements.isEmpty {
                        if !state.senders.isEmpty { sender = state.senders.removeFirst() }
                        return .success(state.elements.removeFirst())
                    }
                    if let end = state.end { return end }
                    state.receivers.append(receiver)
                    return nil
                }
                sender?.resume(returning: true)
                if let answer { receiver.resume(with: answer) }
            }
        } onCancel: {
            close()
        }
    }

    /// Says that nothing more will be received: what was sent is dropped, and who waits goes on with `CancellationError`.
    func close() {
        let (senders, receivers) = state.withLock { state in
            let waiting = (state.senders, state.receivers)
            state = State(isClosed: true)
            return waiting
        }
        for sender in senders { sender.resume(returning: false) }
        for receiver in receivers { receiver.resume(throwing: CancellationError()) }
    }
}
