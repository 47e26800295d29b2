// Every command in every format: the same rows in all of them, the same bytes for any number of jobs.

import Support
import Testing

@Suite struct FormatTests {
    /// Command lines, and the name of their rows.
    static let questions: [(words: [String], rows: String)] = [
        (["log", "--all"], "commits"), (["log", "--all", "--stats"], "commits"),
        (["log", "--topo-order", "--", "src"], "commits"), (["branches", "-a"], "branches"),
        (["branches", "--base=main"], "branches"), (["contributors", "--all"], "contributors"),
        (["contributors", "--all", "--stats"], "contributors"),
        (["contributors", "--group=trailer:Co-authored-by", "--by=name", "--all"], "contributors"),
        (["blame-stats"], "authors"), (["blame-stats", "--by=file"], "files"),
        (["blame-stats", "--by=directory", "--depth=1"], "directories"),
        (["blame-stats", "--by=extension"], "extensions"), (["blame-stats", "--by=commit"], "commits"),
        (["blame-stats", "--by=year"], "years"), (["diff-stats", "HEAD"], "files"),
        (["diff-stats", "HEAD~2", "HEAD"], "files"),
        (["diff-stats", "HEAD~2", "HEAD", "--by=directory"], "directories"),
        (["diff-stats", "HEAD~2", "HEAD", "--by=extension"], "extensions"),
    ]

    private static func repository(_ seed: UInt64) throws -> ScratchRepository {
        try RandomHistory(seed: seed, commits: 80).makeRepository()
    }

    /// Whether the history reaches far enough back for the questions.
    private static func suitable() throws -> ScratchRepository {
        for seed: UInt64 in 500..<520 {
            let repository = try repository(seed)
            if try repository.git.attempt(["rev-parse", "-q", "--verify", "HEAD~5"]).exitStatus == 0 {
                return repository
            }
        }
        return try repository(500)
    }

    @Test func documentsAgreeInEveryFormat() throws {
        let repository = try Self.suitable()
        for (words, name) in Self.questions {
            let result = try repository.rgit.run(words, with: "--json")
            guard result.exitStatus == 0 else {
                Issue.record("\(result)")
                continue
            }
            let document = try JSONValue(parsing: result.stdout)
            #expect(document["schema"]?.text == "rgit.\(words[0])/1")
            // Comparing two states asks it, too: a commit at the boundary changed everything.
            #expect(document["shallow"]?.bool == false, "\(words)")
            #expect(document.names.first == "schema")
            guard let rows = document[name]?.array else {
                Issue.record("\(words): no \(name) in \(document.names)")
                continue
            }
            #expect(!rows.isEmpty, "\(words)")
            // A line for every row, so that line tools work.
            #expect(result.lines.count >= rows.count, "\(words)")

            let lines = try repository.rgit.run(words, with: "--ndjson").expecting(0).lines
            #expect(try lines.map { try JSONValue(parsing: $0) } == rows, "\(words)")

            let csv = try DelimitedDocument(
                csv: repository.rgit.run(words, with: "--csv").expecting(0).stdout)
            let tsv = try DelimitedDocument(
                tsv: repository.rgit.run(words, with: "--tsv").expecting(0).stdout)
            #expect(csv.header == tsv.header, "\(words)")
            #expect(csv.rows == tsv.rows, "\(words)")
            #expect(csv.rows.count == rows.count, "\(words)")
            for (record, row) in zip(csv.rows, rows) { compare(record, csv.header, row, "\(words)") }

            let table = try repository.rgit.run(words, with: "--format=table").expecting(0)
            #expect(String(validating: table.stdout, as: UTF8.self) != nil, "\(words)")
            #expect(!table.stdout.contains(0x1B), "\(words)")
            #expect(table.lines.count >= rows.count, "\(words)")
        }
    }

