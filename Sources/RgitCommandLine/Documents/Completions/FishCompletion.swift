// Writes the completion script for fish.

/// Makes completions/rgit.fish.
enum FishCompletion {
    /// The script.
    static func script(_ table: CompletionTable = CompletionTable()) -> String {
        let skipped = table.globals.filter(\.takesNextArgument).flatMap(\.spellings)
            .filter { $0 != "-C" && $0 != "--git-dir" }
        var script = head + "            case \(skipped.joined(separator: " "))\n" + middle
        script += "\n# Prints the fields of a command.\nfunction __rgit_field_names\n    switch $argv[1]\n"
        for entry in table.commands where !entry.command.fields.isEmpty {
            let names = TextWriter.wrapped(entry.command.fields.map(\.name).joined(separator: " "), width: 90)
            script += "        case \(entry.command.name)\n            printf '%s\\n' "
            script += names.joined(separator: " \\\n                ") + "\n"
        }
        script += "    end\nend\n\n"
        script += "complete -c rgit -e\ncomplete -c rgit -n __rgit_needs_command -f\n"
        for entry in table.commands {
            let text = CompletionTable.description(entry.command.info.summary)
            script += "complete -c rgit -n __rgit_needs_command -a \(entry.command.name) -d \(quoted(text))\n"
        }
        script += "\n"
        for info in table.globals {
            let hiding = table.commands.filter { entry in
                !entry.globals.contains { $0.spellings == info.spellings }
            }.map(\.command.name)
            let condition = hiding.isEmpty ? "" : "not __rgit_command_is " + hiding.joined(separator: " ")
            script += lines(info, condition)
        }
        for entry in table.commands {
            script += "\n"
            let name = entry.command.name
            for info in entry.options { script += lines(info, "__rgit_command_is \(name)") }
            script += arguments(entry.command)
        }
        return script
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replaced("\\", with: "\\\\").replaced("'", with: "\\'") + "'"
    }

    private static func start(_ condition: String) -> String {
        "complete -c rgit" + (condition.isEmpty ? "" : " -n \(quoted(condition))")
    }

    private static func lines(_ info: OptionInfo, _ condition: String) -> String {
        let names = (info.short.map { ["-s \($0)"] } ?? []) + info.longNames.map { "-l \($0)" }
        var line = start(condition) + " " + names.joined(separator: " ")
        let arguments = action(info.completion, info.choices)
        switch info.shape {
        case .flag: break
        case .value, .valueUnlessLast: line += info.completion == .file ? " -r -F" : " -x"
        // Without -r fish offers these behind `=` only.
        case .optionalValue: line += " -f"
        }
        if !arguments.isEmpty { line += " -a \(quoted(arguments))" }
        let text = CompletionTable.description(info.summary)
        line += " -d \(quoted(text))\n"
        if info.negation == .listed {
            let negated = info.negatedNames.map { "-l \($0)" }.joined(separator: " ")
            line += start(condition) + " \(negated) -d \(quoted(text))\n"
        }
        return line
    }

    private static func arguments(_ command: AnyCommand) -> String {
        let condition = "__rgit_command_is \(command.name)"
        guard let info = command.positionals.first else { return start(condition) + " -f\n" }
        let arguments = action(info.completion, info.choices)
        if command.paths == nil {
            return start(condition) + " -f" + (arguments.isEmpty ? "" : " -a \(quoted(arguments))") + "\n"
        }
        return start(condition + "; and not __rgit_is_after_dashes") + " -a \(quoted(arguments))\n"
            + start(condition) + " -F\n"
    }

    private static func action(_ completion: Completion, _ choices: [Choice]) -> String {
        if !choices.isEmpty {
            // A tab separates a word from its description; fish parses the list once more when it is used.
            return choices.map { "\($0.name)\\t\(quoted($0.help))" }.joined(separator: " ")
        }
        return switch completion {
        case .none, .choice, .file: ""
        case .directory: "(__fish_complete_directories)"
        case .branch: "(__rgit_refs refs/heads refs/remotes)"
        case .tag: "(__rgit_refs refs/tags)"
        case .remote: "(__rgit_git remote)"
        case .revision: "(__rgit_revisions)"
        case .fields: "(__rgit_fields)"
        case .sortKey: "(__rgit_sort_keys)"
        case .command: "(__rgit_commands)"
        }
    }

    private static let head = #"""
        # Completes rgit in fish.
        # Made by 'rgit completions fish' from the table of commands; change that instead.

        # Prints the command, and behind it the options that say where its repository is.
        function __rgit_words
            set -l words (commandline -opc)
            set -e words[1]
            set -l place
            while set -q words[1]
                switch $words[1]
                    case -C --git-dir
                        set -a place $words[1] $words[2]
                        set -e words[1]
                    case '--git-dir=*'
                        set -a place $words[1]

        """#

    private static let middle = #"""
                        set -e words[1]
                    case '-*'
                    case '*'
                        printf '%s\n' $words[1] $place
                        return
                end
                set -e words[1]
            end
            printf '%s\n' '' $place
        end

        function __rgit_needs_command
            set -l words (__rgit_words)
            test -z "$words[1]"
        end

        function __rgit_command_is
            set -l words (__rgit_words)
            contains -- "$words[1]" $argv
        end

        function __rgit_is_after_dashes
            contains -- -- (commandline -opc)
        end

        function __rgit_git
            set -l words (__rgit_words)
            set -l place (string replace -r '^~/' "$HOME/" -- $words[2..])
            git $place $argv 2>/dev/null
        end

        function __rgit_refs
            __rgit_git for-each-ref --format='%(refname:strip=2)' $argv
        end

        # Prints the files and directories of a revision, each behind it and a colon.
        function __rgit_tree
            set -l folder (string match -r '^.*/' -- $argv[2]; or echo)
            for line in (__rgit_git ls-tree -z $argv[1]:(string trim -r -c / -- $folder[1]) | string split0)
                set -l parts (string split -m 1 \t -- $line)
                set -l slash (string match -q '* tree *' -- $parts[1]; and echo /; or echo)
                string match -q -- '*'\n'*' $parts[2]; or printf '%s\n' $argv[1]:$folder[1]$parts[2]$slash
            end
        end

        # Prints revisions, behind ^ and behind the dots of a range too, and the paths of one behind its colon.
        function __rgit_revisions
            set -l token (string replace -r '^--[^=]*=' '' -- (commandline -ct))
            if string match -qr '^[^:]+:' -- $token
                set -l parts (string split -m 1 : -- $token)
                __rgit_tree $parts
                return
            end
            set -l prefix (string match -r '^.*\.\.\.?|^\^' -- $token; or echo)
            printf '%s\n' $prefix[1]HEAD $prefix[1](__rgit_refs refs/heads refs/tags refs/remotes)
        end

        # Prints names of fields behind those that are there.
        function __rgit_fields
            set -l token (string replace -r '^--[^=]*=' '' -- (commandline -ct))
            set -l prefix (string match -r '^.*,' -- $token; or echo)
            set -l words (__rgit_words)
            for name in (__rgit_field_names $words[1])
                contains -- $name (string split , -- $prefix[1]); or printf '%s\n' $prefix[1]$name
            end
        end

        function __rgit_sort_keys
            set -l words (__rgit_words)
            set -l names (__rgit_field_names $words[1])
            printf '%s\n' $names -$names
        end

        function __rgit_commands
            complete -C 'rgit ' | string match -v -- '-*'
        end

        """#
}
