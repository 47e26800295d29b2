// The table's row for `rgit ahead-behind`: its description and its arguments.

import RgitCore

/// The description of `rgit ahead-behind`.
enum AheadBehindCommand {
    /// What is asked, and whether standard input names the commits to compare with.
    struct Request: Hashable, Sendable {
        var question = AheadBehindRequest()
        var readsInput = false
    }

    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "ahead-behind",
            summary: "Count how far a commit and others have gone apart.",
            usage: ["ahead-behind A B...", "ahead-behind A --stdin"],
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
        initial: Request(),
        options: [.standardInput("Read the commits B from standard input.") { $0.readsInput = $1 }],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "A", count: .one, completion: .revision, summary: "The commit that is compared.")
            ) { request, word in request.question.revisions.append(word) },
            PositionalSpec(
                info: PositionalInfo(
                    name: "B", completion: .revision, summary: "The commits it is compared with.")
            ) { request, word in request.question.revisions.append(word) },
        ],
        writesNul: \.readsInput,
        check: { request, _ throws(RgitError) in
            guard request.question.revisions.count > 1 || request.readsInput else {
                throw RgitError(.usage, "at least two commits are needed")
            }
        },
        implementation: CommandImplementation(AheadBehindQuery.self, example: AheadBehindRequest())
            .lifted { $0.question }
            .readingNames(where: \.readsInput) { $0.question.revisions.append($1) }
    )
}
