// Writes the completion script for bash, which runs without the bash-completion package.

/// Makes completions/rgit.bash.
enum BashCompletion {
    /// The script.
    static func script(_ table: CompletionTable = CompletionTable()) -> String {
        var script = head
        script +=
            "\n# The commands.\n__rgit_commands='\(table.commands.map(\.command.name).joined(separator: " "))'\n"
        script += "\n# Prints the options of a command.\n__rgit_options() {\n    case $1 in\n"
        for entry in table.commands {
            script += "        \(entry.command.name))\n"
            script += printed((entry.options + entry.globals).flatMap(names)) + "            ;;\n"
        }
        script += "        *)\n" + printed(table.globals.flatMap(names)) + "            ;;\n    esac\n}\n"

        script +=
            "\n# Whether the next word is the value of option $2 of command $1.\n__rgit_takes_value() {\n"
        script += "    case \"$1 $2\" in\n"
        for entry in table.commands {
            // The command's own meaning of a letter takes precedence over the global one.
            let own = entry.command.options
            let flags = own.filter { !$0.takesNextArgument && $0.short != nil }.compactMap(\.short)
            let hiding = table.globals.filter { info in info.short.map(flags.contains) ?? false }
            script += arm(hiding.compactMap(\.short).map { "'\(entry.command.name) -\($0)'" }, "return 1")
            let taking = entry.options.filter(\.takesNextArgument).flatMap { positive($0) }
            script += arm(taking.map { "'\(entry.command.name) \($0)'" }, "return 0")
        }
        let global = table.globals.filter(\.takesNextArgument).flatMap { positive($0) }
        script += arm(global.map { "*' \($0)'" }, "return 0")
        script += "        *) return 1 ;;\n    esac\n}\n"

        script += "\n# Sets kind and choices to what the value of option $2 of command $1 can be.\n"
        script += "__rgit_value() {\n    kind='' choices=''\n    case \"$1 $2\" in\n"
        for entry in table.commands {
            for info in entry.options where !info.isFlag {
                script += value(info, positive(info).map { "'\(entry.command.name) \($0)'" })
            }
        }
        for info in table.globals where !info.isFlag {
            script += value(info, positive(info).map { "*' \($0)'" })
        }
        script += "    esac\n}\n"

        script += "\n# Sets kind and choices to what the arguments of command $1 can be.\n"
        script += "__rgit_argument() {\n    kind='' choices=''\n    case $1 in\n"
        for entry in table.commands {
            guard let info = entry.command.positionals.first else { continue }
            let kind = entry.command.paths == nil ? word(info.completion) : "revision-or-file"
            script += arm([entry.command.name], assignment(kind, info.choices))
        }
        script += "    esac\n}\n"

        script += "\n# Prints the fields of a command.\n__rgit_fields() {\n    case $1 in\n"
        for entry in table.commands where !entry.command.fields.isEmpty {
            script += "        \(entry.command.name))\n"
            script += printed(entry.command.fields.map(\.name)) + "            ;;\n"
        }
        return script + "        *) ;;\n    esac\n}\n" + tail
    }

    private static func names(_ info: OptionInfo) -> [String] {
        info.spellings.map { name in
            guard case .value = info.shape, name.hasPrefix("--"), !isNegated(name, info) else { return name }
            return name + "="
        }
    }

    private static func isNegated(_ name: String, _ info: OptionInfo) -> Bool {
        info.negatedNames.contains { "--" + $0 == name }
    }

    private static func positive(_ info: OptionInfo) -> [String] {
        info.spellings.filter { !isNegated($0, info) }
    }

    /// Words printed one a line, in lines of a readable length.
    private static func printed(_ words: [String]) -> String {
        let lines = TextWriter.wrapped(words.joined(separator: " "), width: 90)
        let joined = lines.joined(separator: " \\\n                ")
        return "            printf '%s\\n' \(joined)\n"
    }

    private static func arm(_ patterns: [String], _ body: String) -> String {
        guard !patterns.isEmpty, !body.isEmpty else { return "" }
        let lines = TextWriter.wrapped(
            patterns.map { $0.replaced(" ", with: "\u{1}") }.joined(separator: " "), width: 90
        )
        .map { $0.replaced(" ", with: " | ").replaced("\u{1}", with: " ") }
        return "        " + lines.joined(separator: " | \\\n            ") + ") \(body) ;;\n"
    }

