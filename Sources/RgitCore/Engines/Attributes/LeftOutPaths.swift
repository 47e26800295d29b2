// Remembers which paths were left out for their attributes: each counts once, however many commits change it.

import Synchronization

/// The paths that were left out; any worker may add some.
final class LeftOutPaths: Sendable {
    private let paths = Mutex<Set<[UInt8]>>([])

    /// Takes note of a path.
    func note(_ path: [UInt8]) { paths.withLock { _ = $0.insert(path) } }

    /// The number of paths.
    var count: Int { paths.withLock { $0.count } }
}
