// The table's row for `rgit branches`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit branches`, and its options.
enum BranchesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "branches",
            summary: "List branches, and how far each is ahead and behind.",
            usage: ["branches [options] [PATTERN...]"],
            details: """
                Lists the local branches: the last commit of each, how many commits it is ahead of its \
                upstream and behind it, and the same against a base of your choice. The branch that is \
                checked out is marked.

                They come in the order of their full names. \(ReferenceSortText.paragraph)

                The field `merged_how` says how the base has what a branch changed. It is `ancestor` where the base \
                reaches the branch; `patch-id` where `git cherry BASE BRANCH` prints commits and none with `+`, or would \
                print `-` for one commit with the branch's tree whose parent is the merge base; and `tree` where \
                every file that `git diff --name-only BASE...BRANCH` names is the same in the base. It takes a comparison \
                of patches for each branch, so it is there only where `--fields` or `--value` names it.
                """,
            definedBy: "git for-each-ref",
            examples: [
                Example("rgit branches", "The local branches."),
                Example("rgit branches -a --sort -committed_date", "All branches, the latest first."),
                Example("rgit branches --base main --no-merged main", "What has yet to be merged into main."),
                Example(
                    "rgit branches -r --contains v2.0", "Remote-tracking branches that have a tag's commit."),
                Example(
                    "rgit branches --gone --value name", "Branches whose upstream was deleted, for a script."),
                Example(
                    "rgit branches --base main --fields name,merged_how",
                    "Which branches are merged, squashed or picked into main."),
                Example(
                    "rgit branches --json | jq -r '.branches[] | select(.upstream_gone).name'",
                    "Branches whose upstream is gone."),
            ],
            seeAlso: ["git-branch(1)", "git-for-each-ref(1)"]),
        initial: BranchesRequest(),
        options: (own + ReferenceFilterRows.rows("branches")).sorted {
            ($0.info.long ?? "") < ($1.info.long ?? "")
        },
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "PATTERN", completion: .branch,
                    summary: "Only branches whose name matches one of these patterns.",
                    details: "As `git branch --list` matches them: `*` matches slashes too.")
            ) { request, word in request.patterns.append(word) }
        ],
        implementation: CommandImplementation(BranchesQuery.self, example: BranchesRequest())
    )

    /// The options that no other command has.
    private static let own: [OptionSpec<BranchesRequest>] = [
        .once(
            OptionInfo(
                long: "all", short: "a", summary: "List local and remote-tracking branches.",
                isEssential: true)
        ) { $0.scope = .all },
        .value(
            OptionInfo(
                long: "base", shape: .value("REVISION"), completion: .revision,
                summary: "Count commits ahead of REVISION and behind it, too.",
                details: """
                    Fills `ahead_of_base` and `behind_base`, and `merged`: whether all of the branch can \
                    be reached from REVISION. The field `merged_how` finds squashed and picked branches, too.
                    """,
                isEssential: true)
        ) { $0.base = $1 },
        .value(
            OptionInfo(
                long: "forked", shape: .value("BRANCH"), completion: .branch,
                summary: "Only branches that follow BRANCH.",
                details: """
                    BRANCH is a name such as `origin/main`, the name of a remote for the branch that its HEAD leads to, \
                    or a glob that is matched with the short name, such as `origin/*`. May be given several times, as in \
                    `git branch` 2.55 and later.
                    """,
                isEssential: true)
        ) { $0.forked.append($1) },
        .flag(
            OptionInfo(
                long: "gone", summary: "Only branches whose upstream does not exist any more.",
                isEssential: true)
        ) { $0.gone = $1 },
        .flag(
            OptionInfo(
                long: "ignore-case", short: "i",
                summary: "Ignore case in patterns and in sorting by name.")
        ) { $0.ignoreCase = $1 },
        .once(
            OptionInfo(
                long: "remotes", short: "r", summary: "List remote-tracking branches.", isEssential: true)
        ) { $0.scope = .remote },
        .integer(
            OptionInfo(
                long: "stale", shape: .value("DAYS"),
                summary: "Only branches without a commit in the last DAYS days.",
                details:
                    "The committer's date of the last commit is more than DAYS times 86,400 seconds ago.",
                isEssential: true),
            in: 0...Int.max
        ) { $0.staleDays = $1 },
    ]
}