    private static func value(_ info: OptionInfo, _ patterns: [String]) -> String {
        arm(patterns, assignment(word(info.completion), info.choices))
    }

    private static func assignment(_ kind: String, _ choices: [Choice]) -> String {
        if kind.isEmpty && choices.isEmpty { return "" }
        if choices.isEmpty { return "kind=\(kind)" }
        return "kind=choice choices='\(choices.map(\.name).joined(separator: " "))'"
    }

    private static func word(_ completion: Completion) -> String {
        switch completion {
        case .none: ""
        case .file: "file"
        case .directory: "directory"
        case .branch: "branch"
        case .tag: "tag"
        case .remote: "remote"
        case .revision: "revision"
        case .choice: "choice"
        case .fields: "fields"
        case .sortKey: "sort-key"
        case .command: "command"
        }
    }

    private static let head = #"""
        # Completes rgit in bash.
        # Made by 'rgit completions bash' from the table of commands; change that instead.

        """#

    private static let tail = #"""

        # Adds the words read from standard input that complete $cur, each behind $1.
        __rgit_add() {
            local prefix=$1 word
            while IFS= read -r word; do
                [[ $prefix$word == "$cur"* ]] && COMPREPLY+=("$prefix$word")
            done
        }

        # Prints short names of refs below the given places.
        __rgit_refs() {
            git ${git_options[@]+"${git_options[@]}"} for-each-ref "$@" \
                --format='%(refname:strip=2)' 2>/dev/null
        }

        # Adds files, or with -d directories, as seen from where -C leads.
        __rgit_files() {
            local name directory
            if [[ -z ${directories+set} || ${#directories[@]} -eq 0 ]]; then
                compopt -o filenames 2>/dev/null
                is_filename=1
                while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen "${1:--f}" -- "$cur")
                return
            fi
            while IFS= read -r name; do
                COMPREPLY+=("$name")
                case $name in */) compopt -o nospace 2>/dev/null ;; esac
            done < <(
                for directory in "${directories[@]}"; do cd -- "$directory" 2>/dev/null || exit; done
                compgen "${1:--f}" -- "$cur" | while IFS= read -r name; do
                    if [[ -d $name ]]; then printf '%s/\n' "$name"; else printf '%s\n' "$name"; fi
                done
            )
        }

        # Adds the files and directories of revision $2 that complete $3, each behind $1 and $2 and a colon.
        __rgit_tree() {
            local folder='' line name
            case $3 in */*) folder=${3%/*}/ ;; esac
            while IFS= read -r -d '' line; do
                name=$folder${line#*$'\t'}
                case ${line%%$'\t'*} in *' tree '*) name+=/ ;; esac
                [[ $name == "$3"* && $name != *$'\n'* ]] && COMPREPLY+=("$1$2:$name")
            done < <(
                git ${git_options[@]+"${git_options[@]}"} ls-tree -z "$2:${folder%/}" 2>/dev/null
            )
            if ((${#COMPREPLY[@]} == 1)); then
                case ${COMPREPLY[0]} in */) compopt -o nospace 2>/dev/null ;; esac
            fi
        }

