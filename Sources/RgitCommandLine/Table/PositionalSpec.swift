// One row of the table for one argument that is not an option.

import RgitCore

/// What an argument is, without what it does.
struct PositionalInfo: Sendable {
    /// How many there may be.
    enum Count: Sendable, Equatable {
        /// Exactly one.
        case one
        /// One or none.
        case optional
        /// Any number.
        case many
    }

    /// Its name in help, in capitals.
    let name: String
    /// How many there may be.
    var count = Count.many
    /// What the shell offers for it.
    var completion = Completion.none
    /// Words it can be; empty where it can be anything.
    var choices: [Choice] = []
    /// One line that ends with a full stop.
    var summary: String
    /// What the man page says beyond the summary, in `Markup`.
    var details = ""
}

/// A row of the table: an argument and what it does to a request.
struct PositionalSpec<Request>: Sendable {
    /// What the argument is.
    let info: PositionalInfo
    /// Validates one word and stores it; throws a usage error and does nothing else.
    let apply: @Sendable (inout Request, [UInt8]) throws(RgitError) -> Void
}

/// A row of the table: the arguments after `--`.
struct PathsSpec<Request>: Sendable {
    /// What the arguments are.
    let info: PositionalInfo
    /// Stores them; called once where there was a `--`, even with nothing after it.
    let apply: @Sendable (inout Request, [[UInt8]]) throws(RgitError) -> Void
}
