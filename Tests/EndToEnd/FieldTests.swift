// Every field of every command, asked for alone, is what it is among all the others: a field whose part was not loaded fails.

import Support
import Testing

@Suite struct FieldTests {
    /// Command lines whose rows have every field, with the name of their rows in JSON.
    static let questions: [(words: [String], rows: String)] = [
        (["log", "--all"], "commits"), (["log", "--topo-order", "-n", "12"], "commits"),
        (["branches", "-a"], "branches"),
        (["branches", "--base", "main", "--sort", "-committed_date"], "branches"),
        (["contributors", "--all"], "contributors"),
        (["contributors", "--by=email", "--group=committer", "--all"], "contributors"),
        (["contributors", "--by=name", "--group=trailer:Co-authored-by", "--all"], "contributors"),
        (["blame-stats"], "authors"), (["blame-stats", "--by=file"], "files"),
        (["blame-stats", "--by=directory"], "directories"),
        (["blame-stats", "--by=extension"], "extensions"),
        (["blame-stats", "--by=commit"], "commits"), (["blame-stats", "--by=year"], "years"),
        (["blame-stats", "--by=directory,author"], "groups"), (["diff-stats", "FIRST", "HEAD"], "files"),
        (["diff-stats", "FIRST", "HEAD", "-C", "--by=directory"], "directories"),
        (["diff-stats", "FIRST", "HEAD", "--by=extension"], "extensions"),
        (["blame", "--", "FILE"], "hunks"),
        (["blame", "--lines", "--", "FILE"], "hunks"),
    ]

    @Test(arguments: questions.indices) func aFieldAskedForAloneIsTheSame(question: Int) throws {
        let (template, name) = Self.questions[question]
        let repository = try RandomHistory(seed: question % 2 == 0 ? 71 : 72, commits: 40).makeRepository()
        let words = try Self.words(template, repository)
        let schema = try JSONValue(parsing: repository.rgit("schema", words[0]).expecting(0).stdout)
        let fields = Self.fields(of: try #require(schema["properties"]?[name]?["items"]))
            // Asking for its text makes every line a row.
            .filter { $0 != "text" || words.contains("--lines") }
        try #require(fields.count > 5, "\(words)")
        func asking(_ fields: [String]) -> [String] {
            Array(words.prefix(1)) + ["--fields", fields.joined(separator: ",")] + words.dropFirst()
        }
        let rows = try repository.rgit.json(asking(fields))[name]?.array ?? []
        try #require(!rows.isEmpty, "\(words)")
        let csv = try DelimitedDocument(
            csv: repository.rgit.run(asking(fields), with: "--csv").expecting(0).stdout)
        #expect(csv.header == fields, "\(words)")
        for (place, field) in fields.enumerated() {
            let alone = asking([field])
            let what = "\(alone.joined(separator: " "))"
            let lines = try repository.rgit.run(alone, with: "--ndjson").expecting(0).lines
            let expected = rows.map { Self.excerpt($0, field.split(separator: ".").map(String.init)) }
            #expect(try lines.map { try JSONValue(parsing: $0) } == expected, "\(what)")
            let column = csv.rows.map { [$0[place]] }
            for format in ["--csv", "--tsv"] {
                let bytes = try repository.rgit.run(alone, with: format).expecting(0).stdout
                let document =
                    try format == "--csv" ? DelimitedDocument(csv: bytes) : DelimitedDocument(tsv: bytes)
                #expect(document.header == [field], "\(what) \(format)")
                #expect(document.rows == column, "\(what) \(format)")
            }
        }
    }

    /// The command line in a repository: its oldest commit for FIRST, the text file that changed most often for FILE.
    private static func words(_ template: [String], _ repository: ScratchRepository) throws -> [String] {
        let first = try repository.git("rev-list", "--max-parents=0", "HEAD").lines.last?.text ?? ""
        var changes: [String: Int] = [:]
        for path in try repository.git("log", "--format=", "--name-only", "-z").stdout.pieces(endedBy: 0) {
            if let path = String(validating: path, as: UTF8.self) { changes[path, default: 0] += 1 }
        }
        let paths = try repository.git("grep", "-zlI", "line", "HEAD").stdout.pieces(endedBy: 0)
            .compactMap { String(validating: $0.dropFirst("HEAD:".count), as: UTF8.self) }
        let file = try #require(paths.max { (changes[$0] ?? 0, $1) < (changes[$1] ?? 0, $0) })
        return template.map { $0 == "FIRST" ? first : $0 == "FILE" ? file : $0 }
    }

    /// The names of the fields that a row's schema has, such as `author.name`.
    private static func fields(of schema: JSONValue, in prefix: String = "") -> [String] {
        let properties = schema["properties"] ?? .null
        return properties.names.filter { !$0.hasSuffix("_base64") }.flatMap { name in
            let inner = fields(of: properties[name] ?? .null, in: "\(prefix)\(name).")
            return inner.isEmpty ? ["\(prefix)\(name)"] : inner
        }
    }

    /// What is left of a row where one field alone is asked for.
    private static func excerpt(_ row: JSONValue, _ path: [String]) -> JSONValue {
        guard let name = path.first, case .object(let members) = row else { return row }
        return .object(
            members.filter { $0.name == name || path.count == 1 && $0.name == "\(name)_base64" }.map {
                JSONValue.Member(name: $0.name, value: excerpt($0.value, Array(path.dropFirst())))
            })
    }
}
