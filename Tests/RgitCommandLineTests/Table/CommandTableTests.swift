// What must hold for every row of the table.

import RgitCore
import Testing

@testable import RgitCommandLine

@Suite struct CommandTableTests {
    /// An option with the command it belongs to, named in failures.
    struct Row: CustomStringConvertible, Sendable {
        let owner: String
        let info: OptionInfo
        var description: String { "\(owner) \(info.displayName)" }
    }

    static let rows: [Row] =
        GlobalTable.infos.map { Row(owner: "rgit", info: $0) }
        + CommandTable.all.flatMap { command in
            command.options.map { Row(owner: command.name, info: $0) }
        }

    static let groups: [(String, [OptionInfo])] =
        [("rgit", GlobalTable.infos)] + CommandTable.all.map { ($0.name, $0.options) }

    @Test(arguments: CommandTable.all.map(\.name))
    func everyCommandIsDescribed(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        #expect(isSentence(command.info.summary), "\(command.info.summary)")
        #expect(command.info.summary.count <= 64, "it has to fit into a line beside the name")
        #expect(command.info.usage.allSatisfy { $0 == name || $0.hasPrefix(name + " ") })
        #expect(!command.info.usage.isEmpty)
        #expect(command.info.details.hasSuffix("."))
        for example in command.info.examples {
            #expect(example.command.hasPrefix("rgit \(name)"), "\(example.command)")
            #expect(isSentence(example.help), "\(example.help)")
        }
        for difference in command.info.differences { #expect(isSentence(difference), "\(difference)") }
        if command.info.definedBy != nil { #expect(!command.info.examples.isEmpty) }
    }

    @Test func commandNamesAreUnique() {
        let names = CommandTable.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: rows)
    func everyOptionIsDocumented(_ row: Row) {
        let info = row.info
        #expect(isSentence(info.summary), "\(info.summary)")
        #expect(info.summary.count <= 80)
        #expect(info.details.isEmpty || info.details.hasSuffix("."), "\(info.details)")
        #expect(info.details.isEmpty || !info.details.hasSuffix(" ."))
        for choice in info.choices {
            #expect(!choice.help.isEmpty && !choice.help.hasSuffix("."), "\(choice.help)")
        }
        if !info.choices.isEmpty { #expect(info.completion == .choice) }
    }

    @Test(arguments: rows)
    func everyOptionHasAProperName(_ row: Row) {
        let info = row.info
        #expect(info.long != nil || info.short != nil)
        for name in info.longNames {
            #expect(
                name.count > 1 && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") }, "\(name)")
        }
        if let short = info.short { #expect(short.isASCII && short.isLetter) }
        if let value = info.shape.valueName {
            #expect(value.allSatisfy { $0.isUppercase || ",.".contains($0) }, "\(value)")
        }
        if info.takesDigits {
            #expect(info.shape == .value("N"))
        }
    }

    @Test(arguments: groups)
    func namesAreUniqueWithinACommand(_ owner: String, _ infos: [OptionInfo]) {
        let longs = infos.flatMap { $0.longNames + ($0.negation == .listed ? $0.negatedNames : []) }
        #expect(Set(longs).count == longs.count, "\(owner): \(duplicates(longs))")
        let shorts = infos.compactMap(\.short)
        #expect(Set(shorts).count == shorts.count, "\(owner): \(duplicates(shorts))")
        // An undocumented --no-NAME must not shadow, or be shadowed by, a row of that name.
        let quiet = infos.filter { $0.negation == .quiet }.flatMap(\.negatedNames)
        #expect(Set(quiet).isDisjoint(with: longs), "\(owner): \(Set(quiet).intersection(longs))")
    }

    /// Letters may differ (`-C`, `-M`), long names mean the same everywhere, but for `--quiet` where it is git's, and the
    /// `--format` of what `export` writes.
    @Test(arguments: CommandTable.all.map(\.name))
    func noCommandRedefinesAGlobalLongName(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        let globals = Set(GlobalTable.infos.flatMap { $0.longNames + $0.negatedNames })
        let own = command.options.flatMap(\.longNames).filter { option in
            option != "quiet" && !(option == "format" && name == "export")
        }
        #expect(globals.isDisjoint(with: own))
    }

    @Test(arguments: groups)
    func rowsAreSortedWithinTheirCategory(_ owner: String, _ infos: [OptionInfo]) {
        for category in OptionCategory.allCases {
            let names = infos.filter { $0.category == category && !$0.isHidden }.compactMap(\.long)
            #expect(names == names.sorted(), "\(owner)")
        }
    }

    @Test func globalOptionsAreTheOnlyOnesUnderTheirHeading() {
        #expect(GlobalTable.infos.allSatisfy { $0.category == .other })
        #expect(
            CommandTable.all.allSatisfy { command in command.options.allSatisfy { $0.category != .other } })
    }

    @Test(arguments: CommandTable.all.map(\.name))
    func argumentsAreDescribedAndOnlyTheLastRepeats(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        for info in command.positionals + (command.paths.map { [$0] } ?? []) {
            #expect(isSentence(info.summary), "\(info.summary)")
            #expect(info.name == info.name.uppercased())
        }
        #expect(command.positionals.dropLast().allSatisfy { $0.count == .one })
    }

    @Test(arguments: CommandTable.all.map(\.name))
    func fieldsAreDescribedAndUnique(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        #expect(Set(command.fields.map(\.name)).count == command.fields.count)
        for field in command.fields {
            #expect(field.help.hasSuffix("."), "\(field.name): \(field.help)")
            #expect(!field.name.isEmpty && !field.name.contains { $0 == "," || $0 == " " })
        }
    }

    /// Texts that reach roff, shells and terminals stay within ASCII.
    @Test(arguments: CommandTable.all.map(\.name))
    func textsAreASCII(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        let texts =
            [command.info.summary, command.info.details] + command.info.differences
            + command.options.flatMap { [$0.summary, $0.details] } + command.fields.map(\.help)
        for text in texts { #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)") }
    }

    private func isSentence(_ text: String) -> Bool {
        guard let first = text.first, text.hasSuffix("."), !text.hasSuffix("..") else { return false }
        return first.isUppercase || first == "`"
    }

    private func duplicates<Name: Hashable>(_ names: [Name]) -> Set<Name> {
        Set(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys)
    }
}

extension CommandTableTests {
    @Test func everyRowIsFoundByTheNameOfItsCommand() throws {
        for command in CommandTable.all {
            #expect(try CommandTable.command(Array(command.name.utf8)).name == command.name)
        }
    }
}
