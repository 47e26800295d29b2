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
        let (summary, more) = (Markup.plain(command.info.summary), "'--help' explains every option.")
        output += summary + (summary.count + more.count < width ? " " : "\n") + more + "\n"
        let shown = command.options.filter { !$0.isHidden }
        // What a newcomer looks for among the options of every command that ranks or lists.
        let ofRows = command.fields.isEmpty ? [] : GlobalTable.infos.filter { $0.long == "top" }
        let essential = shown.filter(\.isEssential) + ofRows
        if !essential.isEmpty { output += "\n" + columns(essential) }
        output += "\n"
        let others = OptionCategory.allCases.flatMap { category in shown.filter { $0.category == category } }
            .filter { !$0.isEssential && !$0.isSeldom }
        let globals = GlobalTable.infos.filter { info in
            !info.isHidden && !info.isSeldom && !ofRows.contains { $0.long == info.long }
        }
        for (label, rows) in [("more", others), ("global", globals)] where !rows.isEmpty {
            let names = rows.map(OptionNames.brief)
            let indent = 10
            for (index, line) in TextWriter.wrapped(names.joined(separator: " "), width: width - indent - 1)
                .enumerated()
            {
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
        output += commandList(commands.filter { !$0.info.isListedBriefly })
        var line = ""
        for command in commands where command.info.isListedBriefly && !command.info.isHidden {
            if line.count + 2 + command.name.count >= width {
                output += line + "\n"
                line = ""
            }
            line += "  " + command.name
        }
        output += line + "\n"
        output += "\n" + columns(GlobalTable.infos.filter(\.isEssential))
        return output
            + "\n'rgit COMMAND -h' sums a command up, 'rgit help COMMAND' is its man page.\n"
    }

    /// The commands, a line each.
    static func commandList(_ commands: [AnyCommand] = CommandTable.all) -> String {
        let shown = commands.filter { !$0.info.isHidden }
        return table(shown.map { ($0.name, Markup.plain($0.info.summary)) })
    }

    /// A line an option, and below it the words its value can be.
    private static func columns(_ options: [OptionInfo]) -> String {
        let rows = options.map { (OptionNames.column($0), Markup.plain($0.summary)) }
        let lines = table(rows).split(separator: "\n").map { $0 + "\n" }
        return zip(options, lines).map { option, line in line + choices(option) }.joined()
    }

    private static func choices(_ option: OptionInfo) -> String {
        guard !option.choices.isEmpty, option.isClosed || option.takesSeveral else { return "" }
        let words = option.choices.map(\.name).joined(separator: " ")
        return TextWriter.wrapped(words, width: width - 7).map { "      \($0)\n" }.joined()
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let left = (rows.map(\.0.count).max() ?? 0) + 4
        return rows.map { padded("  " + $0.0, to: left) + $0.1 + "\n" }.joined()
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
