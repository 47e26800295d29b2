// The table's row for `rgit last-modified`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit last-modified`, and its options.
enum LastModifiedCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "last-modified",
            summary: "Show the commit that last changed each path.",
            usage: ["last-modified [options] [REVISION] [[--] PATH...]"],
            details: """
                Lists the files, directories and submodules of a commit, `HEAD` by default, each with the commit that `git \
                log -1 REVISION -- PATH` shows for it: the newest one in which the path is not the same as in any parent, a \
                directory being the same as long as everything in it is. `--created` adds the last commit of that log, in \
                which the path came to be; renames are not followed.

                All paths are followed in one walk, which ends where all are found, and uses the changed-path filters of a \
                commit-graph that has them. With git alone it is one walk a path:

                    git ls-tree -r -t -z --name-only HEAD |
                    while IFS= read -r -d '' path
                    do echo "$path: $(git log -1 --format=%H HEAD -- ":(literal)$path")"
                    done

                rgit writes nothing; this gives the files of a working tree the times of their commits:

                    rgit last-modified --no-trees --tsv --fields committed_date,path |
                    tail -n +2 |
                    while IFS=$'\\t' read -r time path; do touch -d "@$time" "$path"; done

                Paths with special characters are quoted in TSV; read `--ndjson` where there are such.
                """,
            definedBy: "git log -1 REVISION -- PATH",
            differences: [
                """
                The first commit of `git log --name-only` that names a path is not always its last change: merges are \
                not shown there, and commits of branches whose changes a merge dropped are.
                """,
                """
                Other tools follow renames, or take the first parent of merges alone; here a renamed file is a new path, and \
                `--first-parent` says when merges are changes. Names and addresses are those of the mailmap, and commits of automated accounts count.
                """,
                """
                `git last-modified` of git 2.52 and later prints names only, and takes `-r` and `-t` for what is the \
                default here.
                """,
            ],
            exitNotes: [
                (3, "With `--require-history` also: a commit is on the boundary of a shallow clone.")
            ],
            examples: [
                Example("rgit last-modified", "Everything in the last commit."),
                Example("rgit last-modified --depth 1", "What a web page of the top directory shows."),
                Example("rgit last-modified v1.0 -- src", "A directory, as a release had it."),
                Example(
                    "rgit last-modified --no-trees --sort committed_date --top 10",
                    "The files that have not changed for longest."),
                Example(
                    "rgit last-modified --created --csv --fields path,created.authored_datetime,authored_datetime",
                    "When each path was created and last changed."),
                Example(
                    "rgit last-modified --require-history --ndjson -- docs",
                    "For a site that must not show wrong dates."),
            ],
            seeAlso: ["git-log(1)", "git-last-modified(1)", "git-commit-graph(1)"], isListedBriefly: true),
        initial: LastModifiedRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "created", summary: "Show the commit that created each path, too.",
                    details: """
                        The last commit that `git log REVISION -- PATH` shows. All of history is read, and a path that was \
                        deleted and came again was created when it was first there.
                        """, isEssential: true)
            ) { $0.created = $1 },
            .integer(
                OptionInfo(
                    long: "depth", shape: .value("N"), summary: "List no more than N levels.",
                    details: "What changes below counts for the deepest directory that is listed.",
                    isEssential: true),
                in: 1...Int.max
            ) { $0.depth = $1 },
            StatsOptions.excludeAttribute(" Directories stay, with the last commit of all that is in them.") {
                $0.excludedAttributes.append(Text($1))
            },
            .flag(
                OptionInfo(
                    long: "first-parent", summary: "Follow only the first parent of merges.",
                    details: "A merge then is the last change of all that it brought.", isEssential: true)
            ) { $0.firstParent = $1 },
            .flag(
                OptionInfo(
                    long: "recursive", short: "r", summary: "List all levels, as it does without this option."
                )
            ) { if $1 { $0.depth = nil } },
            .flag(
                OptionInfo(
                    long: "require-history",
                    summary: "Fail where a shallow clone may hide the commit.",
                    details: """
                        Rows are printed all the same; those of which an earlier commit may have made the change have \
                        `boundary`.
                        """, isEssential: true)
            ) { $0.requireHistory = $1 },
            .flag(
                OptionInfo(
                    long: "trees", short: "t", negation: .listed, summary: "List directories, the default.",
                    isEssential: true)
            ) { $0.trees = $1 },
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "A commit; `HEAD` by default.")
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.pathspec) { request, words in request.paths = words },
        implementation: CommandImplementation(LastModifiedQuery.self, example: LastModifiedRequest())
    )
}
