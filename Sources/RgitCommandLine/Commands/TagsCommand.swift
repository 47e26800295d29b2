// The table's row for `rgit tags`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit tags`, and its options.
enum TagsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "tags",
            summary: "List tags, their objects, taggers and messages.",
            usage: ["tags [options] [PATTERN...]"],
            details: """
                Lists the tags: the object each leads to and, of annotated tags, who made them, when, and their message.

                They come in the order of their full names. `--sort version` sorts them by the numbers in their names, as \
                `git tag --sort=version:refname` does, by which `versionsort.suffix` puts pre-releases before their \
                release. \(ReferenceSortText.paragraph)
                """,
            definedBy: "git for-each-ref",
            differences: [
                "A tag whose object is missing or damaged is reported and left out, where `git for-each-ref` stops.",
                "`message`, `tagger` and `tagged_date` are those of a tag object alone: `git for-each-ref` shows the message of the commit for a tag without one.",
                "Where clocks were wrong `git tag --merged` can end its walk too early and miss tags; here `--merged` and `--no-merged` are exact.",
            ],
            examples: [
                Example("rgit tags", "All tags."),
                Example("rgit tags --latest --value name", "The latest version."),
                Example("rgit tags 'v2.*' --sort -version", "The versions 2, the latest first."),
                Example("rgit tags --contains HEAD~10", "Which tags have a commit."),
                Example("rgit tags --sort -created_date --top 5 --json", "The last five, for a program."),
            ],
            seeAlso: ["git-tag(1)", "git-for-each-ref(1)"], isListedBriefly: true),
        initial: TagsRequest(),
        options: ([
            .flag(
                OptionInfo(
                    long: "ignore-case", short: "i",
                    summary: "Ignore case in patterns and in sorting by name.")
            ) { $0.ignoreCase = $1 },
            .flag(
                OptionInfo(
                    long: "latest", summary: "Only the last tag in git's version order.",
                    details: """
                        The last line of `git tag --sort=version:refname`, among the tags that the patterns and the \
                        other options choose. Set `versionsort.suffix` to `-rc`, for example, where a pre-release is not \
                        meant to be later than its release.
                        """,
                    isEssential: true)
            ) { $0.latest = $1 },
        ] + ReferenceFilterRows.rows("tags"))
        .sorted { ($0.info.long ?? "") < ($1.info.long ?? "") },
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "PATTERN", completion: .tag,
                    summary: "Only tags whose name matches one of these patterns.",
                    details: "As `git tag --list` matches them: `*` matches slashes too.")
            ) { request, word in request.patterns.append(word) }
        ],
        implementation: CommandImplementation(TagsQuery.self, example: TagsRequest())
    )
}
