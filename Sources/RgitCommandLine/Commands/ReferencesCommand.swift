// The table's row for `rgit refs`: its description and its arguments.

import RgitCore

/// The description of `rgit refs`.
enum ReferencesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "refs",
            summary: "List references and what they point to.",
            usage: ["refs [options] [PATTERN...]"],
            details: """
                Lists everything below `refs/`: branches, tags, remote-tracking branches, notes, the stash, in the order \
                of their full names. `hexsha` is the object a reference points to and `object_hexsha` the one at the \
                end of its tags.

                \(ReferenceSortText.paragraph)
                """,
            definedBy: "git for-each-ref",
            differences: [
                "A reference to an object that is missing is reported and left out, where `git for-each-ref` stops."
            ],
            examples: [
                Example("rgit refs", "All references."),
                Example("rgit refs refs/tags", "The tags."),
                Example("rgit refs 'refs/heads/release-*' --value name", "The names of some branches."),
                Example("rgit refs --sort type,path --json", "By type of object, for a program."),
            ],
            seeAlso: ["git-for-each-ref(1)", "git-show-ref(1)"], isListedBriefly: true),
        initial: ReferencesRequest(),
        options: ([
            .value(
                OptionInfo(
                    long: "exclude", shape: .value("PATTERN"),
                    summary: "Leave out references whose full name matches PATTERN.",
                    details: "May be given several times, as in `git for-each-ref` 2.42 and later.")
            ) { request, value in request.excluded.append(value) },
            .flag(
                OptionInfo(
                    long: "ignore-case", summary: "Ignore case in globs and in sorting by name.")
            ) { $0.ignoreCase = $1 },
            .value(
                OptionInfo(
                    long: "start-after", shape: .value("NAME"),
                    summary: "Only references whose full names come after NAME.",
                    details:
                        "For one page after the other, as in `git for-each-ref` 2.51 and later, with `--top`."
                )
            ) { request, value in request.startAfter = value },
            .standardInput("Read patterns from standard input, too.") { $0.readsPatterns = $1 },
        ] + ReferenceFilterRows.rows("references"))
        .sorted { ($0.info.long ?? "") < ($1.info.long ?? "") },
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "PATTERN", completion: .none,
                    summary: "Only references whose full name matches one of these patterns.",
                    details:
                        "As `git for-each-ref` matches them: a full name, the beginning of one up to a slash, or a glob in which `*` matches no slash."
                )
            ) { request, word in request.patterns.append(word) }
        ],
        implementation: CommandImplementation(ReferencesQuery.self, example: ReferencesRequest())
            .readingNames(where: \.readsPatterns) { request, name throws(RgitError) in
                request.patterns.append(name)
            }
    )
}
