// The table's row for `rgit name-rev`: its description, its options, its arguments and the annotation of a text.

import RgitCore

/// The description of `rgit name-rev`, and its options.
enum NameRevCommand {
    /// What is asked, and whether it is about the text on standard input.
    struct Request: Hashable, Sendable {
        var question = NameRevRequest()
        var annotates = false
    }

    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "name-rev",
            summary: "Name commits by the references that lead to them.",
            usage: [
                "name-rev [options] REVISION...", "name-rev [options] --all",
                "name-rev [options] --annotate-stdin",
            ],
            details: """
                Prints a line for each revision: itself, and a name that starts at a tag or another reference, such as \
                `tags/v1.0~3^2`, or `undefined`. Where a format other than a table, `--fields` or `--value` is asked for, \
                rows come instead.
                """,
            definedBy: "git name-rev",
            differences: [
                "`--all` lists commits in the order of their names, `git name-rev` in none.",
                "A revision that names nothing is reported and the exit status is 3, where git reports it and succeeds.",
            ],
            examples: [
                Example("rgit name-rev HEAD~5", "A name for a commit."),
                Example("rgit name-rev --tags --name-only HEAD~5", "By tags, the name alone."),
                Example("rgit name-rev --annotate-stdin < text", "Names behind all commits of a text."),
            ],
            seeAlso: ["git-name-rev(1)"], isListedBriefly: true),
        initial: Request(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "What is to be named.")
            ) { request, word in request.question.revisions.append(word) }
        ],
        check: { request, globals throws(RgitError) in
            let sources = [request.question.all, request.annotates, !request.question.revisions.isEmpty]
            guard sources.count(where: { $0 }) < 2 else {
                throw RgitError(.usage, "either revisions, --all or --annotate-stdin")
            }
            guard sources.contains(true) else { throw RgitError(.usage, "a revision is needed") }
            request.question.asLines = PlainLines.arePrinted(globals)
            if request.annotates, !request.question.asLines {
                throw RgitError(.usage, "a text has no rows", "--annotate-stdin")
            }
        },
        implementation: implementation
    )

    private static let options: [OptionSpec<Request>] = [
        .flag(
            OptionInfo(
                long: "all", summary: "Name every commit that a reference leads to.", isEssential: true)
        ) { $0.question.all = $1 },
        .flag(
            OptionInfo(long: "always", summary: "Show the shortened commit where it has no name.")
        ) { $0.question.always = $1 },
        .flag(
            OptionInfo(
                long: "annotate-stdin", aliases: ["stdin"],
                summary: "Put names behind the commits in the text on standard input.",
                details: "Only whole object names count. With `--name-only` the names take their place.",
                isEssential: true)
        ) { $0.annotates = $1 },
        .value(
            OptionInfo(
                long: "exclude", shape: .value("PATTERN"), summary: "No reference that this glob matches.")
        ) { request, bytes throws(RgitError) in request.question.exclude.append(bytes) },
        .flag(
            OptionInfo(
                long: "name-only", summary: "Print names alone, tags without tags/.", isEssential: true)
        ) { $0.question.nameOnly = $1 },
        .value(
            OptionInfo(
                long: "refs", shape: .value("PATTERN"), summary: "Only references that this glob matches.",
                details: "The whole name or the rest of it behind a slash; a rest makes the name shorter.",
                isEssential: true)
        ) { request, bytes throws(RgitError) in request.question.refs.append(bytes) },
        .flag(
            OptionInfo(long: "tags", summary: "Use tags only.", isEssential: true)
        ) { $0.question.tags = $1 },
        .flag(
            OptionInfo(
                long: "undefined", negation: .listed,
                summary: "Take a commit without a name for no error, which is the default.")
        ) { $0.question.undefined = $1 },
    ]

    private static let implementation: CommandImplementation<Request> = {
        let query = CommandImplementation(NameRevQuery.self, example: NameRevRequest())
            .lifted { (request: Request) in request.question }
        return CommandImplementation(describedAs: query) {
            options, request, context in
            guard request.annotates else { return try await query.run(options, request, context) }
            let session = try context.openSession(options)
            let names = try await NameAnnotation(
                request.question,
                in: QueryContext(
                    session: session, sharding: context.sharding,
                    progress: context.output.progress))
            var lines = InputPieces(context.input, nulTerminated: false)
            while let line = try lines.next(beforeWaiting: { try context.output.sink.flush() }) {
                try Task.checkCancellation()
                try context.output.write(names.annotated(line) + [0x0a])
            }
            return context.output.exit
        }
    }()
}
