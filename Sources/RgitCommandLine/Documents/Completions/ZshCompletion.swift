// Writes the completion script for zsh.

/// Makes completions/_rgit.
enum ZshCompletion {
    /// The script.
    static func script(_ table: CompletionTable = CompletionTable()) -> String {
        var script = head
        script += "\n_rgit_commands() {\n    local -a commands=(\n"
        for entry in table.commands {
            let text = CompletionTable.description(entry.command.info.summary)
            script += "        \(quoted(entry.command.name + ":" + text.replaced(":", with: "\\:")))\n"
        }
        script += "    )\n    _describe -t commands command commands\n}\n"
        for entry in table.commands {
            script += "\n_rgit-\(entry.command.name)() {\n"
            if !entry.command.fields.isEmpty {
                let names = entry.command.fields.map(\.name).joined(separator: " ")
                let lines = TextWriter.wrapped(names, width: 90).joined(separator: "\n        ")
                script += "    local -a fields=(\n        \(lines)\n    )\n"
            }
            script += "    _arguments -s -S \\\n"
            for info in entry.options + entry.globals { script += specs(info) }
            script += arguments(entry.command) + "}\n"
        }
        script += "\n_rgit() {\n" + setup
        let skipped = table.globals.filter(\.takesNextArgument).flatMap(\.spellings)
            .filter { $0 != "-C" && $0 != "--git-dir" }
        script += walk + "                (\(skipped.joined(separator: "|"))) (( index++ )) ;;\n" + walkEnd
        script += "    _arguments -C -s -S -A '-*' \\\n"
        for info in table.globals { script += specs(info) }
        script += "        '1:command:_rgit_commands' \\\n        '*::argument:->argument' && status_=0\n"
        script += "    [[ $state == argument ]] || return status_\n"
        script += "    curcontext=${curcontext%:*:*}:rgit-$words[1]:\n    case $words[1] in\n"
        for entry in table.commands {
            let name = entry.command.name
            script += "        (\(name)) _rgit-\(name) && status_=0 ;;\n"
        }
        return script + "    esac\n    return status_\n}\n\n_rgit \"$@\"\n"
    }

    private static func quoted(_ text: String) -> String { "'" + text.replaced("'", with: "'\\''") + "'" }

    /// One specification for every way to write an option.
    private static func specs(_ info: OptionInfo) -> String {
        let text = CompletionTable.description(info.summary)
            .replaced("\\", with: "\\\\").replaced("[", with: "\\[").replaced("]", with: "\\]")
            .replaced(":", with: "\\:")
        return info.spellings.map { name in
            var spec = "*" + name
            let isNegated = info.negatedNames.contains { "--" + $0 == name }
            let isLong = name.hasPrefix("--")
            switch isNegated ? .flag : info.shape {
            case .flag: spec += "[\(text)]"
            case .value(let value): spec += (isLong ? "=" : "+") + "[\(text)]:\(value):\(action(info))"
            case .optionalValue(let value):
                spec += (isLong ? "=-" : "-") + "[\(text)]::\(value):\(action(info))"
            case .valueUnlessLast(let value):
                spec += (isLong ? "=" : "+") + "[\(text)]::\(value):\(action(info))"
            }
            return "        \(quoted(spec)) \\\n"
        }.joined()
    }

    private static func arguments(_ command: AnyCommand) -> String {
        guard let info = command.positionals.first else { return "        ':'\n" }
        let action = command.paths == nil ? action(info.completion, info.choices) : "_rgit_revisions_or_files"
        let message = info.name.lowercased().replaced(":", with: "\\:")
        return "        \(quoted((info.count == .many ? "*" : "1") + ":\(message):\(action)"))\n"
    }

    private static func action(_ info: OptionInfo) -> String { action(info.completion, info.choices) }

