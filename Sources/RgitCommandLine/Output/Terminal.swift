// What stands behind standard output and standard error: a terminal or not, how wide, and whether it takes colours.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminals this process writes to, looked at once.
struct Terminal: Sendable {
    /// Whether standard output is a terminal.
    var isOutputTerminal = false
    /// Whether standard error is a terminal.
    var isErrorTerminal = false
    /// The number of cells in a line of output; `nil` where output is not a terminal and lines may be of any length.
    var width: Int?
    /// Whether standard output gets colours.
    var colorsOutput = false
    /// Whether standard error gets colours.
    var colorsErrors = false
}
