// Compares rows of rgit's JSON with git's output, field by field, and reports where they differ.

import Foundation
import Support
import Testing

/// The expected value of a field, from git's output.
indirect enum Expected {
    /// Text of these bytes: as it is where it is UTF-8, else repaired and with the bytes in `NAME_base64`.
    case text([UInt8])
    /// A whole number.
    case integer(Int)
    /// A number, near enough.
    case number(Double)
    /// True or false.
    case flag(Bool)
    /// Nothing: null.
    case null
    /// An array of texts.
    case texts([[UInt8]])

    /// Text by a string.
    static func string(_ text: String) -> Expected { .text(Array(text.utf8)) }

    /// A number written in decimal.
    static func decimal(_ bytes: [UInt8]) -> Expected { Int(bytes.text).map { .integer($0) } ?? .text(bytes) }
}

/// An expected row: fields by their names in CSV, such as `author.name`.
typealias ExpectedRow = [(field: String, value: Expected)]

extension [UInt8] {
    /// The bytes as text, what is not UTF-8 repaired.
    var text: String { String(decoding: self, as: UTF8.self) }
}

enum Comparison {
    /// What is wrong with a row; `nil` when nothing is.
    static func mismatch(_ row: JSONValue, _ expected: ExpectedRow) -> String? {
        for (field, value) in expected {
            if let difference = mismatch(row, field, value) { return difference }
        }
        return nil
    }

    private static func mismatch(_ row: JSONValue, _ field: String, _ expected: Expected) -> String? {
        var holder = row
        let parts = field.split(separator: ".").map(String.init)
        for part in parts.dropLast() { holder = holder[part] ?? .null }
        let name = parts.last ?? field
        guard let value = holder[name] else { return "\(field) is not there; \(row.names)" }
        switch expected {
        case .text(let bytes):
            let exact = holder["\(name)_base64"]
            guard value.bytes == Array(bytes.text.utf8) else { break }
            if String(validating: bytes, as: UTF8.self) != nil {
                return exact == nil ? nil : "\(field) has a base64 twin though it is UTF-8"
            }
            if exact?.text == Data(bytes).base64EncodedString() { return nil }
            return "\(field)_base64 is \(String(describing: exact?.text)), the bytes are \(bytes)"
        case .integer(let number): if value == .integer(Int64(number)) { return nil }
        case .number(let number): if let double = value.double, abs(double - number) < 1e-4 { return nil }
        case .flag(let flag): if value == .bool(flag) { return nil }
        case .null: if value == .null { return nil }
        case .texts(let texts):
            if value.array.map(\.bytes) == texts.map({ Array($0.text.utf8) }) { return nil }
        }
        return "\(field): rgit says \(value), git says \(shown(expected))"
    }

    private static func shown(_ expected: Expected) -> String {
        switch expected {
        case .text(let bytes): "\"\(bytes.text)\""
        case .texts(let texts): "\(texts.map(\.text))"
        default: "\(expected)"
        }
    }

    /// Records an issue where rows differ from git's in number, order or content.
    /// - Parameter what: the question, for the message: seed and arguments.
    static func expect(
        _ rows: [JSONValue], equal expected: [ExpectedRow], _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for (index, (row, wanted)) in zip(rows, expected).enumerated() {
            if let difference = mismatch(row, wanted) {
                Issue.record("\(what)\nrow \(index): \(difference)\n\(row)", sourceLocation: sourceLocation)
                return
            }
        }
        if rows.count != expected.count {
            Issue.record(
                "\(what)\nrgit has \(rows.count) rows, git \(expected.count)", sourceLocation: sourceLocation
            )
        }
    }
}

/// A row of `--numstat` with its entry of `--raw`.
struct FileChange {
    var status = ""
    var score: Int?
    var oldPath: [UInt8]?
    var path: [UInt8] = []
    var insertions: Int?
    var deletions: Int?

    /// The fields of `diff-stats` and of `log --stats`.
    var row: ExpectedRow {
        var row: ExpectedRow = [
            ("path", .text(path)), ("change_type", .string(status)), ("binary", .flag(insertions == nil)),
        ]
        if let oldPath { row.append(("old_path", .text(oldPath))) }
        if let score { row.append(("similarity", .integer(score))) }
        if let insertions { row.append(("insertions", .integer(insertions))) }
        if let deletions { row.append(("deletions", .integer(deletions))) }
        return row
    }

    /// Reads what `git … --raw --numstat -z` prints, cut at NULs.
    ///
    /// Other pieces, the `--format` of git log, begin with the byte 1 and go to `other` together with the place
    /// among the changes.
    static func parse(_ pieces: [[UInt8]], other: ([UInt8], [FileChange]) -> Void = { _, _ in })
        -> [FileChange]
    {
        var changes: [FileChange] = []
        var commit: [UInt8]?
        var position = 0
        var counted = 0
        func next() -> [UInt8] {
            defer { position += 1 }
            return position < pieces.count ? pieces[position] : []
        }
        while position < pieces.count {
            var piece = next()
            if piece.first == 0x0A { piece.removeFirst() }
            if piece.isEmpty { continue }
            if piece.first == 1 {
                if let commit { other(commit, Array(changes.prefix(counted))) }
                commit = Array(piece.dropFirst())
                changes = []
                counted = 0
            } else if piece.first == UInt8(ascii: ":") {
                let words = piece.text.split(separator: " ")
                var change = FileChange()
                let status = words.last.map(String.init) ?? ""
                change.status = String(status.prefix(1))
                if change.status == "R" || change.status == "C" {
                    change.score = Int(status.dropFirst())
                    change.oldPath = next()
                }
                change.path = next()
                changes.append(change)
            } else {
                let columns = piece.split(separator: 9, maxSplits: 2, omittingEmptySubsequences: false)
                guard columns.count == 3 else { continue }
                var path = Array(columns[2])
                if path.isEmpty {
                    _ = next()
                    path = next()
                }
                // Files that differ in ignored parts only (-w) are in --raw and not in --numstat.
                while counted < changes.count, changes[counted].path != path { changes.remove(at: counted) }
                guard counted < changes.count else { continue }
                changes[counted].insertions = Int(Array(columns[0]).text)
                changes[counted].deletions = Int(Array(columns[1]).text)
                counted += 1
            }
        }
        changes.removeSubrange(min(counted, changes.count)...)
        if let commit { other(commit, changes) }
        return changes
    }
}

/// The bytes of base64 text; empty when it is none.
func decodeBase64(_ text: String) -> [UInt8] { Data(base64Encoded: text).map { Array($0) } ?? [] }

extension [UInt8] {
    /// The bytes of hexadecimal digits.
    init(hexadecimal digits: String) {
        var bytes: [UInt8] = []
        var rest = digits[...]
        while rest.count >= 2 {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        self = bytes
    }
}
