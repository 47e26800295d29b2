// The schema of a document: JSON itself, true of every document, and false of others.

import RgitCore
import Support
import Testing

@testable import Records
@testable import RgitCommandLine

@Suite struct JSONSchemaTests {
    @Test func everyMemberOfADocumentIsDescribed() throws {
        let schema = try JSONValue(parsing: Array(Sample.shape.jsonSchema().utf8))
        #expect(schema["$schema"] == .string(Array("https://json-schema.org/draft/2020-12/schema".utf8)))
        let document = try JSONValue(parsing: try Sample.document(Sample.rows(50, seed: 5), .json))
        #expect(document.names == (schema["required"]?.array.map(\.text)))
        func check(_ value: JSONValue, _ schema: JSONValue?, _ path: String) {
            guard let schema else {
                Issue.record("\(path) is not described")
                return
            }
            let types = schema["type"].map { $0.array.isEmpty ? [$0.text] : $0.array.map(\.text) }
            switch value {
            case .object(let members):
                #expect(types?.contains("object") == true, "\(path)")
                for member in members {
                    check(member.value, schema["properties"]?[member.name], path + "." + member.name)
                }
            case .array(let values):
                #expect(types?.contains("array") == true, "\(path)")
                for value in values { check(value, schema["items"], path + "[]") }
            case .string: #expect(types?.contains("string") ?? (schema["const"] != nil), "\(path)")
            case .integer: #expect(types?.contains("integer") == true || types == ["number"], "\(path)")
            case .number: #expect(types?.contains("number") == true, "\(path)")
            case .bool: #expect(types?.contains("boolean") == true, "\(path)")
            case .null: #expect(types?.contains("null") == true, "\(path)")
            }
        }
        check(document, schema, "")
    }

    @Test func fieldsAreDescribedByNameAndType() throws {
        let descriptions = Sample.shape.fieldDescriptions
        #expect(descriptions.map(\.name) == Sample.shape.fields.map(\.name))
        #expect(descriptions.first { $0.name == "words" }?.type == "list of strings")
    }

    @Test func commandsTakeFieldsAndSchemaFromTheirQuery() throws {
        let command = try CommandTable.command(Array("log".utf8))
        let shape = LogQuery.shape(of: LogRequest())
        #expect(command.fields == shape.fieldDescriptions)
        #expect(command.schema?() == shape.jsonSchema())
    }
}

extension JSONValue {
    fileprivate var text: String {
        guard case .string(let bytes) = self else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
