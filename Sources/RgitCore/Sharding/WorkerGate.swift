// Lets the workers of several pieces of work that are done side by side compute, no more at a time than there are cores.

/// A number of places at which workers compute. Threads wait by blocking.
package final class WorkerGate: Sendable {
    private let free: Monitor<Int>

    /// A gate with `count` places.
    package init(count: Int) { free = Monitor(max(1, count)) }

    /// Waits for a place and takes it.
    func enter() {
        free.wait { free -> Awaited<Void> in
            guard free > 0 else { return .notYet }
            free -= 1
            return .ready(())
        }
    }

    /// Gives the place back.
    func leave() { free.announce { $0 += 1 } }
}
