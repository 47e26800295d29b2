// The one list of exit statuses.

import RgitCore

/// How a run ended, as its exit status says it.
enum Exit: Int32, Sendable {
    /// Done.
    case success = 0
    /// The answer is no, or a gate tripped.
    case negative = 1
    /// The command line is wrong.
    case usage = 2
    /// Something could not be read; what could be was printed.
    case unreadable = 3
    /// Interrupted.
    case interrupted = 130
}

extension Exit {
    /// The status an error leads to.
    init(_ kind: RgitError.Kind) {
        switch kind {
        case .usage: self = .usage
        case .cancelled: self = .interrupted
        case .repository, .unsafeRepository, .revision, .path, .missingObject, .damaged, .unsupported, .io:
            self = .unreadable
        }
    }
}
