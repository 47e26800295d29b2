// Remembers that renames were not looked for among too many files, which git warns of.

import Synchronization

/// The largest rename limit that some comparison would have needed; any worker may add one.
final class SkippedRenames: Sendable {
    private let largest = Atomic<Int>(0)

    /// Takes note of a comparison that would have needed a limit of `limit` files.
    func note(_ limit: Int) {
        largest.max(limit, ordering: .relaxed)
    }

    /// What git warns of once everything has been compared; empty where no search was cut short.
    var warnings: [Warning] {
        let limit = largest.load(ordering: .relaxed)
        guard limit > 0 else { return [] }
        return [
            Warning(
                "exhaustive rename detection was skipped due to too many files; needed",
                Array("-l \(limit)".utf8))
        ]
    }
}
