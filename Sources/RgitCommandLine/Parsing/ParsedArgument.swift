// What the parser makes of a command's part of the command line, in the order it was written.

/// An option or an argument of a command.
enum ParsedArgument: Sendable, Equatable {
    /// The option at an index of the command's table, and how it was used.
    case option(Int, OptionUse)
    /// An argument before `--`.
    case word([UInt8])
    /// The arguments after `--`, where the command distinguishes them.
    case paths([[UInt8]])
}
