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

                They come in the order of their full names. `--sort` understands the names of git's keys, too, such as \
                `-committerdate`.
                """,
            definedBy: "git for-each-ref",
            examples: [
                Example("rgit branches", "The local branches."),
                Example("rgit branches -a --sort -committed_date", "All branches, the latest first."),
                Example("rgit branches --base main --no-merged main", "What has yet to be merged into main."),
                Example(
                    "rgit branches -r --contains v2.0", "Remote-tracking branches that have a tag's commit."),
                Example(
                    "rgit branches --json | jq -r '.branches[] | select(.upstream_gone).name'",
                    "Branches whose upstream is gone."),
            ],
            seeAlso: ["git-branch(1)", "git-for-each-ref(1)"]),
        initial: BranchesRequest(),
        options: [
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
                        be reached from REVISION.
                        """,
                    isEssential: true)
            ) { $0.base = $1 },
            revisions(
                OptionInfo(
                    long: "contains", shape: .valueUnlessLast("REVISION"), completion: .revision,
                    summary: "Only branches that contain the commit REVISION.",
                    details: unlessLast, isEssential: true)
            ) { $0.contains.append($1) },
            .flag(
                OptionInfo(
                    long: "ignore-case", short: "i",
                    summary: "Ignore case in patterns and in sorting by name.")
            ) { $0.ignoreCase = $1 },
            revisions(
                OptionInfo(
                    long: "merged", shape: .valueUnlessLast("REVISION"), completion: .revision,
                    summary: "Only branches that can be reached from REVISION.",
                    details: unlessLast, isEssential: true)
            ) { $0.merged.append($1) },
            revisions(
                OptionInfo(
                    long: "no-contains", shape: .valueUnlessLast("REVISION"), completion: .revision,
                    summary: "Only branches that do not contain the commit REVISION.",
                    details: unlessLast)
            ) { $0.noContains.append($1) },
            revisions(
                OptionInfo(
                    long: "no-merged", shape: .valueUnlessLast("REVISION"), completion: .revision,
                    summary: "Only branches that cannot be reached from REVISION.",
                    details: unlessLast, isEssential: true)
            ) { $0.noMerged.append($1) },
            .once(
                OptionInfo(
                    long: "remotes", short: "r", summary: "List remote-tracking branches.", isEssential: true)
            ) { $0.scope = .remote },
        ],
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

    private static let unlessLast =
        "REVISION may be left out at the end of the command line, as in git, and before another option; it is `HEAD` then."

    /// An option that collects revisions, `HEAD` where none is written.
    private static func revisions(
        _ info: OptionInfo, _ add: @escaping @Sendable (inout BranchesRequest, [UInt8]) -> Void
    ) -> OptionSpec<BranchesRequest> {
        .optionalValue(info) { request, bytes throws(RgitError) in add(&request, bytes ?? Array("HEAD".utf8))
        }
    }
}
