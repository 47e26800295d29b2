// The table's row for `rgit owners`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit owners`, and its options.
enum OwnersCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "owners",
            summary: "Show whose each directory is; check CODEOWNERS.",
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

                With git alone, the lines of each directory and person:

                    git grep -I -l -z -e '' HEAD |
                    while IFS= read -r -d '' file
                    do
                        path=${file#HEAD:}
                        dir=${path%%/*}
                        [ "$dir" != "$path" ] || dir=.
                        git blame --line-porcelain HEAD -- "$path" |
                        awk -v dir="$dir" '/^author / { name = substr($0, 8) }
                            /^author-mail / { print dir, name, $2 }'
                    done | sort | uniq -c

                `--metric commits` counts the commits of each person that list a path of the directory, gone ones among them, \
                as `git log --no-merges --no-renames --name-only` lists them. `--metric doa` counts the files a person owns \
                by their degree of authorship (Avelino and others, 2016), which is for each file 3.293 + 1.098 FA + 0.164 DL - \
                0.321 ln(1 + AC): FA is 1 for the author of the last of these commits that list the file, else 0; DL is the \
                number of their commits that list it, and AC that of other people's. A person owns a file with a degree of at \
                least 3.293 that is more than 0.75 of the greatest. The bus factor then is the least number of people \
                without whom more than half of the directory's files have no owner. It is found by trying out choices of people; \
                where these are too many, a warning says of how many directories the number may be less. \
                Of the options that say how lines are followed, commits know `--since` and `--first-parent`.

                `--for A..B` finds reviewers: it ranks those who wrote the files that the range changes or deletes, as they were at A, \
                or for `A...B` at the merge base. The authors of the range are left out; shares are of all lines of these files. \
                Without `--depth` all files are one group.

                `declared` has the owners that the CODEOWNERS file of the tree names for files of the directory. The file is \
                looked for in `.github`, at the top, in `docs` and in `.gitlab`; in the last it is read by the rules of GitLab, \
                elsewhere by those of GitHub, unless `--syntax` says otherwise. The last pattern that matches a file counts, \
                with GitLab's rules the last of each section.

                `--check` holds that file against the tree. Its rows are patterns that match no file (`dead`) or whose every \
                file a later pattern takes (`shadowed`), lines that are not understood (`syntax`), and files that no pattern \
                matches (`unowned`). With `--inactive MONTHS` they are also patterns with owners who wrote no commit in \
                MONTHS months before that of the revision (`gone`); these are known by their addresses, or by the handles of \
                `--write-handles`. `--codeowners` prints a new file: for each directory those who together wrote more than \
                half of its lines.
                """,
            definedBy: "git blame --line-porcelain",
            differences: [
                "What is blamed is a commit's tree; changes of the working tree are not.",
                """
                Truck-factor tools follow renames, take whole histories of files that are gone into account, and drop \
                files by their kind; `--metric doa` knows a file by its present path, and drops nothing.
                """,
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
                Example("rgit owners --metric doa --cumulative", "The truck factor of the project."),
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
                throw RgitError(
                    .usage, "--check takes a revision, and of the options only --syntax and --inactive")
            }
            if request.inactiveMonths != nil, !request.check {
                throw RgitError(.usage, "--inactive goes with --check")
            }
            if request.metric != .lines {
                guard !request.check else {
                    throw RgitError(.usage, "--check and --metric exclude each other")
                }
                counting.paths = nil
                counting.since = nil
                counting.firstParent = false
                counting.useMailmap = true
                counting.excludeBots = false
                counting.excludeGenerated = false
                counting.excludedAttributes = []
                guard counting == BlameStatsRequest() else {
                    throw RgitError(
                        .usage, "--metric commits and doa follow no lines",
                        hint:
                            "Leave out -w, -M, -C, --ignore-rev, --ignore-revs-file, --max-filesize and --memory."
                    )
                }
            }
            if request.check, !request.range.isEmpty {
                throw RgitError(.usage, "--check and --for exclude each other")
            }
            if !request.handles.isEmpty, !request.codeowners, request.inactiveMonths == nil {
                throw RgitError(.usage, "--write-handles goes with --codeowners or --inactive")
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
        StatsOptions.depth(
            "Keep the first N components of a path.",
            details: "The default is 1; with `--for` all files are one group.", isEssential: true
        ) { $0.depth = $1 },
        .value(
            OptionInfo(
                long: "for", shape: .value("RANGE"), completion: .revision,
                summary: "Rank who wrote what RANGE changes.", isEssential: true)
        ) { $0.range = Text($1) },
        .integer(
            OptionInfo(
                long: "inactive", shape: .value("MONTHS"),
                summary: "With --check, find owners without commits in MONTHS.",
                details: "They are counted back from the committer's date of the revision."),
            in: 1...12_000
        ) { $0.inactiveMonths = $1 },
        .choice(
            OptionInfo(
                long: "metric", shape: .value("METRIC"),
                choices: [
                    Choice("lines", "the lines they wrote that are there"),
                    Choice("commits", "their commits"),
                    Choice("doa", "the files they own by their degree of authorship"),
                ],
                summary: "Choose what makes an owner.", details: "The default is `lines`.", isEssential: true),
            [.lines, .commits, .authorship]
        ) { $0.metric = $1 },
        .choice(
            OptionInfo(
                long: "syntax", shape: .value("WHOSE"),
                choices: [
                    Choice("github", "the rules of GitHub"), Choice("gitlab", "the rules of GitLab"),
                ],
                summary: "Choose whose rules CODEOWNERS follows.", isSeldom: true),
            [.github, .gitlab]
        ) { $0.syntax = $1 },
        .value(
            OptionInfo(
                long: "write-handles", shape: .value("FILE"), completion: .file,
                summary: "With --codeowners or --inactive, take people's handles from FILE.",
                details: """
                    Each line has an e-mail address or a name, a tab, and a handle such as `@ada`. People without one are \
                    written by their addresses.
                    """, isSeldom: true)
        ) { $0.handles = Text($1) },
    ]
}
