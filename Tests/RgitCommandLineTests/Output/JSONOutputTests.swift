// JSON and NDJSON: valid whatever the bytes, nothing lost, the same however the rows were cut.

import Foundation
import RgitCore
import Support
import Testing

@testable import Records
@testable import RgitCommandLine

@Suite struct JSONOutputTests {
    /// Checks one row against what it was made from.
    private func check(_ value: JSONValue, _ row: SampleRow) {
        #expect(value["hexsha"] == .string(row.id.hex))
        #expect(value["author"]?["name"] == .string(row.name.utf8))
        expectExact(value["author"], "name", row.name)
        #expect(value["author"]?["count"] == .integer(row.count))
        #expect(value["path"] == .string(Text(row.path).utf8))
        expectExact(value, "path", Text(row.path))
        #expect(value["flag"] == .bool(row.flag))
        if case .number(let share)? = value["share"] { #expect(share == row.share) }
        #expect(value["words"] == .array(row.words.map { .string($0.utf8) }))
        if row.words.contains(where: { $0.undecoded != nil }) {
            let expected = row.words.map { word in
                word.undecoded.map { JSONValue.string(Array(Data($0).base64EncodedString().utf8)) } ?? .null
            }
            #expect(value["words_base64"] == .array(expected))
        } else {
            #expect(value["words_base64"] == nil)
        }
        #expect(value["pairs"]?.array.count == row.pairs.count)
        for (pair, made) in zip(row.pairs, value["pairs"]?.array ?? []) {
            #expect(made["key"] == .string(pair.key.utf8))
            #expect(made["value"] == .string(pair.value.utf8))
            expectExact(made, "key", pair.key)
            expectExact(made, "value", pair.value)
        }
        if let lines = row.stats {
            #expect(value["stats"]?["total"]?["lines"] == .integer(Int64(lines)))
            #expect(value["stats"]?["known"] == .bool(true))
        } else {
            #expect(value["stats"] == .null)
        }
    }

    private func expectExact(_ object: JSONValue?, _ name: String, _ text: Text) {
        let expected = text.undecoded.map { JSONValue.string(Array(Data($0).base64EncodedString().utf8)) }
        #expect(object?[name + "_base64"] == expected)
    }

    @Test(arguments: 0..<20) func documentsAreValidWhateverTheBytes(seed: UInt64) throws {
        let rows = Sample.rows(60, seed: seed)
        let bytes = try Sample.document(rows, .json)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes)) }
        let document = try JSONValue(parsing: bytes)
        #expect(document["schema"] == .string(Array("rgit.sample/1".utf8)))
        #expect(document["shallow"] == .bool(false))
        #expect(document["total"]?["rows"] == .integer(60))
        #expect(document["total"]?["more"] == .null)
        #expect(document["errors"] == .array([]))
        #expect(document["rows"]?.array.count == rows.count)
        for (value, row) in zip(document["rows"]?.array ?? [], rows) { check(value, row) }
        #expect(bytes.split(separator: 0x0a).count == rows.count + 2, "every row has a line of its own")

        let lines = try Sample.document(rows, .ndjson).split(separator: 0x0a)
        #expect(lines.count == rows.count)
        for (line, row) in zip(lines, rows) { check(try JSONValue(parsing: Array(line)), row) }
    }

    @Test func aDocumentWithoutRowsIsOneLine() throws {
        let text = String(decoding: try Sample.document([], .json), as: UTF8.self)
        #expect(
            text == """
                {"schema":"rgit.sample/1","shallow":false,"rows":[],"total":{"rows":0,"more":null},"errors":[]}

                """)
        #expect(try Sample.document([], .ndjson).isEmpty)
    }

    @Test func theBytesDoNotDependOnHowRowsWereCut() throws {
        let rows = Sample.rows(300, seed: 3)
        for format in GlobalOptions.Format.allCases {
            let whole = try Sample.document(rows, format, width: format == .table ? 100 : nil)
            for chunks in [[1], [0, 5, 0, 200], Array(repeating: 7, count: 40), [256]] {
                #expect(
                    try Sample.document(rows, format, width: format == .table ? 100 : nil, chunks: chunks)
                        == whole)
            }
        }
    }

    @Test func everyByteBelowAndAboveSixteenKilobytesIsEscapedAlike() throws {
        for count in [0, 1, 7, 8, 9, 16_383, 16_384, 16_385, 40_000] {
            let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 % 128) }
            var output: [UInt8] = []
            text.withUnsafeBytes { JSONText.appendString($0, to: &output) }
            #expect(try JSONValue(parsing: output) == .string(text))
        }
        for byte in 0..<128 as Range<UInt8> {
            for place in 0..<9 {
                var text = [UInt8](repeating: 0x61, count: 9)
                text[place] = byte
                var output: [UInt8] = []
                text.withUnsafeBytes { JSONText.appendString($0, to: &output) }
                #expect(try JSONValue(parsing: output) == .string(text))
                #expect(output.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
            }
        }
    }

    @Test func numbersAreExact() {
        func written(_ body: (inout ValueWriter) -> Void) -> String {
            var writer = ValueWriter(style: .json)
            body(&writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(written { $0.integer(Int64.min) } == "-9223372036854775808")
        #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
        #expect(written { $0.integer(0) } == "0")
        #expect(written { $0.integer(UInt8(10)) } == "10")
        #expect(written { $0.number(0.1) } == "0.1")
        #expect(written { $0.number(-0.0) } == "0")
        #expect(written { $0.number(.nan) } == "null")
        #expect(written { $0.number(.infinity, decimals: 2) } == "null")
        #expect(written { $0.number(12.345, decimals: 1) } == "12.3")
        #expect(written { $0.number(-0.96, decimals: 1) } == "-1.0")
        #expect(written { $0.number(0.05, decimals: 4) } == "0.0500")
        #expect(written { $0.number(1e300, decimals: 2) } == "1e+300")
        #expect(written { $0.array { $0.number(.nan) } } == "[null]")
    }

    @Test func errorsAreListedByName() throws {
        let error = RgitError(.damaged, "damaged object", [0xff, 0x0a], object: .zero)
        let document = try JSONValue(parsing: try Sample.document([], .json, reporting: [error]))
        let listed = document["errors"]?[0]
        #expect(listed?["what"] == .string(Array("damaged object".utf8)))
        #expect(listed?["subject"] == .string(Array("\u{fffd}\n".utf8)))
        #expect(listed?["subject_base64"] == .string(Array("/wo=".utf8)))
        #expect(listed?["object"] == .string(Array(repeating: 0x30, count: 40)))
    }

    @Test func base64IsThatOfTheStandard() {
        var random = SplitMix64(seed: 9)
        for count in 0..<50 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            var output: [UInt8] = []
            Base64.append(bytes, to: &output)
            #expect(String(decoding: output, as: UTF8.self) == Data(bytes).base64EncodedString())
        }
    }
}