    private static func action(_ completion: Completion, _ choices: [Choice]) -> String {
        if choices.contains(where: { $0.name.contains(":") }) {
            return "(" + choices.map { $0.name.replaced(":", with: "\\:") }.joined(separator: " ") + ")"
        }
        if !choices.isEmpty {
            return "((" + choices.map { "\($0.name)\\:\"\($0.help)\"" }.joined(separator: " ") + "))"
        }
        return switch completion {
        case .none, .choice: " "
        case .file: "_rgit_files"
        case .directory: "_directories"
        case .branch: "_rgit_branches"
        case .tag: "_rgit_tags"
        case .remote: "_rgit_remotes"
        case .revision: "_rgit_revisions"
        case .fields: "_rgit_fields"
        case .sortKey: "_rgit_sort_keys"
        case .command: "_rgit_commands"
        }
    }

    private static let head = #"""
        #compdef rgit
        # Completes rgit in zsh.
        # Made by 'rgit completions zsh' from the table of commands; change that instead.

        # Short names of refs below the given places.
        _rgit_refs() {
            local -a refs=(${(f)"$(
                git $git_options for-each-ref --format='%(refname:strip=2)' $@ 2>/dev/null
            )"})
            compadd -M 'r:|/=* r:|=*' -a refs
        }

        _rgit_branches() { _rgit_refs refs/heads refs/remotes }
        _rgit_tags() { _rgit_refs refs/tags }

        # Files and directories of a revision behind its colon.
        _rgit_tree() {
            local revision=${(Q)PREFIX%%:*} inside=${(Q)PREFIX#*:} folder= entry
            local -a files folders
            [[ $inside == */* ]] && folder=${inside%/*}
            for entry in ${(0)"$(git $git_options ls-tree -z "$revision:$folder" 2>/dev/null)"}; do
                case ${entry%%$'\t'*} in
                    (*' tree '*) folders+=(${entry#*$'\t'}) ;;
                    (*) files+=(${entry#*$'\t'}) ;;
                esac
            done
            compset -P '*:'
            compset -P '*/'
            compadd -S / -a folders
            compadd -a files
        }

        # Revisions, behind ^ and behind the dots of a range too, and the paths of one behind its colon.
        _rgit_revisions() {
            if [[ $PREFIX == [^:]*:* ]]; then
                compset -P '\^'
                _rgit_tree
                return
            fi
            compset -P '*...' || compset -P '*..' || compset -P '\^'
            compadd -- HEAD
            _rgit_refs refs/heads refs/tags refs/remotes
        }

        _rgit_remotes() {
            local -a remotes=(${(f)"$(git $git_options remote 2>/dev/null)"})
            compadd -a remotes
        }

        # Files as seen from where -C leads.
        _rgit_files() {
            if (( $#directories )); then
                local directory=$PWD next
                for next in $directories; do
                    [[ $next == /* ]] && directory=$next || directory=$directory/$next
                done
                _path_files -W directory "$@"
            else
                _files "$@"
            fi
        }

        _rgit_revisions_or_files() {
            if (( ${words[(I)--]} && ${words[(I)--]} < CURRENT )); then
                _rgit_files
            else
                _alternative 'revisions:revision:_rgit_revisions' 'files:file:_rgit_files'
            fi
        }

        # Names of fields, separated by commas.
        _rgit_fields() {
            (( $#fields )) || return 1
            _sequence compadd - -a fields
        }

        _rgit_sort_keys() {
            compset -P -
            compadd -a fields
        }

        """#

    private static let setup = #"""
            local curcontext=$curcontext state line
            local -a git_options directories
            local -A opt_args
            integer status_=1 index


        """#

    private static let walk = #"""
            # Where the repository is: what stands before the command says so.
            for (( index = 2; index < CURRENT; index++ )); do
                case $words[index] in
                    (-C)
                        directories+=(${(Q)~words[index+1]})
                        git_options+=(-C ${(Q)~words[index+1]})
                        (( index++ ))
                        ;;
                    (--git-dir) git_options+=(--git-dir ${(Q)~words[++index]}) ;;
                    (--git-dir=*) git_options+=(${(Q)words[index]}) ;;

        """#

    private static let walkEnd = #"""
                    (-*) ;;
                    (*) break ;;
                esac
            done

        """#
}
