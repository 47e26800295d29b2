// The table's row for `rgit stashes`: its description.

import RgitCore

/// The description of `rgit stashes`.
enum StashesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "stashes",
            summary: "List what was put away with git stash.",
            usage: ["stashes"],
            details: """
                Lists the stashes, the last one first. A stash is a commit that holds the files of the working tree; `base`, \
                `index_commit` and `untracked_commit` are its parents: the commit that `HEAD` was at, the index, and the \
                untracked files where they were put away as well.
                """,
            definedBy: "git stash list",
            differences: [
                "A stash whose commit is missing is reported, where `git stash list` leaves it out in silence."
            ],
            examples: [
                Example("rgit stashes", "All stashes."),
                Example("rgit stashes --value message", "Their messages."),
                Example("rgit stashes --fields selector,branch,base --json", "Where they belong."),
            ],
            seeAlso: ["git-stash(1)"], isListedBriefly: true),
        initial: StashesRequest(),
        implementation: CommandImplementation(StashesQuery.self, example: StashesRequest())
    )
}
