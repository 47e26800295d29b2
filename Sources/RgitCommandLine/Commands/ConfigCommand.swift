// The table's row for `rgit config`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit config`, and its options.
enum ConfigCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "config",
            summary: "Show the variables of the configuration and where they are set.",
            usage: ["config [options] [KEY]", "config [options] --get-regexp PATTERN"],
            details: """
                Lists all variables in effect, in the order git reads them, included files among them; the last one of a name \
                is in force. With KEY, such as `user.name`, it prints the value that is in force and nothing else, or, \
                where another format or `--fields` is asked for, the row. The exit status is 1 where it is not set.
                """,
            definedBy: "git config --list --show-origin --show-scope",
            differences: [
                "A second argument is an error: nothing is written. `git config KEY VALUE-PATTERN` is `--value-pattern`, and the options that read one file alone, such as `--global`, do not exist: `scope` tells the files apart.",
                "A value that is none of the `--type` is reported and left out, where git stops.",
            ],
            exitNotes: [(1, "The variable is not set.")],
            examples: [
                Example("rgit config user.name", "A value."),
                Example("rgit config --type bool core.bare", "A value as true or false."),
                Example("rgit config core.editor --json", "A value and the place it is set at."),
                Example("rgit config --get-regexp '^remote\\..*\\.url$' --value value", "All URLs."),
                Example("rgit config --list --show-origin -z", "What git prints, for a script."),
            ],
            seeAlso: ["git-config(1)"], isListedBriefly: true),
        initial: ConfigRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "all", aliases: ["get-all"], summary: "Every value of KEY, not only the last.",
                    isEssential: true)
            ) { $0.all = $1 },
            .flag(
                OptionInfo(long: "fixed-value", summary: "Take --value-pattern for the value itself.")
            ) { $0.valueIsFixed = $1 },
            .flag(
                OptionInfo(
                    long: "get-regexp", summary: "KEY is a regular expression that names have to match.",
                    isEssential: true)
            ) { $0.keyIsPattern = $1 },
            .flag(
                OptionInfo(
                    long: "list", short: "l", summary: "Print exactly what git config --list prints.",
                    details: "With `-z` as well: a line feed behind each name, a NUL behind each value.",
                    isEssential: true)
            ) { $0.form = $1 ? .list : nil },
            .flag(
                OptionInfo(long: "name-only", summary: "With --list, names only.")
            ) { $0.namesOnly = $1 },
            .flag(
                OptionInfo(long: "show-origin", summary: "With --list, where each is set.")
            ) { $0.showsOrigin = $1 },
            .flag(
                OptionInfo(long: "show-scope", summary: "With --list, the kind of file.")
            ) { $0.showsScope = $1 },
            .choice(
                OptionInfo(
                    long: "type", shape: .value("TYPE"),
                    choices: [
                        Choice("bool", "true or false"), Choice("int", "a number, with k, m or g"),
                        Choice("bool-or-int", "either of them"),
                        Choice("path", "a path, the home directory in place of ~"),
                        Choice("expiry-date", "a date, in seconds since 1970"),
                        Choice("color", "the sequence that a terminal understands"),
                    ],
                    summary: "Take values for this type and write them in its one form.", isEssential: true),
                ConfigRequest.ValueType.allCases
            ) { $0.type = $1 },
            .value(
                OptionInfo(
                    long: "value-pattern", shape: .value("PATTERN"),
                    summary: "Only values that this regular expression matches.",
                    details: "An extended one; with a `!` in front values that it does not match.")
            ) { request, bytes throws(RgitError) in request.valuePattern = bytes },
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "KEY", count: .optional, summary: "The full name of a variable, such as user.name.")
            ) { request, word in request.key = word }
        ],
        writesNul: { $0.form != nil || ($0.key != nil && !$0.keyIsPattern) },
        check: { request, globals throws(RgitError) in
            request.nulTerminated = globals.nulTerminated
            if request.form == .list {
                if let key = request.key { throw RgitError(.usage, "--list takes no name", key) }
                if globals.format != .table || globals.fields != nil {
                    throw RgitError(.usage, "--list has a format of its own")
                }
                return
            }
            for (option, isUsed) in [
                ("--name-only", request.namesOnly), ("--show-origin", request.showsOrigin),
                ("--show-scope", request.showsScope),
            ] where isUsed {
                throw RgitError(.usage, "goes with --list only", option)
            }
            if request.key == nil, request.all || request.keyIsPattern {
                throw RgitError(.usage, "an argument is missing", "KEY")
            }
            if request.key != nil, !request.keyIsPattern, PlainLines.arePrinted(globals) {
                request.form = .values
            }
        },
        implementation: CommandImplementation(ConfigQuery.self, example: ConfigRequest())
    )
}
