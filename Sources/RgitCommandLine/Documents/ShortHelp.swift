// What `-h` prints: one screen of 80 columns.

/// Writes short help.
enum ShortHelp {
    /// The height of a screen.
    static let height = 24
    /// The width of a screen.
    static let width = 80

    /// One screen about a command.
    static func text(_ command: AnyCommand) -> String {
        var output = ""
        for (index, usage) in command.info.usage.enumerated() {
            output += (index == 0 ? "usage: rgit " : "       rgit ") + usage + "\n"
        }
        output += Markup.plain(command.info.summary) + "\n"
        output += "'rgit \(command.name) --help' explains every option.\n"
        let shown = command.options.filter { !$0.isHidden }
        let essential = shown.filter(\.isEssential)
        if !essential.isEmpty { output += "\n" + columns(essential) }
        let others = OptionCategory.allCases.compactMap { category -> (String, [String])? in
            let rows = category == .other ? GlobalTable.infos : shown
            let names = rows.filter { row in
                row.category == category && !row.isHidden && (category == .other || !row.isEssential)
            }.map(OptionNames.brief)
            return names.isEmpty ? nil : (label(category), names)
        }
        output += "\n"
        for (label, names) in others {
            let indent = 10
            let lines = TextWriter.wrapped(names.joined(separator: " "), width: width - indent - 1)
            for (index, line) in lines.enumerated() {
                output +=
                    index == 0 ? padded("  " + label, to: indent) : String(repeating: " ", count: indent)
                output += line + "\n"
            }
        }
        return output
    }

    /// One screen about rgit.
    static func overview(_ commands: [AnyCommand] = CommandTable.all) -> String {
        var output = "\(ProgramInfo.summary)\n\nusage: \(ProgramInfo.usage)\n\n"
        output += commandList(commands)
        output += "\n" + columns(GlobalTable.infos.filter(\.isEssential))
        return output
            + "\n'rgit COMMAND -h' sums a command up, 'rgit help COMMAND' is its man page.\n"
    }

    /// The commands, a line each.
    static func commandList(_ commands: [AnyCommand] = CommandTable.all) -> String {
        let shown = commands.filter { !$0.info.isHidden }
        return table(shown.map { ($0.name, Markup.plain($0.info.summary)) })
    }

    private static func columns(_ options: [OptionInfo]) -> String {
        table(options.map { (OptionNames.column($0), Markup.plain($0.summary)) })
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let left = (rows.map(\.0.count).max() ?? 0) + 4
        return rows.map { padded("  " + $0.0, to: left) + $0.1 + "\n" }.joined()
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func label(_ category: OptionCategory) -> String {
        switch category {
        case .command: "more"
        case .revisions: "from"
        case .commits: "which"
        case .order: "order"
        case .differences: "files"
        case .output: "output"
        case .other: "global"
        }
    }
}
