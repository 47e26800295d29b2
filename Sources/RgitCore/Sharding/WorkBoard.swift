// Tasks that make further tasks: workers take them until there are none and none is being worked on.

/// Tasks waiting for workers, in an order of three kinds. Threads wait by blocking.
final class WorkBoard<Item: Sendable>: Sendable {
    /// When a task is taken.
    enum Turn {
        /// Before all others, in the order in which such tasks were added.
        case urgent
        /// Before ordinary tasks, the latest first: for what should be done while the caches have what it needs.
        case soon
        /// In the order in which such tasks were added.
        case ordinary
    }

    private struct State: Sendable {
        var urgent = Line()
        var soon: [Item] = []
        var ordinary = Line()
        var working = 0
    }

    /// Items that leave in the order they came. `Deque` of swift-collections costs as much here as it saves, and the package
    /// would have no other use.
    private struct Line: Sendable {
        private var items: [Item] = []
        private var start = 0

        mutating func append(_ item: Item) { items.append(item) }

        mutating func popFirst() -> Item? {
            guard start < items.count else { return nil }
            let item = items[start]
            start += 1
            if start * 2 > items.count {
                items.removeSubrange(..<start)
                start = 0
            }
            return item
        }
    }

    private let state = Monitor(State())

    /// Adds a task.
    func add(_ item: Item, _ turn: Turn) {
        state.announce { state in
            switch turn {
            case .urgent: state.urgent.append(item)
            case .soon: state.soon.append(item)
            case .ordinary: state.ordinary.append(item)
            }
        }
    }

    /// Takes the next task, after which `finished()` has to be called; `nil` once all is done.
    ///
    /// Blocks while there is none but one is being worked on, which may add more.
    func take() -> Item? {
        state.wait { state in
            if let item = state.urgent.popFirst() ?? state.soon.popLast() ?? state.ordinary.popFirst() {
                state.working += 1
                return .ready(item)
            }
            return state.working == 0 ? .ready(nil) : .notYet
        }
    }

    /// Says that a task taken is done, and that all tasks it makes have been added.
    func finished() {
        state.announce { $0.working -= 1 }
    }
}

extension Sharding {
    /// Works on tasks until none is left, each with the state of some worker from `pool`; tasks may add further ones.
    ///
    /// Which worker does what, and in what order, is not defined.
    func work<Worker, Item: Sendable>(
        on board: WorkBoard<Item>, pool: WorkerPool<Worker>,
        body: @escaping @Sendable (inout Worker, Item) -> Void
    ) async throws {
        // Workers wait for each other's tasks: none may keep the others of the gate waiting meanwhile.
        try await Sharding(jobs: jobs).orderedChunks(
            count: jobs, size: 1, pool: pool,
            compute: { (worker: inout Worker, _: Range<Int>) in
                while let item = board.take() {
                    body(&worker, item)
                    board.finished()
                }
            },
            consume: { (_: Void) in })
    }
}