    /// Every column is a field of the row, and says the same.
    private func compare(_ record: [[UInt8]], _ header: [String], _ row: JSONValue, _ what: String) {
        #expect(record.count == header.count, "\(what)")
        for (column, name) in zip(record, header) {
            var value = row
            for part in name.split(separator: ".") { value = value[String(part)] ?? .null }
            switch value {
            case .null: #expect(column.isEmpty, "\(what) \(name)")
            case .bool(let flag): #expect(column.text == "\(flag)", "\(what) \(name)")
            case .integer(let number): #expect(column.text == "\(number)", "\(what) \(name)")
            case .number(let number): #expect(Double(column.text) == number, "\(what) \(name)")
            case .string(let bytes): #expect(column == bytes, "\(what) \(name)")
            case .array, .object: break
            }
        }
    }

    @Test func chosenFieldsComeInTheirOrder() throws {
        let repository = try Self.suitable()
        let fields = ["summary", "hexsha", "author.email"]
        let list = "--fields=" + fields.joined(separator: ",")
        let csv = try DelimitedDocument(csv: repository.rgit("log", list, "--csv").expecting(0).stdout)
        #expect(csv.header == fields)
        let row = try repository.rgit.json(["log", list])["commits"]?[0]
        #expect(row?.names.filter { !$0.hasSuffix("_base64") } == ["summary", "hexsha", "author"])
        #expect(row?["author"]?.names.first == "email")
        let table = try repository.rgit("log", "--fields", "hexsha").expecting(0)
        let names = try repository.git("log", "--format=%H").lines
        #expect(table.lines.suffix(names.count).allSatisfy { !$0.isEmpty })
        let bare = try repository.rgit("log", "--fields=hexsha", "--ndjson").expecting(0).lines
        #expect(bare == names.map { Array("{\"hexsha\":\"".utf8) + $0 + Array("\"}".utf8) })
    }

    @Test(arguments: [511, 512, 513] as [UInt64])
    func theBytesAreTheSameForAnyNumberOfJobs(seed: UInt64) throws {
        let repository = try Self.repository(seed)
        let questions = Self.questions.map(\.words).filter { !$0.contains("HEAD~2") }
        for words in questions + [
            ["log", "--all", "--author-date-order", "--reverse"], ["log", "--grep=1"],
        ] {
            for format in ["--json", "--csv", "--format=table"] {
                let one = try repository.rgit.run(
                    Array(words.prefix(1)) + [format, "--jobs=1"] + words.dropFirst())
                for jobs in ["2", "7"] {
                    let more = try repository.rgit.run(
                        Array(words.prefix(1)) + [format, "-j", jobs] + words.dropFirst())
                    #expect(more.stdout == one.stdout, "\(words) \(format) -j\(jobs)")
                    #expect(more.exitStatus == one.exitStatus)
                }
            }
        }
        let variable = try repository.rgit.with("RGIT_JOBS", "3")("log", "--json")
        #expect(variable.stdout == (try repository.rgit("log", "--json", "-j1").stdout))
    }

