// The table's row for `rgit reflog`: its description, its options and its argument.

import RgitCore

/// The description of `rgit reflog`, and its options.
enum ReflogCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "reflog",
            summary: "Show what a reference pointed to before.",
            usage: ["reflog [REF]", "reflog --all"],
            details: """
                Lists the moves of a reference, the last one first: what it has pointed to since, who moved it, when and \
                why. Without REF it is that of `HEAD`. A reference without a log has no rows.
                """,
            definedBy: "git reflog show",
            differences: [
                "Moves to objects that are gone or no commits, and deletions, are rows as well, where `git reflog` leaves them out; `index` and `selector` are the same.",
                "A line of a log that cannot be read is reported and counted in `damaged_lines`, where git skips it in silence.",
                "People are named as recorded; the mailmap does not count.",
            ],
            examples: [
                Example("rgit reflog --top 10", "Where HEAD was last."),
                Example("rgit reflog main --value hexsha", "The commits main has pointed to."),
                Example("rgit reflog --all --json", "All logs, for a program."),
            ],
            seeAlso: ["git-reflog(1)"], isListedBriefly: true),
        initial: ReflogRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "all", summary: "Read the logs of all references and of HEAD.",
                    details: "The moves come merged as git merges them: the youngest of the last ones first.",
                    isEssential: true)
            ) { $0.all = $1 }
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REF", count: .optional, completion: .branch,
                    summary: "The reference, in short or in full; `HEAD` by default.")
            ) { request, word in request.reference = word }
        ],
        check: { request, _ throws(RgitError) in
            if request.all, let reference = request.reference {
                throw RgitError(.usage, "--all takes no reference", reference)
            }
        },
        implementation: CommandImplementation(ReflogQuery.self, example: ReflogRequest())
    )
}
