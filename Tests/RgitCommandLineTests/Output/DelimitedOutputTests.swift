// CSV and TSV, read back by small readers of the tests' own.

import Records
import RgitCore
import Support
import Testing

@testable import RgitCommandLine

@Suite struct DelimitedOutputTests {
    /// Reads RFC 4180 with LF between records, strictly.
    private func readCSV(_ bytes: [UInt8]) throws -> [[[UInt8]]] {
        struct Malformed: Error {}
        var records: [[[UInt8]]] = []
        var record: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            var value: [UInt8] = []
            if bytes[position] == 0x22 {
                position += 1
                while true {
                    guard position < bytes.count else { throw Malformed() }
                    if bytes[position] == 0x22 {
                        guard position + 1 < bytes.count, bytes[position + 1] == 0x22 else { break }
                        position += 1
                    }
                    value.append(bytes[position])
                    position += 1
                }
                position += 1
            } else {
                while position < bytes.count, bytes[position] != 0x2c, bytes[position] != 0x0a {
                    guard bytes[position] != 0x22, bytes[position] != 0x0d else { throw Malformed() }
                    value.append(bytes[position])
                    position += 1
                }
            }
            record.append(value)
            guard position < bytes.count else { throw Malformed() }
            if bytes[position] == 0x2c {
                position += 1
            } else {
                guard bytes[position] == 0x0a else { throw Malformed() }
                position += 1
                records.append(record)
                record = []
            }
        }
        return records
    }

    private func readTSV(_ bytes: [UInt8]) -> [[[UInt8]]] {
        bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().map { line in
            line.split(separator: 0x09, omittingEmptySubsequences: false).map { cell in
                var value: [UInt8] = []
                var isEscaped = false
                for byte in cell {
                    if isEscaped {
                        value.append(byte == 0x74 ? 0x09 : byte == 0x6e ? 0x0a : byte == 0x72 ? 0x0d : byte)
                        isEscaped = false
                    } else if byte == 0x5c {
                        isEscaped = true
                    } else {
                        value.append(byte)
                    }
                }
                return value
            }
        }
    }

    @Test(arguments: 0..<10) func whatWasWrittenIsReadBack(seed: UInt64) throws {
        let rows = Sample.rows(80, seed: seed)
        let fields = [
            "hexsha", "author.name", "path", "author.count", "flag", "words", "pairs", "stats.total.lines",
        ]
        let csv = try readCSV(try Sample.document(rows, .csv, fields: fields))
        let tsv = readTSV(try Sample.document(rows, .tsv, fields: fields))
        for records in [csv, tsv] {
            #expect(records.first?.map { String(decoding: $0, as: UTF8.self) } == fields)
            #expect(records.count == rows.count + 1)
            for (record, row) in zip(records.dropFirst(), rows) {
                #expect(record.count == fields.count)
                guard record.count == fields.count else { continue }
                #expect(record[0] == row.id.hex)
                #expect(record[1] == row.name.utf8)
                #expect(record[2] == Text(row.path).utf8)
                #expect(record[3] == Array("\(row.count)".utf8))
                #expect(record[4] == Array("\(row.flag)".utf8))
                #expect(record[5] == Array(row.words.map(\.utf8).joined(separator: [0x20])))
                #expect(try JSONValue(parsing: record[6]).array.count == row.pairs.count)
                #expect(record[7] == Array((row.stats.map { "\($0)" } ?? "").utf8))
            }
        }
    }
}
