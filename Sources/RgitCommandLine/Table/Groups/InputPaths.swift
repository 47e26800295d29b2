// `--stdin` of the commands that answer about single paths.

import GitObjects
import RgitCore

/// Paths that are read from standard input.
enum InputPaths {
    /// The paths on the command line.
    static let info = PositionalInfo(name: "PATH", completion: .file, summary: "The paths to ask about.")

    /// The option.
    static let rows: [OptionSpec<GlobalOptions>] = [
        .once(
            OptionInfo(
                long: "stdin", summary: "Read the paths from standard input, a line each.",
                details: """
                    A line that begins with a double quote is unquoted as git quotes names. With `-z` a path ends with a \
                    NUL instead, and is taken as it is. All of them are read before the first answer.
                    """,
                isEssential: true)
        ) { $0.readsPaths = true }
    ]

    /// Throws a usage error unless paths come from exactly one place.
    static func check(_ paths: [[UInt8]], _ options: GlobalOptions) throws(RgitError) {
        if options.readsPaths, let path = paths.first {
            throw RgitError(.usage, "--stdin reads paths from standard input, not", path)
        }
        if !options.readsPaths, paths.isEmpty { throw RgitError(.usage, "no path is given") }
    }

    /// All paths of standard input.
    static func read(_ input: StandardInput, nulTerminated: Bool) throws -> [[UInt8]] {
        var pieces = InputPieces(input, nulTerminated: nulTerminated)
        var paths: [[UInt8]] = []
        while let piece = try pieces.next(beforeWaiting: {}) {
            try Task.checkCancellation()
            guard !nulTerminated, piece.first == UInt8(ascii: "\"") else {
                paths.append(piece)
                continue
            }
            guard let name = CQuoting.unquote(piece[...]), name.rest.isEmpty else {
                throw RgitError(.usage, "line of standard input is badly quoted", piece)
            }
            paths.append(name.text)
        }
        return paths
    }
}

extension CommandImplementation {
    /// The same command, its paths read from standard input where that is asked for.
    func readingPaths(_ paths: WritableKeyPath<Request, [[UInt8]]> & Sendable) -> CommandImplementation {
        CommandImplementation(describedAs: self) { options, request, context in
            var request = request
            if options.readsPaths {
                request[keyPath: paths] = try InputPaths.read(
                    context.input, nulTerminated: options.nulTerminated)
            }
            return try await run(options, request, context)
        }
    }
}
