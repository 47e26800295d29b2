// The table's row for `rgit worktrees`: its description and its option.

import RgitCore

/// The description of `rgit worktrees`, and its option.
enum WorktreesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "worktrees",
            summary: "List the working trees and what is checked out in them.",
            usage: ["worktrees [options]"],
            details: """
                Lists the main working tree first and then those that `git worktree add` has made, by their paths: the \
                commit and branch that are checked out, whether it is locked, and whether `git worktree prune` would \
                remove it because its folder is gone.
                """,
            definedBy: "git worktree list",
            examples: [
                Example("rgit worktrees", "All working trees."),
                Example("rgit worktrees --fields path,branch --tsv", "Their paths and branches."),
                Example("rgit worktrees --porcelain -z", "What git prints, for a script."),
            ],
            seeAlso: ["git-worktree(1)"], isListedBriefly: true),
        initial: WorktreesRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "porcelain", summary: "Print exactly what git worktree list --porcelain prints.",
                    details: "With `-z` as well.", isEssential: true)
            ) { $0.porcelain = $1 }
        ],
        writesNul: \.porcelain,
        check: { request, globals throws(RgitError) in
            request.nulTerminated = globals.nulTerminated
            guard request.porcelain, globals.format != .table || globals.fields != nil else { return }
            throw RgitError(.usage, "--porcelain has a format of its own")
        },
        implementation: CommandImplementation(WorktreesQuery.self, example: WorktreesRequest())
    )
}
