// Remembers which files of the working tree are not in their working-tree-encoding, which git warns of.

import Records
import Synchronization

/// The files that could not be re-encoded; any worker may add one.
final class EncodingWarnings: Sendable {
    private let found = Mutex<[[UInt8]: Warning]>([:])

    /// Takes note of a file whose bytes count as they are.
    func note(_ path: [UInt8], _ encoding: [UInt8], _ refusal: TextEncoding.Refusal) {
        let name = Text(encoding)
        let what =
            switch refusal {
            case .prohibitedMark: "byte order mark is prohibited if encoded as \(name)"
            case .missingMark: "byte order mark is required if encoded as \(name)"
            case .failed: "failed to encode from \(name) to UTF-8"
            }
        found.withLock { $0[path] = Warning(what, path) }
    }

    /// A warning for each file, in the order of paths.
    var warnings: [Warning] {
        found.withLock { $0.sorted { $0.key.lexicographicallyPrecedes($1.key) } }.map(\.value)
    }
}
