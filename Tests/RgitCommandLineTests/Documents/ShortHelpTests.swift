// `-h` fits on one screen.

import Testing

@testable import RgitCommandLine

@Suite struct ShortHelpTests {
    @Test(arguments: [nil] + CommandTable.all.map { Optional($0.name) })
    func itFitsOnOneScreen(_ name: String?) throws {
        let command = try name.map { try CommandTable.command(Array($0.utf8)) }
        let lines = Manual.short(command).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= ShortHelp.height)
        for line in lines { #expect(line.count <= ShortHelp.width, "\(line)") }
    }

    /// Every option but those that only the man page explains.
    @Test(arguments: CommandTable.all.map(\.name))
    func itNamesEveryOption(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        let text = ShortHelp.text(command)
        for info in (command.options + GlobalTable.infos) where !info.isHidden && !info.isSeldom {
            #expect(text.contains(OptionNames.brief(info)))
        }
        for info in command.options where info.isHidden {
            if let long = info.long { #expect(!text.contains("--" + long)) }
        }
    }

    @Test func theOverviewNamesEveryCommand() {
        for command in CommandTable.all {
            #expect(
                ShortHelp.overview().replacing("\n", with: " ").contains("  \(command.name) ") == !command
                    .info.isHidden)
            #expect(HelpCommand.list.contains("  \(command.name) ") == !command.info.isHidden)
        }
    }
}
