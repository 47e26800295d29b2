// The table's row for `rgit submodules`: its description, its option and its arguments.

import RgitCore

/// The description of `rgit submodules`, and its option.
enum SubmodulesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "submodules",
            summary: "List submodules and what is checked out in them.",
            usage: ["submodules [--recursive] [[--] PATH...]"],
            details: """
                Lists the submodules in the order of the index: the commit that is recorded, the one that is checked out, \
                names and URLs. `status` is git's character: a blank where both commits are the same, `+` where they are \
                not, `-` for a submodule that is not initialized, and `U` for one in conflict.
                """,
            definedBy: "git submodule status --recursive",
            differences: [
                "A path without an entry in `.gitmodules` is reported and left out, where git stops."
            ],
            examples: [
                Example("rgit submodules", "Those of the working tree."),
                Example("rgit submodules --recursive --value path", "The paths of all, at any depth."),
                Example("rgit submodules --fields path,url,hexsha --csv", "What to clone."),
            ],
            seeAlso: ["git-submodule(1)", "gitmodules(5)"], isListedBriefly: true),
        initial: SubmodulesRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "recursive", short: "r", summary: "List those inside of submodules, too.",
                    isEssential: true)
            ) { $0.recursive = $1 }
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "PATH", completion: .directory, summary: "Only these submodules.")
            ) { request, word in request.paths.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.pathspec) { request, words in request.paths += words },
        implementation: CommandImplementation(SubmodulesQuery.self, example: SubmodulesRequest())
    )
}