        # Adds revisions, behind ^ and behind the dots of a range too, and the paths of one behind its colon.
        __rgit_revisions() {
            local prefix=''
            case $cur in
                [!:]*:*) ;;
                *...*) prefix=${cur%"${cur##*...}"} ;;
                *..*) prefix=${cur%"${cur##*..}"} ;;
            esac
            case $cur in ^*) prefix=${prefix:-^} ;; esac
            case ${cur#"$prefix"} in
                [!:]*:*)
                    line=${cur#"$prefix"}
                    __rgit_tree "$prefix" "${line%%:*}" "${line#*:}"
                    return
                    ;;
            esac
            __rgit_add "$prefix" < <(
                printf 'HEAD\n'
                __rgit_refs refs/heads refs/tags refs/remotes
            )
        }

        # Adds what $kind and $choices say.
        __rgit_complete() {
            local list
            case $kind in
                choice) __rgit_add '' < <(printf '%s\n' $choices) ;;
                command) __rgit_add '' < <(printf '%s\n' $__rgit_commands) ;;
                file) __rgit_files -f ;;
                directory) __rgit_files -d ;;
                branch) __rgit_add '' < <(__rgit_refs refs/heads refs/remotes) ;;
                tag) __rgit_add '' < <(__rgit_refs refs/tags) ;;
                remote) __rgit_add '' < <(git ${git_options[@]+"${git_options[@]}"} remote 2>/dev/null) ;;
                revision) __rgit_revisions ;;
                revision-or-file)
                    __rgit_revisions
                    __rgit_files -f
                    ;;
                fields)
                    list=''
                    case $cur in *,*) list=${cur%"${cur##*,}"} ;; esac
                    __rgit_add "$list" < <(
                        __rgit_fields "$command" | while IFS= read -r name; do
                            case ,$list in *",$name,"*) ;; *) printf '%s\n' "$name" ;; esac
                        done
                    )
                    compopt -o nospace 2>/dev/null
                    ;;
                sort-key)
                    case $cur in
                        -*) __rgit_add - < <(__rgit_fields "$command") ;;
                        *) __rgit_add '' < <(__rgit_fields "$command") ;;
                    esac
                    ;;
            esac
        }

        _rgit() {
            local IFS=$' \t\n'
            local line=${COMP_LINE:0:COMP_POINT} gap word index
            local cur command='' option='' kind='' choices='' attached='' is_filename='' after_dashes=''
            local -a words=() git_options=() directories=()
            COMPREPLY=()

            # bash cuts words at = and : too; what no space parts belongs together.
            for ((index = 0; index <= COMP_CWORD; index++)); do
                gap=${line%%[![:space:]]*}
                line=${line#"$gap"}
                word=${COMP_WORDS[index]}
                ((index == COMP_CWORD)) && word=$line
                line=${line#"$word"}
                if ((index > 0)) && [[ -z $gap ]]; then
                    words[${#words[@]} - 1]+=$word
                else
                    words+=("$word")
                fi
            done
            cur=${words[${#words[@]} - 1]}

            # Which command it is, where it starts, and whether the last word is the value of an option.
            for ((index = 1; index < ${#words[@]} - 1; index++)); do
                word=${words[index]}
                case $word in
                    --)
                        after_dashes=1
                        break
                        ;;
                    --git-dir=*) git_options+=("$word") ;;
                    -*)
                        __rgit_takes_value "$command" "$word" || continue
                        index=$((index + 1))
                        if ((index == ${#words[@]} - 1)); then
                            option=$word
                            break
                        fi
                        case $word in
                            -C | --git-dir)
                                gap=${words[index]//[\"\'\\]/}
                                gap=${gap/#\~\//$HOME/}
                                git_options+=("$word" "$gap")
                                [[ $word == -C ]] && directories+=("$gap")
                                ;;
                        esac
                        ;;
                    *) [[ -z $command ]] && command=$word ;;
                esac
            done

            if [[ -n $after_dashes ]]; then
                __rgit_argument "$command"
                [[ $kind == revision-or-file ]] && kind=file
                __rgit_complete
            elif [[ -n $option ]]; then
                __rgit_value "$command" "$option"
                __rgit_complete
            else
                case $cur in
                    --*=*)
                        attached=${cur%%=*}=
                        __rgit_value "$command" "${cur%%=*}"
                        cur=${cur#*=}
                        __rgit_complete
                        ;;
                    -*)
                        __rgit_add '' < <(__rgit_options "$command")
                        if ((${#COMPREPLY[@]} == 1)); then
                            case ${COMPREPLY[0]} in *=) compopt -o nospace 2>/dev/null ;; esac
                        fi
                        ;;
                    *)
                        if [[ -z $command ]]; then
                            __rgit_add '' < <(printf '%s\n' $__rgit_commands)
                        else
                            __rgit_argument "$command"
                            __rgit_complete
                        fi
                        ;;
                esac
            fi

            # Names of refs are anybody's: what the shell would expand is quoted. For files bash does that.
            if [[ -z $is_filename ]]; then
                for index in "${!COMPREPLY[@]}"; do
                    word=${COMPREPLY[index]}
                    case $word in *[!A-Za-z0-9_./@%+,:=^-]*) printf -v "COMPREPLY[index]" %q "$word" ;; esac
                done
            fi

            # bash puts an answer in place of what follows the last = or : only.
            case $cur in
                *[=:]*)
                    word=${cur%"${cur##*[=:]}"}
                    for index in "${!COMPREPLY[@]}"; do COMPREPLY[index]=${COMPREPLY[index]#"$word"}; done
                    ;;
            esac
        }

        complete -F _rgit rgit

        """#
}
