// The table's row for `rgit rev-parse`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit rev-parse`, and its options.
enum RevParseCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "rev-parse",
            summary: "Show which objects revisions name.",
            usage: ["rev-parse [options] REVISION..."],
            details: """
                A revision is anything that gitrevisions(7) describes and that names one object: a branch, `HEAD~3`, \
                `v1.0^{tree}`, `HEAD:README.md`. Beside the object come its type and, where the revision is the name of a \
                reference, that reference.
                """,
            definedBy: "git rev-parse",
            differences: [
                "Ranges and `^REVISION` name no object and are errors.",
                "With several revisions, those that name nothing are reported and the others are answered.",
                "Where a short name means several references, `name` is the first of them.",
                "`--verify` asks for an object that is there.",
            ],
            examples: [
                Example("rgit rev-parse HEAD --value hexsha", "The commit of HEAD."),
                Example("rgit rev-parse --short HEAD --value abbrev", "The same in a few digits."),
                Example("rgit rev-parse --abbrev-ref HEAD --value name", "The branch that is checked out."),
                Example("rgit rev-parse HEAD:README.md v1.0^{tree} --json", "A blob and a tree."),
            ],
            seeAlso: ["git-rev-parse(1)", "gitrevisions(7)"], isListedBriefly: true),
        initial: RevParseRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "abbrev-ref", summary: "Make names of references as short as possible.",
                    details: "As short as they can be without being ambiguous.", isEssential: true)
            ) { $0.abbreviatesNames = $1 },
            .optionalValue(
                OptionInfo(
                    long: "short", shape: .optionalValue("N"),
                    summary: "Show shortened object names, of at least N digits.",
                    details: "Fills `abbrev`. N is 4 or more; by default it is what `core.abbrev` says.",
                    isEssential: true)
            ) { request, bytes throws(RgitError) in
                request.abbreviates = true
                request.digits = try bytes.map { bytes throws(RgitError) in
                    try Values.integer(bytes, for: "--short", in: 0...Int.max)
                }
            },
            .flag(
                OptionInfo(
                    long: "verify", summary: "Take exactly one revision, whose object has to be there.",
                    isEssential: true)
            ) { $0.verify = $1 },
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "What names an object.")
            ) { request, word in request.revisions.append(word) }
        ],
        check: { request, _ throws(RgitError) in
            guard !request.revisions.isEmpty else { throw RgitError(.usage, "a revision is needed") }
            if request.verify, request.revisions.count > 1 {
                throw RgitError(.usage, "more than one revision for", "--verify")
            }
        },
        implementation: CommandImplementation(RevParseQuery.self, example: RevParseRequest())
    )
}
