// The rules about single lines that a change adds to a file: their length, conflict markers, and how they end.

import GitObjects
import Records

/// Holds the added lines of one file against the rules.
struct AddedLines {
    private let path: [UInt8]
    private let lines: BlobLines
    private let hunks: [HunkSpan]

    init(_ path: [UInt8], _ comparison: LineComparison) {
        self.path = path
        lines = comparison.new
        hunks = comparison.hunks
    }

    /// Calls `body` with the number, from 1, and the bytes of each added line, its line feed left out.
    private func visit(_ body: (Int, ArraySlice<UInt8>) -> Void) {
        for hunk in hunks {
            for line in Int(hunk.newStart)..<Int(hunk.newEnd) {
                var bytes = lines.bytes[lines.range(line)]
                if bytes.last == 0x0a { bytes = bytes.dropLast() }
                body(line + 1, bytes)
            }
        }
    }

    /// The lines with more than `limit` characters of UTF-8, or bytes where they are none; a carriage return at the end is part
    /// of the line's end.
    func long(_ limit: Int) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        visit { number, line in
            let text = line.last == 0x0d ? line.dropLast() : line
            guard text.count > limit else { return }
            let length = Self.characters(text)
            guard length > limit else { return }
            findings.append(
                CheckFinding(
                    .maxLineLength, path, line: number, limit: .number(limit), value: .number(length),
                    message: "line \(number) has \(length) characters, more than \(limit)"))
        }
        return findings
    }

    private static func characters(_ text: ArraySlice<UInt8>) -> Int {
        guard UTF8Validation.isValid(Array(text)) else { return text.count }
        // Every byte but those that continue a character begins one.
        return text.reduce(0) { $1 & 0xc0 == 0x80 ? $0 : $0 + 1 }
    }

    /// The conflict markers: `<<<<<<< `, `||||||| ` and `>>>>>>> `, and `=======` between such.
    var conflictMarkers: [CheckFinding] {
        var findings: [CheckFinding] = []
        var waiting: [CheckFinding] = []
        var isOpen = false
        visit { number, line in
            guard line.count >= 7, let first = line.first, line.prefix(7).allSatisfy({ $0 == first }) else {
                return
            }
            let rest = line.dropFirst(7)
            let marker = String(repeating: Character(UnicodeScalar(first)), count: 7)
            let finding = CheckFinding(
                .noConflictMarkers, path, line: number, value: .text(Text(marker)),
                message: "line \(number) is a conflict marker")
            switch first {
            case UInt8(ascii: "="):
                if isOpen, rest.isEmpty || rest.elementsEqual([0x0d]) { waiting.append(finding) }
            case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: ">"):
                guard rest.first == 0x20 else { return }
                if first == UInt8(ascii: ">") {
                    findings += waiting
                    isOpen = false
                } else {
                    isOpen = true
                }
                waiting = []
                findings.append(finding)
            default: return
            }
        }
        return findings
    }

    /// One row for the lines that end with CR LF; `nil` where there are none.
    var carriageReturns: CheckFinding? {
        var count = 0
        var firstLine = 0
        visit { number, line in
            // A carriage return at the end of a file without a line feed ends no line.
            guard line.last == 0x0d, line.endIndex < lines.bytes.count else { return }
            if count == 0 { firstLine = number }
            count += 1
        }
        guard count > 0 else { return nil }
        return CheckFinding(
            .crlf, path, line: firstLine, value: .number(count),
            message:
                "\(count) added \(count == 1 ? "line ends" : "lines end") with CR LF, and attributes say LF")
    }
}
