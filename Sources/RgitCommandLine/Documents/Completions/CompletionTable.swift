// What all three shells need from the table, so that their scripts differ only in syntax.

/// What the scripts are made of.
struct CompletionTable: Sendable {
    /// A command as the shells see it.
    struct Command: Sendable {
        /// The command.
        let command: AnyCommand
        /// Its own options, hidden ones left out.
        let options: [OptionInfo]
        /// The global options it does not hide behind its own.
        let globals: [OptionInfo]
    }

    /// The commands, hidden ones left out.
    let commands: [Command]
    /// The global options.
    let globals: [OptionInfo]

    /// Reads the table.
    init(_ commands: [AnyCommand] = CommandTable.all) {
        let globals = GlobalTable.infos.filter { !$0.isHidden }
        self.globals = globals
        self.commands = commands.filter { !$0.info.isHidden }.map { command in
            // Hidden letters take part: what a command refuses by name is not the global option either.
            let letters = Set(command.options.compactMap(\.short))
            let names = Set(command.options.flatMap(\.longNames))
            return Command(
                command: command, options: command.options.filter { !$0.isHidden },
                globals: globals.filter { info in
                    if info.longNames.contains(where: names.contains) { return false }
                    guard let short = info.short else { return true }
                    return !letters.contains(short)
                })
        }
    }

    /// A summary as a description beside a name: no marks, no full stop.
    static func description(_ summary: String) -> String {
        let plain = Markup.plain(summary)
        return plain.hasSuffix(".") ? String(plain.dropLast()) : plain
    }
}

extension OptionInfo {
    /// Every way to write its name, `--no-NAME` too where help shows it.
    var spellings: [String] {
        (short.map { ["-\($0)"] } ?? []) + longNames.map { "--" + $0 }
            + (negation == .listed ? negatedNames.map { "--" + $0 } : [])
    }

    /// Whether the next argument is its value.
    var takesNextArgument: Bool {
        switch shape {
        case .value, .valueUnlessLast: true
        case .flag, .optionalValue: false
        }
    }
}
