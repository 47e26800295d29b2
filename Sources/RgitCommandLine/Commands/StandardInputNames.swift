// `--stdin`: a command's revisions come from standard input, one a line.

import RgitCore

extension CommandImplementation {
    /// The same command, which also takes what standard input names where `isWanted`.
    func readingNames(
        where isWanted: @escaping @Sendable (Request) -> Bool,
        _ add: @escaping @Sendable (inout Request, [UInt8]) throws(RgitError) -> Void
    ) -> CommandImplementation {
        let run = run
        return CommandImplementation(describedAs: self) {
            options, request, context in
            guard isWanted(request) else { return try await run(options, request, context) }
            var request = request
            var names = InputPieces(context.input, nulTerminated: options.nulTerminated)
            while let name = try names.next(beforeWaiting: {}) {
                try Task.checkCancellation()
                if !name.isEmpty { try add(&request, name) }
            }
            return try await run(options, request, context)
        }
    }
}

extension OptionSpec {
    /// `--stdin`
    static func standardInput(
        _ summary: String, _ set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec {
        .flag(
            OptionInfo(
                long: "stdin", summary: summary,
                details:
                    "One a line, or with `-z` one before each NUL; they come after those of the command line."
            ),
            set)
    }
}
