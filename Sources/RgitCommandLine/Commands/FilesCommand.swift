// The table's row for `rgit files`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit files`, and its options.
enum FilesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "files",
            summary: "List the files of a revision or of the index.",
            usage: [
                "files [options] [REVISION] [[--] PATH...]",
                "files [options] --index [[--] PATH...]",
            ],
            details: """
                Lists the files of a commit or tree, `HEAD` by default, at all levels: mode, type, object and size of \
                each. With `--index` it lists the entries of the index instead, those in conflict at each of their \
                stages. Paths are those from the top, in git's order. With `--last-commit` every row has the commit that \
                last changed its path: the one that `git log -1` shows for it.
                """,
            definedBy: "git ls-tree -r -l, git ls-files -s, git log -1 REVISION -- PATH",
            differences: [
                """
                PATH is a pathspec as in the other commands, where `git ls-tree` takes the beginnings of paths. In a \
                folder the whole tree is listed unless a path is named.
                """,
                "Entries of a sparse index are listed file by file.",
                """
                Attributes of `:(attr:...)` are looked up by whole paths. `git ls-files` 2.39 leaves out the folder that all \
                pathspecs are in, which later versions mended; `git ls-tree` takes no such magic.
                """,
            ],
            examples: [
                Example("rgit files", "The files of the last commit."),
                Example("rgit files v1.0 -- src", "Those below a folder in a release."),
                Example("rgit files --depth 1", "The first level, as `git ls-tree -l HEAD`."),
                Example("rgit files --sort -size --top 10", "The ten largest files."),
                Example(
                    "rgit files --last-commit --sort -last_commit.committed_date --top 10",
                    "The files that changed last, each with its commit."),
                Example(
                    "rgit files --index --value path -z", "The names of all tracked files, for a script."),
            ],
            seeAlso: ["git-ls-tree(1)", "git-ls-files(1)"], isListedBriefly: true),
        initial: FilesRequest(),
        options: [
            .integer(
                OptionInfo(
                    long: "depth", shape: .value("N"), summary: "List no more than N levels.",
                    details: "Deeper directories are rows of their own.", isEssential: true),
                in: 1...Int.max
            ) { $0.depth = $1 },
            .flag(
                OptionInfo(long: "index", summary: "List the entries of the index.", isEssential: true)
            ) { $0.index = $1 },
            .flag(
                OptionInfo(
                    long: "last-commit", summary: "Show the commit that last changed each path.",
                    details: """
                        All paths are followed in one walk. In a shallow clone the commit may be on its boundary; \
                        `last_commit.boundary` then is true. Authors are named as the mailmap has it.
                        """, isEssential: true)
            ) { $0.lastCommit = $1 },
            .flag(
                OptionInfo(
                    long: "recursive", short: "r", summary: "List all levels, as it does without this option."
                )
            ) { if $1 { $0.depth = nil } },
            .flag(
                OptionInfo(long: "trees", short: "t", summary: "List directories, too.", isEssential: true)
            ) { $0.trees = $1 },
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "A commit or a tree; `HEAD` by default."
                )
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.pathspec) { request, words in request.paths = words },
        implementation: CommandImplementation(FilesQuery.self, example: FilesRequest())
    )
}
