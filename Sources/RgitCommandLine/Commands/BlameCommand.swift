// The table's row for `rgit blame`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit blame`, and its options.
enum BlameCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "blame",
            summary: "Show the commit each line of a file came in.",
            usage: ["blame [options] [REVISION] [--] FILE..."],
            details: """
                Blames files as they are in the working tree, lines that are not committed yet included, or at a \
                revision. With a range `A..B` lines older than A are shown at the boundary.

                Several files are blamed side by side and shown in the order given. A file that can't be blamed is \
                reported, and the others are shown.

                A row is a hunk: consecutive lines of one commit. Renames of the whole file are followed.
                """,
            definedBy: "git blame --porcelain",
            differences: [
                "With several files `--porcelain` is the output of `git blame` for one after the other.",
                BlameOptionRows.clockSkew,
                "Programs of `textconv` and of external filters are not run.",
            ],
            examples: [
                Example("rgit blame README.md", "Who wrote which lines."),
                Example("rgit blame -L '/^main/,+20' main.c", "Twenty lines of it."),
                Example("rgit blame -M -C main.c", "Where moved and copied lines came from."),
                Example("rgit blame --lines v2.0 -- main.c", "A row a line, as of a release."),
                Example("rgit blame HEAD -- a.c b.c", "Two files of the last commit."),
                Example("rgit blame --porcelain main.c", "As `git blame --porcelain`."),
            ],
            seeAlso: ["rgit-blame-stats(1)", "git-blame(1)", "gitmailmap(5)"]),
        initial: BlameRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "FILE", count: .many, completion: .file,
                    summary: "The files, and before them the revision to blame them at.",
                    details: """
                        Without a revision files of the working tree are blamed, in a bare repository those of \
                        HEAD. With a range `A..B` lines older than A are at the boundary. A first word that is a \
                        revision is not taken for a file; with `--` all words behind it are files.
                        """)
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(
            info: PositionalInfo(name: "FILE", count: .many, completion: .file, summary: "The files.")
        ) { request, words in request.paths = words },
        implementation: CommandImplementation(BlameQuery.self, example: BlameRequest())
    )

    private static let options: [OptionSpec<BlameRequest>] =
        ([
            .value(
                OptionInfo(
                    long: "encoding", shape: .value("NAME"),
                    summary: "Show names and summaries in this encoding instead of UTF-8.",
                    details: """
                        `none` leaves each commit as it is recorded. Lines are shown as they are in the file. JSON stays UTF-8: it \
                        has the bytes in fields named `..._base64`.
                        """, isSeldom: true)
            ) { $0.encoding = $1 },
            .flag(
                OptionInfo(
                    long: "incremental", summary: "Print hunks as they are found.",
                    details: """
                        They come in the order and in the parts in which git finds them, the newest commits first; commits with \
                        equal dates may come in another order than git's. With `--porcelain` they are printed as by `git blame --incremental`.
                        """)
            ) { $0.incremental = $1 },
            .flag(
                OptionInfo(
                    long: "line-porcelain",
                    summary: "Print as `git blame --line-porcelain`, the commit's details on every line.")
            ) { $0.form = $1 ? .linePorcelain : .rows },
            .flag(
                OptionInfo(
                    long: "lines", summary: "Give every line a row of its own, with its text.",
                    isEssential: true)
            ) { $0.lines = $1 },
            .flag(
                OptionInfo(
                    long: "porcelain", short: "p", summary: "Print as `git blame --porcelain`.",
                    isEssential: true)
            ) { $0.form = $1 ? .porcelain : .rows },
            .value(
                OptionInfo(
                    long: "line-range", short: "L", shape: .value("RANGE"),
                    summary: "Blame only these lines.",
                    details: """
                        `START,END`, each a line's number or a pattern `/REGEX/`; END may be `+COUNT` or `-COUNT` \
                        from START. `:REGEX` is the function whose first line matches. Patterns are looked for \
                        behind the range before, with `^` in front from the first line. It may be repeated.
                        """,
                    isEssential: true)
            ) { $0.ranges.append($1) },
            .flag(
                OptionInfo(
                    long: "reverse", summary: "Find the newest commit that still has each line.",
                    details: """
                        The file is that of START in a range `START..END`; a single revision is `START..HEAD`. `previous_hexsha` \
                        is the child that has the line no more.
                        """)
            ) { $0.reverse = $1 },
            .flag(
                OptionInfo(
                    long: "root", summary: "Do not mark lines of root commits as being at a boundary.",
                    details: "The default is `blame.showRoot`.")
            ) { $0.showRoot = $1 },
        ] + BlameOptionRows.shared()).sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }
}