    @Test func documentsFollowTheirSchema() throws {
        let python = try #require(
            Self.validator(), "no python3 with jsonschema: apt-get install python3-jsonschema")
        let repository = try Self.suitable()
        for (index, (words, name)) in Self.questions.enumerated() {
            let schema = try repository.rgit("schema", words[0]).expecting(0).stdout
            let document = try repository.rgit.run(words, with: "--json").expecting(0).stdout
            let schemaFile = "\(repository.folder.path)/schema-\(index).json"
            let documentFile = "\(repository.folder.path)/document-\(index).json"
            try FileTree.write(schema, to: Array(schemaFile.utf8))
            try FileTree.write(document, to: Array(documentFile.utf8))
            let script = """
                import copy, json, sys, jsonschema
                schema, document = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
                kind = jsonschema.validators.validator_for(schema)
                assert "$schema" in schema
                kind.check_schema(schema)
                validator = kind(schema)
                validator.validate(document)
                rows = sys.argv[3]
                changes = [{rows: 7}, {rows: [7]}, {"schema": "other"}]
                changes += [{"shallow": "no"}] if "shallow" in document else []
                for change in changes:
                    assert not validator.is_valid({**document, **change}), change
                for key in document[rows][0]:
                    broken = copy.deepcopy(document)
                    broken[rows][0][key] = [{"no": "such"}]
                    assert not validator.is_valid(broken), key
                """
            let runner = repository.rgit.runner
            let result = try runner.run(python, ["-c", script, schemaFile, documentFile, name])
            #expect(result.exitStatus == 0, "\(words)\n\(result)")
        }
    }

    /// A Python that has the validator.
    private static func validator() -> String? {
        let runner = ProcessRunner(environment: Hermetic.environment(home: "/"), workingDirectory: "/")
        return ["/usr/bin/python3", "python3"].first {
            (try? runner.run($0, ["-c", "import jsonschema"]))?.exitStatus == 0
        }
    }

    @Test func jqReadsEveryDocument() throws {
        let repository = try Self.suitable()
        let runner = repository.rgit.runner
        for (words, name) in Self.questions {
            let document = try repository.rgit.run(words, with: "--json").stdout
            let count = try runner.run("jq", ["-e", ".\(name) | length"], input: document).expecting(0)
            let lines = try repository.rgit.run(words, with: "--ndjson").stdout
            let slurped = try runner.run("jq", ["-s", "length"], input: lines).expecting(0)
            #expect(count.text == slurped.text, "\(words)")
        }
    }

    @Test func whatABranchOrTagIsCalledStandsInRefs() throws {
        let repository = try RandomHistory(seed: 530).makeRepository()
        let rows = try repository.rgit.json(["log", "--all"])["commits"]?.array ?? []
        let decorated = try repository.git("log", "--all", "--format=%H %D", "--decorate=short").lines
        for (row, line) in zip(rows, decorated) {
            let refs = line.text.split(separator: " ", maxSplits: 1).dropFirst().first ?? ""
            #expect(
                (row["refs"]?.array.isEmpty == true) == refs.isEmpty, "\(line.text) \(row["refs"] ?? .null)")
        }
        #expect(rows.count == decorated.count)
    }
}

/// A CSV or TSV document, read by the letter.
struct DelimitedDocument {
    var header: [String] = []
    var rows: [[[UInt8]]] = []

    /// Reads RFC 4180 with LF between records.
    init(csv bytes: [UInt8]) throws {
        var records: [[[UInt8]]] = []
        var record: [[UInt8]] = []
        var field: [UInt8] = []
        var quoted = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if quoted {
                if byte != 0x22 {
                    field.append(byte)
                } else if position < bytes.count, bytes[position] == 0x22 {
                    field.append(0x22)
                    position += 1
                } else {
                    quoted = false
                }
            } else if byte == 0x22, field.isEmpty {
                quoted = true
            } else if byte == 0x2C {
                record.append(field)
                field = []
            } else if byte == 0x0A {
                records.append(record + [field])
                (record, field) = ([], [])
            } else {
                try #require(byte != 0x22 && byte != 0x0D, "a bare quote or return at \(position)")
                field.append(byte)
            }
        }
        try #require(record.isEmpty && field.isEmpty && !quoted, "the last record does not end")
        header = (records.first ?? []).map(\.text)
        rows = Array(records.dropFirst())
    }

    /// Reads tab-separated values with `\t`, `\n`, `\r` and `\\`.
    init(tsv bytes: [UInt8]) throws {
        let records = bytes.pieces(endedBy: 0x0A).map { line in
            line.split(separator: 9, omittingEmptySubsequences: false).map { Self.unescaped(Array($0)) }
        }
        try #require(bytes.isEmpty || bytes.last == 0x0A)
        header = (records.first ?? []).map(\.text)
        rows = Array(records.dropFirst())
    }

    private static func unescaped(_ field: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var position = 0
        while position < field.count {
            var byte = field[position]
            position += 1
            if byte == 0x5C, position < field.count {
                byte = field[position]
                position += 1
                if byte == UInt8(ascii: "t") { byte = 9 }
                if byte == UInt8(ascii: "n") { byte = 10 }
                if byte == UInt8(ascii: "r") { byte = 13 }
            }
            bytes.append(byte)
        }
        return bytes
    }
}
