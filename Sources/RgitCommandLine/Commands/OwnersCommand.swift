// The table's row for `rgit owners`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit owners`, and its options.
enum OwnersCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "owners",
            summary: "Show whose lines each directory is made of; check CODEOWNERS.",
            usage: [
                "owners [options] [REVISION] [[--] PATH...]",
                "owners --for A..B [options]", "owners --check [options] [REVISION]",
                "owners --codeowners [options] [REVISION] [[--] PATH...]",
            ],
            details: """
                Blames every text file of a revision's tree, as *rgit-blame-stats*(1) does, and sums the lines of each top \
                directory by author; files that are in none belong to `.`. `--depth` goes further down. People are ranked by \
                lines, equal ones by name. The bus factor of a directory is the least number of people who together wrote \
                more than half of its lines.

                With git alone: `git blame --line-porcelain REVISION -- FILE` for every text file, its lines counted by \
                `author` and `author-mail` and summed by the first component of the path.

                `--for A..B` finds reviewers: it ranks those who wrote the files that the range changes or deletes, as they were at A, \
                or for `A...B` at the merge base. The authors of the range are left out; shares are of all lines of these files. \
                Without `--depth` all files are one group.

                `declared` has the owners that the CODEOWNERS file of the tree names for files of the directory. The file is \
                looked for in `.github`, at the top, in `docs` and in `.gitlab`; in the last it is read by the rules of GitLab, \
                elsewhere by those of GitHub, unless `--syntax` says otherwise. The last pattern that matches a file counts, \
                with GitLab's rules the last of each section.

                `--check` holds that file against the tree. Its rows are patterns that match no file (`dead`) or whose every \
                file a later pattern takes (`shadowed`), lines that are not understood (`syntax`), and files that no pattern \
                matches (`unowned`). `--codeowners` prints a new file: for each directory those who together wrote more than \
                half of its lines.
                """,
            definedBy: "git blame --line-porcelain",
            differences: [
                "What is blamed is a commit's tree; changes of the working tree are not.",
                """
                Other tools count commits or changed lines in the place of surviving ones, take each spelling of a name for a \
                person, and count generated files: `.mailmap` and `--no-generated` help here.
                """,
            ],
            exitNotes: [(1, "With `--check`: something is wrong.")],
            examples: [
                Example("rgit owners", "Who wrote the lines of each top directory."),
                Example(
                    "rgit owners --depth 2 --csv --fields path,name,share,bus_factor",
                    "Two levels, for a spreadsheet."),
                Example(
                    "rgit owners -w --ignore-revs-file .git-blame-ignore-revs",
                    "Without commits that only reformat."),
                Example("rgit owners --for main...topic --top 3", "Who may review a branch."),
                Example("rgit owners --check", "What is wrong with CODEOWNERS, for a pipeline."),
                Example(
                    "rgit owners --codeowners --write-handles handles.tsv > CODEOWNERS",
                    "A first draft of the file."),
            ],
            seeAlso: ["rgit-blame-stats(1)", "git-blame(1)", "gitmailmap(5)"], isListedBriefly: true),
        initial: OwnersRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", count: .many, completion: .revision,
                    summary: "Blame the tree of this revision, or of HEAD where none is given.",
                    details: "With a range `A..B` lines older than A are counted at the boundary.")
            ) { request, word in request.blame.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.files) { request, words in request.blame.paths = words },
        check: { request, globals throws(RgitError) in
            if request.check, request.codeowners {
                throw RgitError(.usage, "--check and --codeowners exclude each other")
            }
            if request.codeowners {
                var other: String?
                if globals.fields != nil { other = "--fields" }
                if globals.format != .table { other = "--\(globals.format.rawValue)" }
                if let other { throw RgitError(.usage, "does not go with --codeowners", other) }
            }
            var counting = request.blame
            counting.words = []
            if request.check, counting != BlameStatsRequest() || request.depth != nil || request.cumulative {
                throw RgitError(.usage, "--check takes a revision, and of the options only --syntax")
            }
            if request.check, !request.range.isEmpty {
                throw RgitError(.usage, "--check and --for exclude each other")
            }
            if !request.handles.isEmpty, !request.codeowners {
                throw RgitError(.usage, "--write-handles goes with --codeowners")
            }
        },
        implementation: CommandImplementation(OwnersQuery.self, example: OwnersRequest())
    )

    private static let options: [OptionSpec<OwnersRequest>] =
        (own + BlameStatsCommand.counting.lifted(\.blame)).sorted {
            $0.info.sortName < $1.info.sortName
        }

    private static let own: [OptionSpec<OwnersRequest>] = [
        .flag(
            OptionInfo(long: "check", summary: "Hold CODEOWNERS against the tree.", isEssential: true)
        ) { $0.check = $1 },
        .flag(
            OptionInfo(long: "codeowners", summary: "Print a CODEOWNERS file.", isEssential: true)
        ) { $0.codeowners = $1 },
        .flag(
            OptionInfo(
                long: "cumulative", summary: "Count a line for each directory above it.",
                details: "Down to `--depth`, the top among them.")
        ) { $0.cumulative = $1 },
        .integer(
            OptionInfo(
                long: "depth", shape: .value("N"),
                summary: "Keep the first N components of a path.",
                details: "The default is 1; with `--for` all files are one group.", isEssential: true),
            in: 1...Int.max
        ) { $0.depth = $1 },
        .value(
            OptionInfo(
                long: "for", shape: .value("RANGE"), completion: .revision,
                summary: "Rank who wrote what RANGE changes.", isEssential: true)
        ) { $0.range = Text($1) },
        .choice(
            OptionInfo(
                long: "syntax", shape: .value("WHOSE"),
                choices: [
                    Choice("github", "the rules of GitHub"), Choice("gitlab", "the rules of GitLab"),
                ],
                summary: "Choose whose rules CODEOWNERS follows."),
            [.github, .gitlab]
        ) { $0.syntax = $1 },
        .value(
            OptionInfo(
                long: "write-handles", shape: .value("FILE"), completion: .file,
                summary: "With --codeowners, take people's handles from FILE.",
                details: """
                    Each line has an e-mail address or a name, a tab, and a handle such as `@ada`. People without one are \
                    written by their addresses.
                    """)
        ) { $0.handles = Text($1) },
    ]
}
