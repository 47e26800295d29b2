// The table's row for `rgit show`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit show`, and its options.
enum ShowCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "show",
            summary: "Show commits, tags, trees and files.",
            usage: ["show [options] [REVISION...] [-- PATH...]"],
            details: """
                Shows objects of any type: a commit with what it changed, a tag with its message and behind it the object it \
                points to, the entries of a tree, the content of a file. Without a revision `HEAD` is shown.

                As a table this is the text that `git show` prints. The other formats, and tables of chosen fields, have a \
                row for each object: a commit with its line counts, those of a merge against its first parent; a file \
                with its size and kind. There `--patch` adds the patches.
                """,
            definedBy: "git show",
            differences: [
                "A range is an error: `rgit log` shows the commits of one.",
                CommitPatchOptions.difference,
                "With several revisions, those that name nothing are reported and the others are shown.",
            ],
            examples: [
                Example("rgit show v1.0", "A tag and its commit."),
                Example("rgit show --json | jq -r '.objects[0].commit.summary'", "The subject of HEAD."),
                Example("rgit show HEAD:src --json", "The entries of a directory."),
                Example("rgit show HEAD:README.md --value size", "The size of a file."),
            ],
            seeAlso: ["rgit-cat(1)", "rgit-files(1)", "git-show(1)"], isListedBriefly: true),
        initial: ShowRequest(),
        options: own + PickaxeOptionRows.withDifferences(\.pickaxe, \.diff)
            + CommitPatchOptions.looks.lifted(\.patches),
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision,
                    summary: "The objects: commits, tags, trees, or files by `REVISION:PATH`.")
            ) { request, word in request.revisions.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.pathspec) { request, words in request.paths = words },
        check: { request, _ throws(RgitError) in
            try request.pickaxe.check()
            if request.patches.context != nil, request.patch == nil { request.patch = true }
        },
        implementation: CommandImplementation(ShowQuery.self, example: ShowRequest())
    )

    private static let own: [OptionSpec<ShowRequest>] =
        ([
            MailmapOption.row(
                summary: "Give people the names of the mailmap.",
                details: "This is the default, unless `log.mailmap` is false."
            ) { $0.useMailmap = $1 }
        ]
        + CommitPatchOptions.rows(
            defaults: "By default all parents at once, as `--cc`.",
            patch: { $0.patch = $1 }, merges: { $0.diffMerges = $1 }))
        .sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }
}
