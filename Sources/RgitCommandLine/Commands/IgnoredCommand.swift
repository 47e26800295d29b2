// The table's row for `rgit ignored`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit ignored`, and its options.
enum IgnoredCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "ignored",
            summary: "Say which paths are ignored, and by which line of which file.",
            usage: ["ignored [options] PATH...", "ignored [options] --stdin"],
            details: """
                Lists those of the paths that `.gitignore` files, `info/exclude` or `core.excludesFile` exclude, each with \
                the pattern that decides. A path need not exist. A tracked file is never ignored; `--no-index` asks what \
                the patterns say of it. The exit status is 1 where none of the paths is ignored.
                """,
            definedBy: "git check-ignore",
            differences: [
                """
                A path that can't be asked about, as it is outside of the repository, beyond a symbolic link or in a \
                submodule, is reported, and the others are answered.
                """
            ],
            exitNotes: [(1, "None of the paths is ignored.")],
            examples: [
                Example("rgit ignored build/out.o", "Whether a file is ignored, and why."),
                Example("rgit ignored -v -n --stdin < names", "The lines of `git check-ignore -v -n`."),
                Example("rgit ignored --value path *", "Which files of the folder are ignored."),
            ],
            seeAlso: ["git-check-ignore(1)", "gitignore(5)"], isListedBriefly: true),
        initial: IgnoredRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "index", summary: "Take tracked files for not ignored, the default.",
                    details: "`--no-index` leaves the index aside.", isEssential: true)
            ) { $0.noIndex = !$1 },
            .flag(
                OptionInfo(
                    long: "non-matching", short: "n", summary: "List paths that no pattern matches, too.",
                    isEssential: true)
            ) { $0.nonMatching = $1 },
            .flag(
                OptionInfo(
                    long: "verbose", short: "v", summary: "Print exactly what git check-ignore -v prints.",
                    details: """
                        For scripts that read git's lines. It does not go with a `--format`. With `-z` the parts are printed \
                        as they are and end with a NUL. As in git, a path that a negative pattern takes back is \
                        listed, and counts for the exit status.
                        """,
                    isEssential: true)
            ) { $0.verbose = $1 },
        ],
        runOptions: InputPaths.rows,
        positionals: [
            PositionalSpec(info: InputPaths.info) { request, word in request.paths.append(word) }
        ],
        paths: PathsSpec(info: InputPaths.info) { request, words in request.paths += words },
        writesNul: \.verbose,
        check: { request, options throws(RgitError) in
            try InputPaths.check(request.paths, options)
            request.nulTerminated = options.nulTerminated
            if request.verbose { try options.refuseFormats(with: "--verbose") }
        },
        implementation: CommandImplementation(IgnoredQuery.self, example: IgnoredRequest())
            .readingPaths(\.paths)
    )
}
