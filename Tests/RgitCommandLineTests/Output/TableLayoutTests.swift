// Tables: aligned by width, fitted to the terminal, and free of anything that could steer it.

import Foundation
import Records
import RgitCore
import Support
import Testing

@testable import RgitCommandLine

@Suite struct TableLayoutTests {
    private func row(_ name: String, _ path: String, _ count: Int64) -> SampleRow {
        var row = SampleRow()
        row.name = Text(Array(name.utf8))
        row.path = Array(path.utf8)
        row.count = count
        return row
    }

    private func write(
        _ rows: [SampleRow], _ shape: DocumentShape<SampleRow, SampleSummary>, _ fields: [String]?,
        to output: Output
    ) throws {
        let writer = DocumentWriter(shape, try shape.select(fields, for: .table), to: output)
        writer.begin(SampleSummary())
        try writer.write(writer.renderer.render(rows[...]))
        try writer.end(SampleSummary())
    }

    private func lines(
        _ rows: [SampleRow], width: Int? = nil, fields: [String]? = nil, color: Bool = false
    ) throws -> [String] {
        let bytes = try Sample.document(rows, .table, fields: fields, width: width, color: color)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }

    @Test func columnsAreAlignedByDisplayWidth() throws {
        let rows = [row("Ann", "a", 1), row("山田太郎", "b", 20), row("e\u{301}🙂", "c", 300)]
        #expect(
            try lines(rows) == [
                "COMMIT      AUTHOR    PATH  COUNT",
                "0000000000  Ann       a         1",
                "0000000000  山田太郎  b        20",
                "0000000000  e\u{301}🙂       c       300",
            ])
    }

    @Test func noRowsMakeNoTable() throws {
        #expect(try lines([]).isEmpty)
    }

    @Test func noLineEndsInSpaces() throws {
        let rows = [row("", "", 1), row("x", "", 2)]
        #expect(try lines(rows, fields: ["author.name", "path"]) == ["AUTHOR  PATH", "", "x"])
    }

    @Test func columnsThatMayShrinkDoSoTheWidestFirst() throws {
        let rows = [row("A very long name indeed", "some/deep/folder/file.c", 5)]
        #expect(
            try lines(rows, width: 50) == [
                "COMMIT      AUTHOR           PATH            COUNT",
                "0000000000  A very long na…  …folder/file.c      5",
            ])
        #expect(
            try lines(rows, width: 30) == [
                "COMMIT      AUTH…  PATH  COUNT", "0000000000  A ve…  …e.c      5",
            ])
    }

    @Test(arguments: 0..<6) func linesAlwaysFit(seed: UInt64) throws {
        let rows = Sample.rows(40, seed: seed)
        for width in [1, 2, 3, 10, 20, 33, 40, 80, 200] {
            for line in try lines(rows, width: width) {
                #expect(DisplayWidth.of(line.unicodeScalars) <= width, "\(width): \(line)")
            }
        }
    }

    @Test(arguments: 0..<6) func nothingSteersTheTerminal(seed: UInt64) throws {
        var rows = Sample.rows(40, seed: seed)
        rows[0].name = "\u{1b}[2J\u{7}\u{9b}31m\u{202e}abc\u{2066}\u{2028}\r\n\t"
        let bytes = try Sample.document(rows, .table)
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where scalar != "\n" {
            #expect(scalar.properties.generalCategory != .control, "\(scalar.value)")
            #expect(!(0x202a...0x202e).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#"\x1b[2J\x07\x9b31m\u202eabc\u2066\u2028\r\n\t"#))
        #expect(text.filter { $0 == "\n" }.count == 41)
    }

    @Test func colourFollowsTheRoleAndLeavesTheSpacesPlain() throws {
        let shown = try lines([row("Ann", "a", 1)], color: true)
        #expect(shown[1] == "\u{1b}[33m0000000000\u{1b}[m  Ann     a         1")
        #expect(shown[0].hasPrefix("\u{1b}[1mCOMMIT\u{1b}[m"))
    }

    @Test func aCellCanHaveSeveralColours() throws {
        let shape = DocumentShape<SampleRow, SampleSummary>(
            name: "sample", rows: ["rows"], rowHelp: "A row.",
            fields: [
                Field(
                    "text", .string, help: "Text.", column: TableColumn("TEXT", shrink: .end(minimum: 1)),
                    display: { row, writer in
                        writer.word("(")
                        writer.colored(.branch) { $0.text(row.name) }
                        writer.word(") end")
                    }, write: { $1.text($0.name) })
            ])
        func shown(_ row: String, width: Int?, color: Bool) throws -> String {
            var terminal = Terminal()
            terminal.width = width
            terminal.colorsOutput = color
            let bytes = try Sample.printed(terminal: terminal) { output in
                try write([self.row(row, "", 0)], shape, nil, to: output)
            }
            return String(String(decoding: bytes, as: UTF8.self).split(separator: "\n")[1])
        }
        #expect(try shown("main", width: nil, color: true) == "(\u{1b}[32mmain\u{1b}[m) end")
        #expect(try shown("main", width: 10, color: false) == "(main) end")
        #expect(try shown("main", width: 9, color: false) == "(main) e…")
        #expect(try shown("main", width: 6, color: true) == "(\u{1b}[32mmain\u{1b}[m…")
        #expect(try shown("main", width: 5, color: true) == "(\u{1b}[32mmai…\u{1b}[m")
        #expect(try shown("main", width: 1, color: true) == "…")
    }

    @Test func aNarrowTerminalLosesWholeColumnsInTheirOrder() throws {
        let shape = DocumentShape<SampleRow, SampleSummary>(
            name: "sample", rows: ["rows"], rowHelp: "A row.",
            fields: [
                Field("aaaa", .integer, help: "A.", column: TableColumn("AAAA", dropPriority: 1)) {
                    $1.integer($0.count)
                },
                Field("bbbb", .integer, help: "B.", column: TableColumn("BBBB")) { $1.integer($0.count) },
                Field("cccc", .integer, help: "C.", column: TableColumn("CCCC", dropPriority: 2)) {
                    $1.integer($0.count)
                },
            ])
        func heading(width: Int, fields: [String]? = nil) throws -> String {
            var terminal = Terminal()
            terminal.width = width
            let bytes = try Sample.printed(terminal: terminal) { output in
                try write([row("", "", 1)], shape, fields, to: output)
            }
            return String(String(decoding: bytes, as: UTF8.self).split(separator: "\n")[0])
        }
        #expect(try heading(width: 16) == "AAAA  BBBB  CCCC")
        #expect(try heading(width: 15) == "AAAA  BBBB")
        #expect(try heading(width: 9) == "BBBB")
        // Columns the user chose stay, and lose their ends.
        #expect(try heading(width: 15, fields: ["aaaa", "bbbb", "cccc"]) == "AAAA  BBBB  CC…")
    }

    @Test func chosenFieldsAreShownAsTheyAre() throws {
        #expect(try lines([row("", "", 1)], fields: ["hexsha"])[1] == String(repeating: "0", count: 40))
    }

    @Test func rowsThatAreAllThereAreMeasuredTogether() throws {
        let rows = (0..<3000).map { row($0 < 2990 ? "short" : "rather longer", "p", 1) }
        let shown = try lines(rows, fields: ["author.name", "path"])
        #expect(shown[1] == "short          p")
        #expect(shown[3000] == "rather longer  p")
    }

    /// The lines of a stream of rows, and how many of them were out before the next rows came.
    private func stream(
        _ batches: [[SampleRow]], width: Int?
    ) throws -> (lines: [String], before: [Int]) {
        let shape = DocumentShape<SampleRow, SampleSummary>(
            name: "sample", rows: ["rows"], rowHelp: "A row.",
            fields: [
                Field("count", .integer, help: "A.", column: TableColumn("COUNT", streamWidth: 6)) {
                    $1.integer($0.count)
                },
                Field(
                    "name", .string, help: "B.",
                    column: TableColumn("NAME", shrink: .end(minimum: 4), streamWidth: 8)
                ) { $1.text($0.name) },
                Field("path", .string, help: "C.", column: TableColumn("PATH", shrink: .end(minimum: 4))) {
                    $1.bytes($0.path)
                },
            ])
        var terminal = Terminal()
        terminal.width = width
        terminal.isOutputTerminal = width != nil
        var before: [Int] = []
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/output"
        let output = Output(
            options: GlobalOptions(),
            environment: ProcessEnvironment(variables: [:], workingDirectory: [], now: 0), terminal: terminal,
            console: ErrorConsole(descriptor: -1), descriptor: open(path, O_CREAT | O_WRONLY, 0o600))
        let writer = DocumentWriter(
            shape, try shape.select(nil, for: .table), isStreaming: true, to: output)
        writer.begin(SampleSummary())
        func written() throws -> [Substring] {
            String(decoding: try FileTree.read(Array(path.utf8)), as: UTF8.self).split(separator: "\n")
        }
        for batch in batches {
            try writer.write(writer.renderer.render(batch[...]))
            before.append(try written().count)
        }
        try writer.end(SampleSummary())
        try output.finish()
        return (try written().map(String.init), before)
    }

    @Test func columnsOfAStreamDoNotMove() throws {
        let batches = [
            [row("Ann", "first", 1)], [row("Bartholomew the Long", "second", 1_234_567)],
            [row("Cy", "third", 3)],
        ]
        let piped = try stream(batches, width: nil).lines
        #expect(
            piped == [
                " COUNT  NAME      PATH", "     1  Ann       first", "1234567  Bartholomew the Long  second",
                "     3  Cy        third",
            ])
        let (shown, before) = try stream(batches, width: 24)
        #expect(
            shown == [
                " COUNT  NAME      PATH", "     1  Ann       first", "1234567  Barthol…  seco…",
                "     3  Cy        third",
            ])
        // Each row is on the screen before the next one comes.
        #expect(before == [2, 3, 4])
        for line in shown { #expect(DisplayWidth.of(line.unicodeScalars) <= 24) }
    }

    @Test func aNameIsCutLast() throws {
        let shape = DocumentShape<SampleRow, SampleSummary>(
            name: "sample", rows: ["rows"], rowHelp: "A row.",
            fields: [
                Field(
                    "name", .string, help: "A.",
                    column: TableColumn("NAME", shrink: .end(minimum: 4), isName: true)
                ) { $1.text($0.name) },
                Field(
                    "path", .string, help: "B.",
                    column: TableColumn("PATH", shrink: .end(minimum: 4), dropPriority: 1)
                ) { $1.bytes($0.path) },
                Field("count", .integer, help: "C.", column: TableColumn("COUNT", dropPriority: 2)) {
                    $1.integer($0.count)
                },
            ])
        func shown(_ width: Int) throws -> String {
            var terminal = Terminal()
            terminal.width = width
            let bytes = try Sample.printed(terminal: terminal) { output in
                try write([row("a-long-name", "a/long/path", 1)], shape, nil, to: output)
            }
            return String(String(decoding: bytes, as: UTF8.self).split(separator: "\n")[1])
        }
        #expect(try shown(31) == "a-long-name  a/long/path      1")
        #expect(try shown(26) == "a-long-name  a/lon…      1")
        #expect(try shown(23) == "a-long-name  a/long/pa…")
        #expect(try shown(16) == "a-long-name")
        #expect(try shown(8) == "a-long-…")
    }

    @Test func widthsAreThoseOfTheCharacterDatabase() {
        for (text, width) in [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("ﾊ", 1), ("Ａ", 2), ("🙂", 2), ("\u{200d}", 0),
            ("한", 2), ("\u{1112}\u{1161}\u{11ab}", 2), ("\u{ad}", 1), ("\u{fffd}", 1), ("…", 1),
            ("\u{20000}", 2),
            ("👩\u{200d}💻", 4), ("\u{feff}", 0),
        ] {
            #expect(DisplayWidth.of(text.unicodeScalars) == width, "\(text)")
        }
    }
}
