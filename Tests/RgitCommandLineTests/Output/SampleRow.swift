// Rows that hold whatever a repository can, for the tests of everything that prints.

import Foundation
import GitObjects
import Records
import RgitCore
import Support

@testable import RgitCommandLine

/// A row with a field of every type.
struct SampleRow: Record {
    var id: ObjectID = .zero
    var name = Text([])
    var path: [UInt8] = []
    var count: Int64 = 0
    var share = 0.0
    var flag = false
    var date = Timestamp(seconds: 0, offset: 0)
    var words: [Text] = []
    var pairs: [(key: Text, value: Text)] = []
    var stats: Int?

    /// A row made of random bytes.
    init(_ random: inout SplitMix64) {
        func bytes(_ random: inout SplitMix64) -> [UInt8] {
            let count = Int.random(in: 0...40, using: &random)
            return (0..<count).map { _ in
                switch Int.random(in: 0..<5, using: &random) {
                case 0: UInt8.random(in: 0...255, using: &random)
                case 1:
                    [0x22, 0x5c, 0x0a, 0x0d, 0x09, 0x2c, 0x00, 0x1b, 0x7f].randomElement(using: &random) ?? 0
                default: UInt8.random(in: 0x20...0x7e, using: &random)
                }
            }
        }
        id = ObjectID(bytes: (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }, .sha1) ?? .zero
        name = Text(bytes(&random))
        path = bytes(&random)
        count = Int64.random(in: Int64.min...Int64.max, using: &random)
        share = Double.random(in: 0...1, using: &random)
        flag = Bool.random(using: &random)
        date = Timestamp(
            seconds: Int64.random(in: -10_000_000_000...10_000_000_000, using: &random),
            offset: [0, 530, -330, 1400, -1200].randomElement(using: &random) ?? 0)
        words = (0..<Int.random(in: 0...4, using: &random)).map { _ in Text(bytes(&random)) }
        pairs = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            (Text(bytes(&random)), Text(bytes(&random)))
        }
        stats = Bool.random(using: &random) ? Int.random(in: 0...1000, using: &random) : nil
    }

    init() {}
}

/// The members around the rows.
struct SampleSummary: Record {
    var isShallow = false
    var total = 0
}

enum Sample {
    static let shape = DocumentShape<SampleRow, SampleSummary>(
        name: "sample", rows: ["rows"], rowHelp: "A row.",
        fields: [
            Field(
                "hexsha", .objectID, help: "The name.", column: TableColumn("COMMIT", role: .hash),
                display: { $1.abbreviated($0.id) }, write: { $1.id($0.id) }),
            Field(
                "author.name", .string, help: "Who.", column: TableColumn("AUTHOR", shrink: .end(minimum: 5))
            ) {
                $1.text($0.name)
            },
            Field("path", .string, help: "Where.", column: TableColumn("PATH", shrink: .start(minimum: 4))) {
                $1.bytes($0.path)
            },
            Field("author.count", .integer, help: "How many.", column: TableColumn("COUNT")) {
                $1.integer($0.count)
            },
            Field("share", .number, help: "How much.") { $1.number($0.share) },
            Field("flag", .boolean, help: "Whether.") { $1.bool($0.flag) },
            Field("date", .dateTime, help: "When.") { $1.dateTime($0.date) },
            Field("words", .array(of: .string), help: "Words.") { row, writer in
                writer.array { for word in row.words { $0.text(word) } }
            },
            Field(
                "pairs",
                .array(
                    of: .object([
                        FieldMember("key", .string, help: "The key."),
                        FieldMember("value", .string, help: "The value."),
                    ])), help: "Pairs."
            ) { row, writer in
                writer.objects { writer in
                    for pair in row.pairs {
                        writer.object {
                            $0.key("key")
                            $0.text(pair.key)
                            $0.key("value")
                            $0.text(pair.value)
                        }
                    }
                }
            },
            Field("stats.total.lines", .integer, help: "Lines.") { $1.integer($0.stats ?? -1) },
            Field("stats.total.files", .integer, help: "Files.") { $1.integer($0.stats ?? -1) },
            Field("stats.known", .boolean, help: "Known.") { $1.bool(true) },
            Field("costly", .integer, help: "Costly.", onDemand: true) { $1.integer(7) },
        ],
        groups: [NullableGroup("stats", help: "Statistics.") { $0.stats == nil }],
        head: [Field("shallow", .boolean, help: "Cut off.") { $1.bool($0.isShallow) }],
        tail: [
            Field("total.rows", .integer, help: "Rows.") { $1.integer($0.total) },
            Field("total.more", .integer, nullable: true, help: "More.") { $1.null() },
        ])

    static func rows(_ count: Int, seed: UInt64) -> [SampleRow] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in SampleRow(&random) }
    }

    /// The fields that options select.
    static func select(_ options: GlobalOptions) throws -> FieldSelection<SampleRow> {
        try shape.select(options.fields, for: options.format == .table ? .table : .data)
    }

    /// What a document of `rows` looks like.
    static func document(
        _ rows: [SampleRow], _ format: GlobalOptions.Format, fields: [String]? = nil, width: Int? = nil,
        color: Bool = false, reporting errors: [RgitError] = [], chunks: [Int]? = nil
    ) throws -> [UInt8] {
        var options = GlobalOptions()
        options.format = format
        options.fields = fields
        options.isQuiet = true
        var terminal = Terminal()
        terminal.width = width
        terminal.colorsOutput = color
        let summary = SampleSummary(total: rows.count)
        return try printed(options, terminal: terminal) { output in
            errors.forEach(output.report)
            let writer = DocumentWriter(shape, try select(options), to: output)
            writer.begin(summary)
            let chunks = chunks ?? []
            var start = 0
            for chunk in chunks {
                let end = min(rows.count, start + chunk)
                try writer.write(writer.renderer.render(rows[start..<end]))
                start = end
            }
            try writer.write(writer.renderer.render(rows[start...]))
            try writer.end(summary)
        }
    }

    /// What `body` prints.
    static func printed(
        _ options: GlobalOptions = GlobalOptions(), terminal: Terminal = Terminal(),
        _ body: (Output) throws -> Void
    ) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/output"
        let output = Output(
            options: options,
            environment: ProcessEnvironment(variables: [:], workingDirectory: [], now: 0), terminal: terminal,
            console: ErrorConsole(descriptor: -1), descriptor: open(path, O_CREAT | O_WRONLY, 0o600))
        try body(output)
        try output.finish()
        return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
