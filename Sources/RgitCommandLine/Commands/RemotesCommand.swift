// The table's row for `rgit remotes`: its description.

import RgitCore

/// The description of `rgit remotes`.
enum RemotesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "remotes",
            summary: "List remotes, their URLs and refspecs.",
            usage: ["remotes"],
            details: """
                Lists the remotes of the configuration by name. URLs are those that git uses, after `url.*.insteadOf` and \
                `url.*.pushInsteadOf`; of several the first.
                """,
            definedBy: "git remote",
            examples: [
                Example("rgit remotes", "All remotes."),
                Example("rgit remotes --value url", "Their URLs."),
            ],
            seeAlso: ["git-remote(1)"], isListedBriefly: true),
        initial: RemotesRequest(),
        implementation: CommandImplementation(RemotesQuery.self, example: RemotesRequest())
    )
}
