// The table's row for `rgit is-ancestor`: its description and its arguments.

import RgitCore

/// The description of `rgit is-ancestor`.
enum IsAncestorCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "is-ancestor",
            summary: "Say whether one commit is part of the history of another.",
            usage: ["is-ancestor A B"],
            details: """
                The exit status is the answer: 0 where B reaches A, or is A, and 1 where it does not. As with git nothing \
                is printed, unless another format than a table, `--fields` or `--value` is asked for.
                """,
            definedBy: "git merge-base --is-ancestor",
            exitNotes: [(1, "A is no ancestor of B.")],
            examples: [
                Example("rgit is-ancestor v1.0 main && echo contained", "Whether main contains a release."),
                Example("rgit is-ancestor v1.0 main --value is_ancestor", "The same as a word."),
            ],
            seeAlso: ["git-merge-base(1)"], isListedBriefly: true),
        initial: IsAncestorRequest(),
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "A", count: .one, completion: .revision,
                    summary: "The commit that may be an ancestor.")
            ) { request, word in request.revisions.append(word) },
            PositionalSpec(
                info: PositionalInfo(
                    name: "B", count: .one, completion: .revision,
                    summary: "The commit whose history it may be in.")
            ) { request, word in request.revisions.append(word) },
        ],
        implementation: CommandImplementation(IsAncestorQuery.self, example: IsAncestorRequest())
    )
}
