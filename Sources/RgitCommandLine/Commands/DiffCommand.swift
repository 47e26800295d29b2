// The table's row for `rgit diff`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit diff`, and its options.
enum DiffCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "diff",
            summary: "Show what differs between two states.",
            usage: [
                "diff [options] [COMMIT [COMMIT] | A..B | A...B] [[--] PATH...]",
                "diff [options] --staged [COMMIT] [[--] PATH...]",
                "diff [options] REV:PATH REV:PATH",
            ],
            details: """
                Lists the files that differ: in the working tree from the index; with `--staged` in the index from \
                `HEAD` or COMMIT; with one commit, in the working tree from that; with two commits or `A..B`, in the \
                second from the first; with `A...B`, in B from its merge base with A; or between two blobs. `--patch` \
                prints the changes themselves, byte for byte as git does.
                """,
            definedBy: "git diff --raw -M, git diff --patch -M",
            differences: [
                "Without `--patch` files are listed, a row each, where `git diff` prints patches.",
                """
                Neither external diff programs (`diff.external`, `diff.NAME.command`) nor textconv programs \
                (`diff.NAME.textconv`) are run: files are compared as they are, as with `git diff --no-ext-diff \
                --no-textconv`.
                """,
                """
                A file of the working tree behind an external filter (`filter.NAME.clean`, as Git LFS sets \
                it) is compared as it is on disk, with a warning: rgit runs no programs.
                """,
                """
                In rows, and where `--patch` is asked for beside another of git's formats, the patch of a path in conflict is a \
                line that says so, and the patch between our version and the file. `--patch` alone prints git's combined diff.
                """,
                "What options of white space, or `-I`, leave nothing of is no row, where `git diff --raw` lists it.",
                """
                `diff.orderFile`, `diff.relative` and `diff.submodule` are not obeyed: files come in git's own order, \
                with paths from the top of the working tree, and submodules as the commits they are at.
                """,
                """
                Untracked files in a submodule never make it a changed one, which in `git diff` they do \
                where `--ignore-submodules` is set to `none`.
                """,
            ],
            exitNotes: [(1, "With `--exit-code` or `--quiet`: something differs.")],
            examples: [
                Example("rgit diff", "Which files are changed and not staged."),
                Example("rgit diff --patch", "The changes themselves."),
                Example("rgit diff --staged", "What the next commit would change."),
                Example("rgit diff main...topic --value b_path", "The files that a branch changed."),
                Example("rgit diff v1.0 v2.0 --diff-filter=R", "The files that a release renamed."),
                Example("rgit diff --raw -z HEAD~3 HEAD", "For a script that reads git's own format."),
                Example(
                    "rgit diff HEAD~3 HEAD --patch --ndjson", "A row with its patch for every file, as JSON."),
            ],
            seeAlso: ["git-diff(1)", "rgit-diff-stats(1)"], isListedBriefly: true),
        initial: DiffRequest(),
        options: own + PickaxeOptionRows.withDifferences(\.pickaxe, \.diff)
            + PatchOptionRows.rows.lifted(\.patch),
        runOptions: GateOptions.byRows,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "COMMIT", completion: .revision, summary: "The states to compare, as above.",
                    details: "Everything *gitrevisions*(7) knows, a tree as well.")
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.files) { request, words in request.paths = words },
        writesNul: { !$0.formats.isEmpty || $0.patch.context != nil },
        check: { request, globals throws(RgitError) in
            try request.pickaxe.check()
            request.nulTerminated = globals.nulTerminated
            if request.patch.context != nil { request.formats.insert(.patch) }
            let names = request.formats.intersection([.nameStatus, .nameOnly])
            if names == [.nameStatus, .nameOnly] {
                throw RgitError(.usage, "--name-status and --name-only exclude each other")
            }
            // As in git, names take the place of all else.
            if !names.isEmpty { request.formats = names }
            guard globals.format != .table || globals.fields != nil || globals.value != nil else { return }
            // Rows carry their patches; the other formats of git's have no place for anything else.
            request.withPatches = request.formats.contains(.patch) && globals.value == nil
            request.formats.remove(.patch)
            if let other = Self.name(of: request.formats) {
                let option = globals.fields != nil ? "--fields" : "--\(globals.format.rawValue)"
                throw RgitError(.usage, "does not go with \(other)", option)
            }
        },
        implementation: CommandImplementation(DiffQuery.self, example: DiffRequest())
    )

    private static func name(of formats: DiffRequest.Formats) -> String? {
        if formats.contains(.raw) { return "--raw" }
        if formats.contains(.nameStatus) { return "--name-status" }
        if formats.contains(.nameOnly) { return "--name-only" }
        return formats.contains(.numstat) ? "--numstat" : nil
    }

    private static let own: [OptionSpec<DiffRequest>] = [
        .value(
            OptionInfo(
                long: "diff-filter", shape: .value("LETTERS"),
                summary: "Only changes of these kinds (ACDMRTU).",
                details: """
                    A letter in lower case leaves the kind out. With `*` all changes are shown if one is of a kind that is \
                    wanted, else none.
                    """,
                isEssential: true)
        ) { request, bytes throws(RgitError) in
            guard request.filter.add(bytes) else {
                throw RgitError(.usage, "unknown change class in --diff-filter", bytes)
            }
        },
        DifferenceOptions.mergeBase { $0.usesMergeBase = $1 },
        format(
            "name-only", "Print names, as git diff --name-only.", .nameOnly),
        format(
            "name-status", "Print letters and names, as git does.", .nameStatus),
        format("numstat", "Print line counts, as git diff --numstat.", .numstat),
        .once(
            OptionInfo(
                long: "patch", short: "p", summary: "Print patches, as git diff.",
                details: "With `--json`, `--ndjson` and the other formats each row carries its `patch`.",
                isEssential: true)
        ) { $0.formats.insert(.patch) },
        format("raw", "Print modes, objects, letters and names.", .raw),
        .flag(
            OptionInfo(
                long: "staged", aliases: ["cached"], summary: "Compare the index with HEAD, or COMMIT.",
                isEssential: true)
        ) { $0.staged = $1 },
        .once(
            OptionInfo(
                long: nil, short: "R", summary: "Compare the other way round.")
        ) { $0.reversed = true },
        .once(
            OptionInfo(long: nil, short: "u", summary: "The same as --patch.", isHidden: true)
        ) { $0.formats.insert(.patch) },
    ]

    /// A switch for one of git's own formats.
    private static func format(
        _ name: String, _ summary: String, _ format: DiffRequest.Formats
    ) -> OptionSpec<DiffRequest> {
        .once(OptionInfo(long: name, summary: summary, isEssential: format != .numstat && format != .raw)) {
            $0.formats.insert(format)
        }
    }
}
