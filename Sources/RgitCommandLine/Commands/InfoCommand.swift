// The table's row for `rgit info`: its description.

import RgitCore

/// The description of `rgit info`.
enum InfoCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "info",
            summary: "Show where and what the repository is, and where HEAD is.",
            usage: ["info [options]"],
            details: """
                Answers what scripts ask first: the root of the working tree, the commit and the branch that are checked \
                out, the remotes. `--value` prints one of them, and looks up nothing else. Outside of a repository \
                nothing is printed, and the exit status is 3.

                There are no rows: in JSON the fields are members of the document itself. What can take longer is on \
                demand, which means that `--fields` or `--value` has to name it: `describe`, `branches`, `tags`, `objects`, \
                `packs` and `size_bytes`.
                """,
            definedBy: "git rev-parse",
            examples: [
                Example("rgit info --value head.hexsha", "The commit that is checked out."),
                Example("rgit info --value working_tree_dir", "The root of the working tree."),
                Example("rgit info --value active_branch", "The branch that is checked out."),
                Example("rgit info --value remotes.url", "The URLs of the remotes, a line each."),
                Example("rgit info --json | jq -r .head.hexsha", "The same from the JSON document."),
                Example("rgit info --fields describe,objects,size_bytes", "What has to be asked for."),
            ],
            seeAlso: ["git-rev-parse(1)", "git-remote(1)", "git-count-objects(1)", "git-describe(1)"]),
        initial: InfoRequest(),
        implementation: CommandImplementation(InfoQuery.self, example: InfoRequest())
    )
}
