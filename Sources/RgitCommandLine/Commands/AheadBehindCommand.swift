// The table's row for `rgit ahead-behind`: its description and its arguments.

import RgitCore

/// The description of `rgit ahead-behind`.
enum AheadBehindCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "ahead-behind",
            summary: "Count how far a commit and others have gone apart.",
            usage: ["ahead-behind A B..."],
            details: """
                For each B a row: how many commits A has and B has not (`ahead`), and B has and A has not (`behind`). All \
                of them are counted in one walk.
                """,
            definedBy: "git rev-list --left-right --count",
            examples: [
                Example("rgit ahead-behind HEAD @{upstream}", "What is to be pushed and pulled."),
                Example("rgit ahead-behind main v1.0 v2.0 --value ahead", "Commits since two releases."),
            ],
            seeAlso: ["git-rev-list(1)"], isListedBriefly: true),
        initial: AheadBehindRequest(),
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "A", count: .one, completion: .revision, summary: "The commit that is compared.")
            ) { request, word in request.revisions.append(word) },
            PositionalSpec(
                info: PositionalInfo(
                    name: "B", completion: .revision, summary: "The commits it is compared with.")
            ) { request, word in request.revisions.append(word) },
        ],
        check: { request, _ throws(RgitError) in
            guard request.revisions.count > 1 else {
                throw RgitError(.usage, "at least two commits are needed")
            }
        },
        implementation: CommandImplementation(AheadBehindQuery.self, example: AheadBehindRequest())
    )
}
