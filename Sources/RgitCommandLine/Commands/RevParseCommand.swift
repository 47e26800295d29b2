// The table's row for `rgit rev-parse`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit rev-parse`, and its options.
enum RevParseCommand {
    /// What is asked, and whether standard input names revisions.
    struct Request: Hashable, Sendable {
        var question = RevParseRequest()
        var readsInput = false
    }

    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "rev-parse",
            summary: "Show which objects revisions name.",
            usage: ["rev-parse [options] REVISION...", "rev-parse [options] --stdin"],
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
                """
                `--short=N` with N beyond the length of a name gives the whole name in both object formats, as git 2.55 \
                does; git 2.39 cuts SHA-256 names off at 40 digits.
                """,
            ],
            examples: [
                Example("rgit rev-parse HEAD --value hexsha", "The commit of HEAD."),
                Example("rgit rev-parse --short HEAD --value abbrev", "The same in a few digits."),
                Example("rgit rev-parse --abbrev-ref HEAD --value name", "The branch that is checked out."),
                Example("rgit rev-parse HEAD:README.md v1.0^{tree} --json", "A blob and a tree."),
            ],
            seeAlso: ["git-rev-parse(1)", "gitrevisions(7)"], isListedBriefly: true),
        initial: Request(),
        options: [
            .flag(
                OptionInfo(
                    long: "abbrev-ref", summary: "Make names of references as short as possible.",
                    details: "As short as they can be without being ambiguous.", isEssential: true)
            ) { $0.question.abbreviatesNames = $1 },
            .optionalValue(
                OptionInfo(
                    long: "short", shape: .optionalValue("N"),
                    summary: "Show shortened object names, of at least N digits.",
                    details: "Fills `abbrev`. N is 4 or more; by default it is what `core.abbrev` says.",
                    isEssential: true)
            ) { request, bytes throws(RgitError) in
                request.question.abbreviates = true
                request.question.digits = try bytes.map { bytes throws(RgitError) in
                    try Values.integer(bytes, for: "--short", in: 0...Int.max)
                }
            },
            .standardInput("Read revisions from standard input.") { $0.readsInput = $1 },
            .flag(
                OptionInfo(
                    long: "verify", summary: "Take exactly one revision, whose object has to be there.",
                    isEssential: true)
            ) { $0.question.verify = $1 },
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "What names an object.")
            ) { request, word in request.question.revisions.append(word) }
        ],
        writesNul: \.readsInput,
        check: { request, _ throws(RgitError) in
            let question = request.question
            guard !question.revisions.isEmpty || request.readsInput else {
                throw RgitError(.usage, "a revision is needed")
            }
            if question.verify, question.revisions.count > 1 || request.readsInput {
                throw RgitError(.usage, "more than one revision for", "--verify")
            }
        },
        implementation: CommandImplementation(RevParseQuery.self, example: RevParseRequest())
            .lifted { $0.question }
            .readingNames(where: \.readsInput) { $0.question.revisions.append($1) }
    )
}
