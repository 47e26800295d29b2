// What standard output and standard error are: a terminal or not, how wide, and whether it shows colours.

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
    /// Whether standard output is a pipe, at whose other end something may be writing to the same screen.
    var isOutputPipe = false
    /// Whether standard error is a terminal.
    var isErrorTerminal = false
    /// Whether the terminal understands nothing but plain text (`TERM=dumb`).
    var isDumb = false
    /// The number of cells in a line of output; `nil` where output is not a terminal and lines may be of any length.
    var width: Int?
    /// Whether standard output gets colours.
    var colorsOutput = false
    /// Whether standard error gets colours.
    var colorsErrors = false

    /// Whether standard output may end up on the same screen as standard error.
    var outputMayShareScreen: Bool { isOutputTerminal || isOutputPipe }

    /// Output into a file, without colours.
    init() {}

    /// Looks at the streams and at `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR_FORCE`, `TERM` and `COLUMNS`.
    init(_ color: GlobalOptions.Color, _ environment: ProcessEnvironment) {
        isOutputTerminal = isatty(1) == 1
        isErrorTerminal = isatty(2) == 1
        var status = stat()
        isOutputPipe = fstat(1, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
        let term = environment["TERM"] ?? []
        isDumb = term.isEmpty || term == Array("dumb".utf8)
        let isForced = ["FORCE_COLOR", "CLICOLOR_FORCE"].contains { name in
            let value = environment[name] ?? []
            return !value.isEmpty && value != Array("0".utf8)
        }
        let mayColor = (isForced || !isDumb) && (environment["NO_COLOR"] ?? []).isEmpty
        switch color {
        case .always:
            colorsOutput = true
            colorsErrors = true
        case .never: break
        case .auto:
            colorsOutput = (isOutputTerminal || isForced) && mayColor
            colorsErrors = (isErrorTerminal || isForced) && mayColor
        }
        if isOutputTerminal { width = Terminal.width(of: 1, environment) }
    }

    /// The width of the terminal behind a descriptor: what `COLUMNS` says, else what the terminal says, else 80.
    static func width(of descriptor: Int32, _ environment: ProcessEnvironment) -> Int {
        if let columns = environment["COLUMNS"], let width = Int(String(decoding: columns, as: UTF8.self)),
            width > 0
        {
            return width
        }
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return 80
    }
}
