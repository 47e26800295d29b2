// Where repositories that are asked side by side leave their rows, and one writer takes them in the order of the repositories.

import RgitCore

/// The rows of several repositories on their way to one document.
///
/// Threads wait by blocking. What waits to be written is bounded: a repository whose turn has not come waits with its next
/// rows while too much is held; the one whose rows are being written goes on as long as they are taken.
final class RowBoard<Rows: Sendable, End: Sendable>: Sendable {
    /// What a repository has left.
    enum Part: Sendable {
        /// Some rows.
        case rows(Rows)
        /// What is known at the end of them.
        case end(End)
    }

    private struct State: Sendable {
        /// The parts that wait, by the places of their repositories.
        var waiting: [Int: [(part: Part, size: Int)]] = [:]
        /// How many bytes wait.
        var size = 0
        /// The repository whose rows are taken.
        var turn = 0
        /// The next repository to be asked.
        var next = 0
        var isClosed = false
        /// The tasks that ask, by their repositories.
        var tasks: [Int: Task<Void, Never>] = [:]
    }

    /// How many bytes of rows may wait for their turn, and of those whose turn it is.
    private static var maximumWaiting: Int { 32 << 20 }
    private static var maximumAhead: Int { 4 << 20 }
    /// How many repositories may be asked ahead of the one whose turn it is.
    private static var maximumRepositories: Int { 512 }

    private let count: Int
    private let state = Monitor(State())

    /// A board for `count` repositories.
    init(count: Int) { self.count = count }

    // MARK: Asking

    /// The place of the next repository to be asked; `nil` where there is none any more.
    func claim() -> Int? {
        state.wait { [count] state in
            guard !state.isClosed, state.next < count else { return .ready(nil) }
            let mayBegin =
                state.next == state.turn
                || state.size <= Self.maximumWaiting && state.next < state.turn + Self.maximumRepositories
            guard mayBegin else { return .notYet }
            defer { state.next += 1 }
            return .ready(state.next)
        }
    }

    /// Notes the task that asks a repository, so that it can be cancelled.
    func began(_ place: Int, _ task: Task<Void, Never>) {
        let isClosed = state.locked { state in
            state.tasks[place] = task
            return state.isClosed
        }
        if isClosed { task.cancel() }
    }

    /// Leaves rows of `size` bytes, and waits while too much is held.
    ///
    /// - Throws: `CancellationError` where nothing is taken any more.
    func leave(_ rows: Rows, size: Int, of place: Int) throws {
        add(.rows(rows), size, place)
        let isWanted = state.wait { state in
            if state.isClosed { return .ready(false) }
            if state.turn == place {
                let own = (state.waiting[place] ?? []).reduce(0) { $0 + $1.size }
                return own <= Self.maximumAhead ? .ready(true) : .notYet
            }
            return state.size <= Self.maximumWaiting ? .ready(true) : .notYet
        }
        if !isWanted { throw CancellationError() }
    }

    /// Leaves what is known at the end of a repository's rows.
    func finish(_ end: End, of place: Int) {
        state.locked { _ = $0.tasks.removeValue(forKey: place) }
        add(.end(end), 0, place)
    }

    private func add(_ part: Part, _ size: Int, _ place: Int) {
        state.announce { state in
            state.waiting[place, default: []].append((part, size))
            state.size += size
        }
    }

    // MARK: Writing

    /// The next parts of the repository whose turn it is, which is over with its end; `nil` once the board is closed.
    func take() -> [Part]? {
        let parts: [Part]? = state.wait { state in
            if state.isClosed { return .ready(nil) }
            guard let parts = state.waiting.removeValue(forKey: state.turn), !parts.isEmpty else {
                return .notYet
            }
            state.size -= parts.reduce(0) { $0 + $1.size }
            if case .end = parts[parts.count - 1].part { state.turn += 1 }
            return .ready(parts.map(\.part))
        }
        // Those who ask may wait for room, or for their turn.
        state.announce { _ in }
        return parts
    }

    /// Ends all waits, and cancels what is being asked.
    func close() {
        let tasks = state.announce { state in
            state.isClosed = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
    }
}
