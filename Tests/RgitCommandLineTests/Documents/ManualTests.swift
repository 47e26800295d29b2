// Man pages: mandoc has no warnings, man renders them, and no text is lost in markup.

import Support
import Testing

@testable import RgitCommandLine

@Suite struct ManualTests {
    static let names = ["rgit"] + CommandTable.all.map(\.name)

    private func page(_ name: String) throws -> ManualPage {
        Manual.page(name == "rgit" ? nil : try CommandTable.command(Array(name.utf8)))
    }

    private func run(_ program: String, _ arguments: [String], _ input: String) throws -> ProcessResult {
        let folder = try TemporaryFolder()
        var environment = Hermetic.environment(home: folder.path)
        environment["MANWIDTH"] = Array("80".utf8)
        let runner = ProcessRunner(environment: environment, workingDirectory: folder.path)
        return try runner.run(program, arguments, input: Array(input.utf8))
    }

    @Test(arguments: names)
    func mandocHasNothingToSay(_ name: String) throws {
        let result = try run("mandoc", ["-T", "lint"], RoffWriter.page(try page(name)))
        #expect(result.text.isEmpty && result.exitStatus == 0, "\(result)")
    }

    @Test(arguments: names)
    func manRendersIt(_ name: String) throws {
        let result = try run("man", ["-l", "-"], RoffWriter.page(try page(name))).expecting(0)
        #expect(result.stderr.isEmpty, "\(result)")
        #expect(result.text.contains("SYNOPSIS"))
        for line in result.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    /// Every word of the text form is in what man shows, in the same order.
    @Test(arguments: names)
    func bothFormsSayTheSame(_ name: String) throws {
        let rendered = try run("mandoc", ["-T", "ascii"], RoffWriter.page(try page(name))).expecting(0)
        var plain: [Character] = []
        // Bold and underlined letters are struck twice.
        for character in rendered.text.unicodeScalars {
            if character == "\u{8}" { plain.removeLast() } else { plain.append(Character(character)) }
        }
        let lines = String(plain).split(separator: "\n").dropFirst().dropLast()
        let shown = lines.flatMap { $0.split(separator: " ") }.filter { $0 != "o" }.map(String.init)
        let text = TextWriter.page(try page(name)).split { $0 == " " || $0 == "\n" }.map(String.init)
        #expect(shown == text.filter { $0 != "-" } || shown.filter { $0 != "-" } == text.filter { $0 != "-" })
    }

    @Test(arguments: CommandTable.all.filter { !$0.info.isHidden }.map(\.name))
    func everythingVisibleIsInThePage(_ name: String) throws {
        let command = try CommandTable.command(Array(name.utf8))
        let text = TextWriter.page(Manual.page(command))
        for info in command.options where !info.isHidden {
            #expect(text.contains(info.summary.split(separator: " ")[0]))
            for long in info.longNames { #expect(text.contains(long)) }
        }
        for field in command.fields { #expect(text.contains("    \(field.name) (\(field.type))")) }
        for line in text.split(separator: "\n") {
            #expect(line.count <= 80 || line.contains("rgit "), "\(line)")
        }
    }

    @Test func whatRoffWouldTakeForARequestIsText() {
        let page = ManualPage(
            name: "x", purpose: "y", usage: ["x"],
            sections: [
                .init(
                    title: "A",
                    blocks: [
                        .paragraph([
                            .text(".PP 'quoted' \\fB back\\slash \"double\" `tick` ^hat ~tilde -dash")
                        ]),
                        .verbatim([".dots", "'ticks", "  spaces"]),
                    ])
            ])
        let roff = RoffWriter.page(page)
        #expect(roff.contains("\\&.PP \\(aqquoted\\(aq \\efB back\\eslash \\(dqdouble\\(dq \\(gatick\\(ga"))
        #expect(roff.contains("\n\\&.dots\n\\(aqticks\n  spaces\n"))
    }

    @Test func markupIsRead() {
        let blocks = Markup.blocks(
            "One `two` *three*(1).\nfour\n\n- a\n- b\n  c\n\n    verbatim  `x`\n\nlast")
        #expect(
            blocks == [
                .paragraph([
                    .text("One "), .literal("two"), .text(" "), .emphasis("three"), .text("(1). four"),
                ]),
                .bullet([.text("a")]), .bullet([.text("b c")]), .verbatim(["verbatim  `x`"]),
                .paragraph([.text("last")]),
            ])
        #expect(Markup.inlines("a ` b * c ``") == [.text("a "), .literal(" b * c "), .text("`")])
    }
}
