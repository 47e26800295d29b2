// The table's row for `rgit attributes`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit attributes`, and its options.
enum AttributesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "attributes",
            summary: "Show what gitattributes say of paths.",
            usage: ["attributes [options] PATH...", "attributes [options] --stdin"],
            details: """
                Lists the attributes that `.gitattributes` files, `info/attributes` and `core.attributesFile` give to each \
                path, in git's order; macros such as `binary` with all that they set. A path need not exist; one that \
                ends in a slash is a directory.
                """,
            definedBy: "git check-attr",
            differences: [
                "`--source` is that of git 2.40 and later.",
                "A path outside of the repository is reported, and the others are answered.",
            ],
            examples: [
                Example("rgit attributes README.md", "All that is said of a file."),
                Example("rgit attributes --attribute eol --value value a.txt", "One attribute as a word."),
                Example("rgit attributes --source v1.0 logo.png", "By the attributes of a release."),
                Example(
                    "rgit attributes --porcelain -z --stdin < names", "The lines of `git check-attr -a -z`."),
            ],
            seeAlso: ["git-check-attr(1)", "gitattributes(5)"], isListedBriefly: true),
        initial: AttributesRequest(),
        options: [
            .value(
                OptionInfo(
                    long: "attribute", shape: .value("NAME"),
                    summary: "Say this of each path, whether it is specified or not.",
                    details:
                        "It may be given several times. Without it all attributes that are specified are listed.",
                    isEssential: true)
            ) { request, name in request.attributes.append(name) },
            .flag(
                OptionInfo(
                    long: "cached", summary: "Read the .gitattributes of the index, not of the disk.",
                    isEssential: true)
            ) { $0.cached = $1 },
            .flag(
                OptionInfo(
                    long: "porcelain", summary: "Print exactly what git check-attr prints.",
                    details: """
                        For scripts that read git's lines. It does not go with a `--format`. With `-z` the parts are printed \
                        as they are and end with a NUL.
                        """,
                    isEssential: true)
            ) { $0.porcelain = $1 },
            .value(
                OptionInfo(
                    long: "source", shape: .value("REV"), completion: .revision,
                    summary: "Read the .gitattributes of a commit or tree.", isEssential: true)
            ) { request, name in request.source = name },
        ],
        runOptions: InputPaths.rows,
        positionals: [
            PositionalSpec(info: InputPaths.info) { request, word in request.paths.append(word) }
        ],
        paths: PathsSpec(info: InputPaths.info) { request, words in request.paths += words },
        writesNul: \.porcelain,
        check: { request, options throws(RgitError) in
            try InputPaths.check(request.paths, options)
            request.nulTerminated = options.nulTerminated
            if request.porcelain { try options.refuseFormats(with: "--porcelain") }
            if request.cached, request.source != nil {
                throw RgitError(.usage, "does not go with --cached", "--source")
            }
        },
        implementation: CommandImplementation(AttributesQuery.self, example: AttributesRequest())
            .readingPaths(\.paths)
    )
}
