// The options that turn an answer into an exit status, for commands that tell whether something differs.

/// Rows that set a run's gate.
enum GateOptions {
    /// Exit status 1 where there is any row.
    static let byRows: [OptionSpec<GlobalOptions>] = [
        .once(
            OptionInfo(
                long: "exit-code", summary: "Exit with status 1 where there is any row, else 0.",
                isEssential: true)
        ) { $0.gate.byRows = true },
        .once(
            OptionInfo(
                long: "quiet", summary: "Print nothing, and exit as with --exit-code.",
                details:
                    "As in `git diff`. Neither progress nor warnings are shown, as with `-q`; errors are.",
                isEssential: true)
        ) { options in
            options.gate.byRows = true
            options.gate.isSilent = true
            options.isQuiet = true
        },
    ]

    /// Exit status 1 where there are too many lines.
    static let byLines: [OptionSpec<GlobalOptions>] = [
        .integer(
            OptionInfo(
                long: "fail-over", shape: .value("N"),
                summary: "Exit with status 1 where more than N lines were added and removed."),
            in: 0...Int.max
        ) { $0.gate.failOver = $1 }
    ]
}
