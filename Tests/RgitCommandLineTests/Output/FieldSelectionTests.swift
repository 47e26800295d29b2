// `--fields`: which names are taken, in which order, and the errors for unknown names.

import RgitCore
import Support
import Testing

@testable import Records
@testable import RgitCommandLine

@Suite struct FieldSelectionTests {
    private func names(_ wanted: [String]?, _ format: GlobalOptions.Format = .json) throws -> [String] {
        var options = GlobalOptions()
        options.format = format
        options.fields = wanted
        return try Sample.select(options).fields.map(\.name)
    }

    @Test func fieldsAreChosenInTheOrderTheyAreNamed() throws {
        #expect(try names(["path", "hexsha"]) == ["path", "hexsha"])
        #expect(try names(["author"]) == ["author.name", "author.count"])
        #expect(
            try names(["author.count", "author", "path", "path"]) == ["author.count", "author.name", "path"])
        #expect(try names(["stats.total"]) == ["stats.total.lines", "stats.total.files"])
        #expect(try names(nil).contains("costly") == false)
        #expect(try names(["costly"]) == ["costly"])
        #expect(try names(nil, .table) == ["hexsha", "author.name", "path", "author.count"])
    }

    @Test func otherNamesOfFieldsAndHeadingsOfColumnsAreUnderstood() throws {
        #expect(try names(["sha", "path"]) == ["hexsha", "path"])
        #expect(try names(["hash"]) == ["hexsha"] && names(["id"]) == ["hexsha"])
        #expect(try names(["COMMIT", "AUTHOR", "count"]) == ["hexsha", "author.name", "author.count"])
        // A field of that name goes before other names.
        #expect(try names(["date"]) == ["date"])
    }

    @Test func unknownFieldsAreUsageErrorsThatNameTheNearest() throws {
        for (wrong, near) in [("hexhsa", "hexsha"), ("author.nam", "author.name"), ("statz", "stats")] {
            let unknown = #expect(throws: UnknownFieldName.self) { try names([wrong]) }
            let error = unknown.map { RgitError(unknownField: $0, of: "log") }
            #expect(error?.kind == .usage)
            #expect(error?.subject == Text(wrong))
            #expect(error?.hint == "did you mean '\(near)'?")
        }
        for wrong in ["", "autho", "author.", "x.y.z", String(repeating: "a", count: 100_000)] {
            #expect(throws: UnknownFieldName.self) { try names([wrong]) }
        }
    }

    @Test func membersOfAGroupAreWrittenIntoOneObject() throws {
        let row = Sample.rows(1, seed: 1)
        let bytes = try Sample.document(row, .ndjson, fields: ["author.count", "flag", "author.name"])
        #expect(try JSONValue(parsing: bytes).names == ["author", "flag"])
        #expect(try JSONValue(parsing: bytes)["author"]?.names.prefix(2) == ["count", "name"])
        let header = try Sample.document(row, .csv, fields: ["author.count", "flag", "author.name"])
        #expect(header.starts(with: Array("author.count,flag,author.name\n".utf8)))
    }
}
