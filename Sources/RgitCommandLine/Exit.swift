// The one list of exit statuses.

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
