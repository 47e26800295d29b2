// A man page before it is written down: sections of parts, made from the table.

import Records
import RgitCore

/// A man page.
struct ManualPage: Sendable {
    /// A section under its heading.
    struct Section: Sendable {
        /// The heading, in capitals.
        let title: String
        /// The text below the heading.
        let blocks: [Block]
    }

    /// The page's name, such as `rgit-log`.
    let name: String
    /// The summary after the name, without a full stop.
    let purpose: String
    /// Usage lines, the program's name included.
    let usage: [String]
    /// The sections after the synopsis.
    let sections: [Section]

    /// The page of a command.
    init(_ command: AnyCommand) {
        name = "rgit-" + command.name
        purpose = Self.purpose(command.info.summary)
        usage = command.info.usage.map { "rgit " + $0 }
        var sections = [Section(title: "DESCRIPTION", blocks: Self.description(command.info))]
        sections.append(
            contentsOf: [
                Section(title: "ARGUMENTS", blocks: Self.arguments(command))
            ])
        for category in OptionCategory.allCases where category != .other {
            let rows = command.options.filter { $0.category == category && !$0.isHidden }
            sections.append(Section(title: category.title, blocks: rows.map(Self.option)))
        }
        sections.append(
            Section(title: OptionCategory.other.title, blocks: Markup.blocks(Self.globalOptions)))
        if !command.fields.isEmpty {
            let intro = Markup.blocks(
                """
                These are the names for `--fields`, the columns of CSV and TSV, and the members of JSON, \
                where a point leads into an object. Where bytes of the repository do not decode, \
                `NAME_base64` has them exactly.
                """)
            sections.append(Section(title: "FIELDS", blocks: intro + command.fields.map(Self.field)))
        }
        if !command.members.isEmpty {
            let intro = Markup.blocks("What `--json` prints is one object with these members, in this order.")
            sections.append(Section(title: "JSON", blocks: intro + command.members.map(Self.field)))
        }
        sections.append(
            Section(title: "DIFFERENCES FROM GIT", blocks: command.info.differences.flatMap(Self.point)))
        if !command.info.exitNotes.isEmpty {
            let notes = command.info.exitNotes.map { note in
                Block.tagged([.literal(String(note.status))], Markup.blocks(note.help))
            }
            sections.append(
                Section(title: "EXIT STATUS", blocks: Markup.blocks("As in *rgit*(1); here:") + notes))
        }
        sections.append(Section(title: "EXAMPLES", blocks: command.info.examples.map(Self.example)))
        sections.append(Section(title: "SEE ALSO", blocks: Self.related(["rgit(1)"] + command.info.seeAlso)))
        self.sections = sections.filter { !$0.blocks.isEmpty }
    }

    /// A page that is not about one command.
    init(name: String, purpose: String, usage: [String], sections: [Section]) {
        self.name = name
        self.purpose = purpose
        self.usage = usage
        self.sections = sections
    }

    /// A summary as it follows a name: without a capital and without a full stop.
    static func purpose(_ summary: String) -> String {
        let body = summary.hasSuffix(".") ? summary.dropLast() : summary[...]
        // A word in capitals is kept.
        guard let first = body.first, let second = body.dropFirst().first, second.isLowercase else {
            return String(body)
        }
        return first.lowercased() + body.dropFirst()
    }

    /// An option under the names it goes by.
    static func option(_ info: OptionInfo) -> Block {
        var text = info.summary
        if !info.details.isEmpty { text += " " + info.details }
        var blocks = Markup.blocks(text)
        if !info.choices.isEmpty, info.isClosed || info.takesSeveral {
            blocks += info.choices.map { .bullet([.literal($0.name), .text(": " + $0.help)]) }
        }
        return .tagged(OptionNames.inlines(info), blocks)
    }

    /// A command line with what it does.
    static func example(_ example: Example) -> Block {
        .tagged(
            [.text(Markup.plain(example.help))], [.verbatim([example.command])])
    }

    /// Other pages in one line.
    static func related(_ pages: [String]) -> [Block] {
        var line: [Inline] = []
        for page in pages {
            let name = String(page.prefix { $0 != "(" })
            if !line.isEmpty { line.append(.text(", ")) }
            line += [.literal(name), .text(String(page.dropFirst(name.count)))]
        }
        return [.paragraph(line)]
    }

    /// A point of a list, whatever is in it.
    static func point(_ text: String) -> [Block] { [.bullet(Markup.inlines(text))] }

    private static func description(_ info: CommandInfo) -> [Block] {
        var blocks = Markup.blocks(info.details)
        if let git = info.definedBy {
            blocks += Markup.blocks(
                """
                The figures are those of `\(git)`, git 2.39. \(info.differences.isEmpty
                    ? "What differs" : "What differs is listed under DIFFERENCES FROM GIT, and anything else that does") \
                is a bug.
                """)
        }
        return blocks
    }

    private static func arguments(_ command: AnyCommand) -> [Block] {
        let rows = command.positionals + (command.paths.map { [$0] } ?? [])
        return rows.map { info in
            var text = info.summary
            if !info.details.isEmpty { text += " " + info.details }
            let dots = info.count == .many ? "..." : ""
            let blocks =
                Markup.blocks(text)
                + info.choices.map { .bullet([.literal($0.name), .text(": " + $0.help)]) }
            return .tagged([.emphasis(info.name), .text(dots)].filter { !$0.string.isEmpty }, blocks)
        }
    }

    private static func field(_ field: FieldDescription) -> Block {
        .tagged([.literal(field.name), .text(" (" + field.type + ")")], Markup.blocks(field.help))
    }

    private static let globalOptions: String = {
        let names = GlobalTable.infos.filter { !$0.isHidden }.map { "`\(OptionNames.brief($0))`" }
        return "Explained in *rgit*(1): " + names.joined(separator: ", ") + "."
    }()
}
