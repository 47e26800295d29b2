// The table's row for `rgit describe`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit describe`, and its options.
enum DescribeCommand {
    /// What is asked, and whether standard input names commits.
    struct Request: Hashable, Sendable {
        var question = DescribeRequest()
        var readsInput = false
    }

    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "describe",
            summary: "Name commits by the nearest tags.",
            usage: ["describe [options] [REVISION...]", "describe [options] --dirty[=MARK]"],
            details: """
                Prints a line for each commit, `HEAD` by default: the tag itself for a tagged commit, else the nearest tag, \
                the number of commits since, and the commit's name: `v1.0-3-g1a2b3c4`. Where a format other than a table, \
                `--fields` or `--value` is asked for, the parts are fields of a row. All commits of a run share what has \
                been read.
                """,
            definedBy: "git describe",
            differences: [
                "A blob is no commit and is refused, where `git describe` looks for the commit that it came in.",
                "With several revisions, those that cannot be described are reported and the others are answered.",
                "With `--contains` what is no commit is an error, where git reports it and succeeds.",
            ],
            examples: [
                Example("rgit describe", "The version of what is checked out."),
                Example("rgit describe --tags --always --dirty", "One that is always there, for a build."),
                Example("rgit describe --match 'v*' --json", "By some tags, as a row."),
                Example("rgit describe --stdin < commits", "Many commits, in one go."),
            ],
            seeAlso: ["git-describe(1)"], isListedBriefly: true),
        initial: Request(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "The commits; `HEAD` by default.")
            ) { request, word in request.question.revisions.append(word) }
        ],
        writesNul: \.readsInput,
        check: { request, globals throws(RgitError) in
            let question = request.question
            if question.options.long, question.options.abbreviation == 0 {
                throw RgitError(.usage, "--long and --abbrev=0 contradict each other")
            }
            let isMarked = question.dirtyMark != nil || question.brokenMark != nil
            if isMarked, !question.revisions.isEmpty || request.readsInput {
                throw RgitError(
                    .usage, "commits have no working tree",
                    question.dirtyMark == nil ? "--broken" : "--dirty",
                    hint: "name no commit")
            }
            if isMarked, question.contains {
                request.question.dirtyMark = nil
                request.question.brokenMark = nil
            }
            request.question.asLines = PlainLines.arePrinted(globals)
        },
        implementation: CommandImplementation(DescribeQuery.self, example: DescribeRequest())
            .lifted { $0.question }
            .readingNames(where: \.readsInput) { $0.question.revisions.append($1) }
    )

    private static let options: [OptionSpec<Request>] =
        (names.lifted(\.question.options) + [
            .flag(
                OptionInfo(
                    long: "contains", summary: "Name commits by tags that contain them.",
                    details: "The same as `name-rev --tags --name-only --no-undefined`.", isEssential: true)
            ) { $0.question.contains = $1 },
            mark("broken", "Add MARK, -broken by default, where that cannot be found out.") {
                $0.question.brokenMark = $1
            },
            mark("dirty", "Add MARK, -dirty by default, where there are changes.") {
                $0.question.dirtyMark = $1
            },
            .standardInput("Read commits from standard input.") { $0.readsInput = $1 },
        ]).sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }

    private static let names: [OptionSpec<DescribeOptions>] = [
        .value(
            OptionInfo(
                long: "abbrev", shape: .value("N"), summary: "Show commits with at least N digits.",
                details: "0 leaves number and commit out. By default it is what `core.abbrev` says.")
        ) { options, bytes throws(RgitError) in
            options.abbreviation = try Values.integer(bytes, for: "--abbrev", in: 0...Int.max)
        },
        .flag(
            OptionInfo(long: "all", summary: "Use all references, not only tags.", isEssential: true)
        ) { $0.all = $1 },
        .flag(
            OptionInfo(
                long: "always", summary: "Show the shortened commit where nothing else describes it.",
                isEssential: true)
        ) { $0.always = $1 },
        .integer(
            OptionInfo(
                long: "candidates", shape: .value("N"), summary: "Compare the N nearest tags; 10 by default.",
                details: "No more than 27 are compared, and with 0 only tags of the commit itself count."),
            in: 0...Int.max
        ) { $0.candidates = $1 },
        .once(
            OptionInfo(
                long: "exact-match", summary: "Only tags of the commit itself, as --candidates=0.",
                isEssential: true)
        ) { $0.candidates = 0 },
        .value(
            OptionInfo(
                long: "exclude", shape: .value("PATTERN"), completion: .tag,
                summary: "No tag that this glob matches.")
        ) { options, bytes throws(RgitError) in options.exclude.append(Text(bytes)) },
        .flag(
            OptionInfo(long: "first-parent", summary: "Follow only the first parents of merges.")
        ) { $0.firstParent = $1 },
        .flag(
            OptionInfo(
                long: "long", summary: "Show number and commit of a tagged commit, too.", isEssential: true)
        ) { $0.long = $1 },
        .value(
            OptionInfo(
                long: "match", shape: .value("PATTERN"), completion: .tag,
                summary: "Only tags that this glob matches.",
                details:
                    "As in git, `*` matches slashes too; with `--all` names of branches are matched as well.",
                isEssential: true)
        ) { options, bytes throws(RgitError) in options.match.append(Text(bytes)) },
        .flag(
            OptionInfo(long: "tags", summary: "Use lightweight tags as well.", isEssential: true)
        ) { $0.tags = $1 },
    ]

    private static func mark(
        _ name: String, _ summary: String, _ set: @escaping @Sendable (inout Request, [UInt8]) -> Void
    ) -> OptionSpec<Request> {
        .optionalValue(
            OptionInfo(
                long: name, shape: .optionalValue("MARK"), summary: summary, isEssential: name == "dirty")
        ) { request, bytes throws(RgitError) in set(&request, bytes ?? Array("-\(name)".utf8)) }
    }
}
