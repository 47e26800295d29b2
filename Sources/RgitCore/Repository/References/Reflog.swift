// A reference's log: what it pointed to before, and when it moved (git-reflog(1)).

import GitObjects
import Records

/// One move of a reference.
public struct ReflogEntry: Sendable, Equatable {
    /// What it pointed to before; zero when it did not exist.
    public let old: ObjectID
    /// What it has pointed to since.
    public let new: ObjectID
    /// Who moved it, `Name <email>`, as recorded.
    public let identity: [UInt8]
    /// When it moved.
    public let date: Timestamp
    /// Why, in one line.
    public let message: [UInt8]

    /// A move as another store than a file records it.
    init(old: ObjectID, new: ObjectID, identity: [UInt8], date: Timestamp, message: [UInt8]) {
        self.old = old
        self.new = new
        self.identity = identity
        self.date = date
        self.message = message
    }

    /// Reads one line without its line feed; `nil` when it is damaged, which git skips.
    init?(line: ArraySlice<UInt8>, _ format: ObjectFormat) {
        // Two names, each with a space after it, and at least one more byte.
        let oldEnd = line.startIndex + format.hexCount
        let newEnd = oldEnd + 1 + format.hexCount
        guard line.endIndex >= newEnd + 2, line[oldEnd] == 0x20, line[newEnd] == 0x20,
            let old = ObjectID(hex: line[..<oldEnd], format),
            let new = ObjectID(hex: line[(oldEnd + 1)..<newEnd], format)
        else { return nil }
        let rest = line[(newEnd + 1)...]
        guard let close = rest.firstIndex(of: UInt8(ascii: ">")), close + 1 < rest.endIndex,
            rest[close + 1] == 0x20
        else { return nil }
        var position = close + 2
        var seconds: Int64 = 0
        let digits = position
        while position < rest.endIndex, ASCII.isDigit(rest[position]) {
            let (product, overflow) = seconds.multipliedReportingOverflow(by: 10)
            guard !overflow, product < Int64.max - 9 else { return nil }
            seconds = product + Int64(rest[position] - 0x30)
            position += 1
        }
        guard position > digits, seconds > 0, position + 5 < rest.endIndex, rest[position] == 0x20,
            rest[position + 1] == UInt8(ascii: "+") || rest[position + 1] == UInt8(ascii: "-"),
            rest[(position + 2)...(position + 5)].allSatisfy(ASCII.isDigit)
        else { return nil }
        let number = rest[(position + 2)...(position + 5)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        self.old = old
        self.new = new
        identity = Array(rest[...close])
        date = Timestamp(
            seconds: seconds, offset: rest[position + 1] == UInt8(ascii: "-") ? -number : number)
        let after = rest[(position + 6)...]
        message = Array(after.first == 0x09 ? after.dropFirst() : after)
    }
}

/// All moves of a reference, oldest first.
public struct Reflog: Sendable {
    /// The moves, oldest first; lines git cannot read are skipped.
    public let entries: [ReflogEntry]
    /// The numbers of the lines that were skipped, from 1.
    public let damagedLines: [Int]

    /// The moves as another store than a file records them, oldest first.
    init(entries: [ReflogEntry]) {
        self.entries = entries
        damagedLines = []
    }

    init(text: [UInt8], _ format: ObjectFormat) {
        var entries: [ReflogEntry] = []
        var damaged: [Int] = []
        let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.isEmpty {
            if let entry = ReflogEntry(line: line, format) {
                entries.append(entry)
            } else {
                damaged.append(number + 1)
            }
        }
        self.entries = entries
        damagedLines = damaged
    }
}
