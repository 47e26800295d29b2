// The options that say which changes of commits are shown as patches, the same for log and show.

import RgitCore

/// Rows for `--patch` and for what merges are compared with.
enum CommitPatchOptions {
    /// How text differs from that of git.
    static let difference = """
        With `--patch` commits are printed in git's default format whatever `format.pretty`, `log.date`, `log.decorate` and \
        `log.showSignature` say, and without colours; `--diff-merges=remerge` is refused.
        """

    /// How patches look: the rows of `rgit diff`, of which `-h` of a command with more options shows only the names, without
    /// those that change nothing.
    static let looks: [OptionSpec<PatchOptions>] = PatchOptionRows.rows.map { row in
        var info = row.info
        info.isEssential = false
        if info.long == "no-ext-diff" || info.long == "no-textconv" { info.isHidden = true }
        return OptionSpec(info: info, apply: row.apply)
    }

    /// The rows; `patch` and `merges` are where the request keeps them, `defaults` what `--diff-merges` does by default.
    static func rows<Request>(
        defaults: String, patch: @escaping @Sendable (inout Request, Bool) -> Void,
        merges: @escaping @Sendable (inout Request, MergeDiff) -> Void
    ) -> [OptionSpec<Request>] {
        [
            .once(
                OptionInfo(
                    long: "cc",
                    summary: "Show a merge against all parents at once, as --diff-merges=dense-combined.",
                    details: "Implies `--patch`.")
            ) {
                patch(&$0, true)
                merges(&$0, .denseCombined)
            },
            .once(
                OptionInfo(
                    long: nil, short: "c",
                    summary: "Show a merge against all parents at once, as --diff-merges=combined.",
                    details: "Implies `--patch`.")
            ) {
                patch(&$0, true)
                merges(&$0, .combined)
            },
            .choice(
                OptionInfo(
                    long: "diff-merges", shape: .value("HOW"),
                    choices: [
                        Choice("off", "a merge changes nothing"),
                        Choice("first-parent", "against the first parent"),
                        Choice("separate", "against each parent, one after the other"),
                        Choice("combined", "against all parents at once"),
                        Choice("dense-combined", "the same without what is as in a parent"),
                    ],
                    summary: "Choose what a merge is compared with.",
                    details: """
                        \(defaults) Line counts of a merge that is shown against all parents at once are those against its \
                        first parent, as in git. The words may be git's short ones: `none`, `1`, `m`, `c`, `cc`.
                        """),
                [.off, .firstParent, .separate, .combined, .denseCombined],
                also: [
                    ("none", .off), ("1", .firstParent), ("m", .separate), ("on", .separate),
                    ("c", .combined),
                    ("cc", .denseCombined),
                ], refusing: ("remerge", "'--cc' shows where a merge differs from all of its parents"), merges
            ),
            .once(
                OptionInfo(
                    long: nil, short: "m",
                    summary: "Show a merge against each parent, as --diff-merges=separate.")
            ) { merges(&$0, .separate) },
            .once(
                OptionInfo(
                    long: nil, short: "s", summary: "Show no patches, as --no-patch.", isHidden: true)
            ) {
                patch(&$0, false)
            },
            .flag(
                OptionInfo(
                    long: "patch", short: "p", negation: .listed,
                    summary: "Show what commits changed, as patches.",
                    details: """
                        As a table this is the text that `git log -p` prints; in the other formats each file of `stats` \
                        has its `patch`. `-u` is the same, and `-s` is `--no-patch`.
                        """,
                    isEssential: true), patch),
            .once(
                OptionInfo(long: nil, short: "u", summary: "Show patches, as --patch.", isHidden: true)
            ) { patch(&$0, true) },
        ]
    }
}
