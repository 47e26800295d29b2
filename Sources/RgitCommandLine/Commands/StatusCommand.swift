// The table's row for `rgit status`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit status`, and its options.
enum StatusCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "status",
            summary: "Show what is changed, staged, untracked or in conflict.",
            usage: ["status [options] [[--] PATH...]"],
            details: """
                Lists the paths whose index differs from HEAD, whose working tree differs from the index, that are in \
                conflict, and that are not tracked, with git's two letters: X for the index against HEAD, Y for the \
                working tree against the index. In JSON the branch, its upstream and the lists `staged`, `unstaged`, \
                `untracked_files` and `conflicted` are around the rows; `--value` prints one of them.

                The index is never written: files whose times have changed are compared anew each time, until git \
                refreshes it.
                """,
            definedBy: "git status --porcelain=v2 --branch",
            differences: [
                "`-z` takes `--porcelain` or `--value`; alone it does not choose a format.",
                """
                A file behind an external filter (`filter.NAME.clean`, as Git LFS sets it) whose times have changed is \
                compared as it is on disk, with a warning: rgit runs no programs. `core.fsmonitor` and the untracked cache are not \
                relied on.
                """,
                "What cannot be read is reported, and the exit status is 3; git skips some of it in silence.",
            ],
            exitNotes: [(1, "With `--exit-code` or `--quiet`: there are rows.")],
            examples: [
                Example("rgit status", "What is not committed yet."),
                Example("rgit status --value untracked_files", "The untracked files, a line each."),
                Example("rgit status --value is_dirty", "Whether anything tracked has changed, as a word."),
                Example(
                    "rgit status --quiet || echo dirty", "The same by the exit status, untracked files too."),
                Example(
                    "rgit status --porcelain=v2 -z --branch", "For a script that reads git's own format."),
                Example("rgit status --json | jq -r '.conflicted[]'", "The paths in conflict."),
            ],
            seeAlso: ["git-status(1)", "rgit-ignored(1)", "rgit-diff-stats(1)"]),
        initial: StatusRequest(),
        options: options,
        runOptions: GateOptions.byRows,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(name: "PATH", completion: .file, summary: "Only these files.")
            ) { request, word in request.paths.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.files) { request, words in request.paths += words },
        writesNul: { $0.porcelain != nil },
        check: { request, options throws(RgitError) in
            request.nulTerminated = options.nulTerminated
            if request.porcelain != nil { try options.refuseFormats(with: "--porcelain") }
        },
        implementation: CommandImplementation(StatusQuery.self, example: StatusRequest())
    )

    private static let options: [OptionSpec<StatusRequest>] = [
        .flag(
            OptionInfo(
                long: "ahead-behind", summary: "Count the commits to the upstream, the default.",
                details: "`--no-ahead-behind` only says whether they differ.")
        ) { $0.countsCommits = $1 },
        .flag(
            OptionInfo(
                long: "branch", short: "b", summary: "With --porcelain: say what branch it is, too.",
                isEssential: true)
        ) { $0.branch = $1 },
        .optionalValue(
            OptionInfo(
                long: "find-renames", short: "M", shape: .optionalValue("N"),
                summary: "Look for renames, N % alike or more.",
                details: "The default is what `status.renames` says, or else `diff.renames`.")
        ) { request, bytes throws(RgitError) in
            request.renameScore = try Values.similarity(bytes ?? [], for: "--find-renames")
            request.renames = .renames
        },
        .optionalValue(
            OptionInfo(
                long: "ignore-submodules", aliases: ["submodules"], shape: .optionalValue("WHAT"),
                choices: [
                    Choice("none", "everything counts"), Choice("untracked", "not their untracked files"),
                    Choice("dirty", "only other commits count"), Choice("all", "they are not looked at"),
                ],
                completion: .choice, summary: "Choose what does not count of submodules.",
                details: """
                    The default is what `submodule.NAME.ignore` and `diff.ignoreSubmodules` say, or else `none`. Without \
                    WHAT it is `all`.
                    """)
        ) { request, bytes throws(RgitError) in
            request.ignoredSubmoduleChanges = try choice(
                bytes, .all, "--ignore-submodules", IgnoredSubmoduleChanges.allCases)
        },
        .optionalValue(
            OptionInfo(
                long: "ignored", shape: .optionalValue("MODE"),
                choices: [
                    Choice("traditional", "files, and directories that hold nothing else"),
                    Choice("no", "none"), Choice("matching", "files and directories that a pattern matches"),
                ],
                completion: .choice, summary: "List ignored files, too.",
                details: "Without MODE it is `traditional`.", isEssential: true)
        ) { request, bytes throws(RgitError) in
            request.ignored = try choice(bytes, .traditional, "--ignored", IgnoredFiles.allCases)
        },
        .optionalValue(
            OptionInfo(
                long: "porcelain", shape: .optionalValue("V"),
                choices: [Choice("v1", "two letters and a path"), Choice("v2", "modes and objects, too")],
                completion: .choice, summary: "Print exactly what git status --porcelain prints.",
                details: """
                    For scripts that read git's lines; without V they are `v1`. It does not go with a `--format`. With \
                    `-z` paths are printed as they are and end with a NUL.
                    """,
                isEssential: true)
        ) { request, bytes throws(RgitError) in
            switch bytes.map({ String(decoding: $0, as: UTF8.self) }) {
            case nil, "v1", "1": request.porcelain = 1
            case "v2", "2": request.porcelain = 2
            default: throw RgitError(.usage, "unsupported porcelain version", bytes ?? [])
            }
        },
        .flag(
            OptionInfo(
                long: "renames", summary: "Look for renames.",
                details: "`--no-renames` shows a renamed file as deleted and added.")
        ) { $0.renames = $1 ? .renames : DiffOptions.Renames.none },
        .flag(
            OptionInfo(
                long: "show-stash", summary: "With --porcelain=v2: say how many stashes there are, too.")
        ) { $0.showStash = $1 },
        .optionalValue(
            OptionInfo(
                long: "untracked", short: "u", aliases: ["untracked-files"], shape: .optionalValue("MODE"),
                choices: [
                    Choice("no", "none"), Choice("normal", "files, and directories without tracked ones"),
                    Choice("all", "every file"),
                ],
                completion: .choice, summary: "Choose which untracked files are listed.",
                details: """
                    The default is what `status.showUntrackedFiles` says, or else `normal`. Without MODE it is `all`.
                    """,
                isEssential: true)
        ) { request, bytes throws(RgitError) in
            request.untracked = try choice(bytes, .all, "--untracked", UntrackedFiles.allCases)
        },
    ]

    private static func choice<Value: RawRepresentable<String>>(
        _ bytes: [UInt8]?, _ whereOmitted: Value, _ option: String, _ values: [Value]
    ) throws(RgitError) -> Value {
        guard let bytes else { return whereOmitted }
        return try Values.choice(bytes, for: option, values.map { ($0.rawValue, $0) })
    }
}
