// How far a piece of work is, counted by workers and read by a display; nothing here prints.

import Synchronization

/// A piece of work's progress. Workers advance it while a display reads it; both at any time, from any thread.
public final class ProgressMeter: Sendable {
    /// A phase of the work.
    public struct Phase: Sendable, Equatable {
        /// What is being done, such as `Comparing trees`.
        public var title: String
        /// How many steps there are; `nil` while it is unknown.
        public var total: Int?
        /// What is counted beside the steps, such as `lines`; `nil` for nothing.
        public var unit: String?

        /// Names a phase.
        public init(title: String, total: Int?, unit: String? = nil) {
            self.title = title
            self.total = total
            self.unit = unit
        }
    }

    private let current = Mutex<Phase?>(nil)
    private let items = Mutex<[String]>([])
    private let steps = Atomic<Int>(0)
    private let units = Atomic<Int>(0)

    /// A meter without a phase.
    public init() {}

    /// Begins a phase of `total` steps, of which none is done; `unit` is what else is counted.
    public func begin(_ title: String, total: Int? = nil, also unit: String? = nil) {
        current.withLock { phase in
            phase = Phase(title: title, total: total, unit: unit)
            steps.store(0, ordering: .relaxed)
            units.store(0, ordering: .relaxed)
        }
    }

    /// Adds `count` steps done, and `units` of the phase's unit. Cheap, but meant for once a chunk rather than once an item.
    public func advance(by count: Int = 1, also units: Int = 0) {
        steps.wrappingAdd(count, ordering: .relaxed)
        if units != 0 { self.units.wrappingAdd(units, ordering: .relaxed) }
    }

    /// Says that a piece of the work with a name of its own has begun.
    public func start(_ item: String) { items.withLock { $0.append(item) } }

    /// Says that a piece of the work is done.
    public func finish(_ item: String) {
        items.withLock { items in
            if let index = items.firstIndex(of: item) { items.remove(at: index) }
        }
    }

    /// The pieces being worked on, those first that began first; empty where pieces have no names.
    public var currentItems: [String] { items.withLock { $0 } }

    /// The phase being worked on; `nil` before the first.
    public var phase: Phase? { current.withLock { $0 } }

    /// The number of steps done in this phase.
    public var completed: Int { steps.load(ordering: .relaxed) }

    /// How much of the phase's unit is done.
    public var completedUnits: Int { units.load(ordering: .relaxed) }
}
