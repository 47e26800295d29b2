// Writes what git log shows above the changes of a commit: name, merged parents, author, date, message and notes.

import GitObjects
import Records

/// Git's default format of commits (`medium`); one per worker.
struct CommitHeading {
    /// The parts of a commit that are written.
    static let parts: Commit.Parts = [.links, .people, .message]

    private let abbreviation: UniqueAbbreviation
    private let notes: CommitNotes

    /// Prepares to write commits; `digits` is the least length of the names of merged parents, `nil` for `core.abbrev`.
    init(_ session: Session, _ reader: ObjectReader, digits: Int? = nil) throws(RgitError) {
        abbreviation = try UniqueAbbreviation(session, reader, digits: digits)
        notes = try CommitNotes(session, reader)
    }

    /// Appends a commit; `parent` is named where the changes are those from one of several parents.
    func append(_ commit: Commit, from parent: ObjectID? = nil, to output: inout [UInt8]) throws(RgitError) {
        output += "commit ".utf8
        if let mark = CommitHeading.mark(commit) { output += [mark, 0x20] }
        commit.hexsha.appendHex(to: &output)
        if let parent {
            output += " (from ".utf8
            parent.appendHex(to: &output)
            output.append(UInt8(ascii: ")"))
        }
        output.append(0x0a)
        if let move = commit.reflog { CommitHeading.append(move, to: &output) }
        if commit.parents.count > 1 {
            output += "Merge:".utf8
            for parent in commit.parents { output += try [0x20] + abbreviation.short(parent) }
            output.append(0x0a)
        }
        CommitHeading.append(commit.author, as: "Author", to: &output)
        output.append(0x0a)
        CommitHeading.append(message: commit.message.bytes, to: &output)
        try notes.append(commit.hexsha, to: &output)
    }

    /// Appends the move of a reference that led to a commit.
    private static func append(_ move: ReflogRow, to output: inout [UInt8]) {
        let selector = move.selector.bytes
        output += "Reflog: ".utf8
        output += move.ref.bytes
        output += selector[(selector.lastIndex(of: UInt8(ascii: "@")) ?? 0)...]
        output += " (".utf8
        output += move.actor.name.bytes
        output += " <".utf8
        output += move.actor.email.bytes
        output += ">)\nReflog message: ".utf8
        output += move.message.bytes
        output.append(0x0a)
    }

    /// The mark before the name of a commit that says where it is in the graph; `nil` where that is not asked for.
    private static func mark(_ commit: Commit) -> UInt8? {
        if commit.isBoundary { return UInt8(ascii: "-") }
        if commit.isEquivalent == true { return UInt8(ascii: "=") }
        if let side = commit.side { return UInt8(ascii: side == .left ? "<" : ">") }
        return commit.isEquivalent == nil ? nil : UInt8(ascii: "+")
    }

    /// Appends a person and a date, each on a line of its own; nothing for a person that git cannot read.
    static func append(_ person: Signature, as role: String, to output: inout [UInt8]) {
        if person.date == nil, person.name.bytes.isEmpty, person.email.bytes.isEmpty { return }
        output += role.utf8
        output += ": ".utf8
        output += person.name.bytes
        output += " <".utf8
        output += person.email.bytes
        output += ">\nDate:   ".utf8
        output += GitDate.text(person.date).utf8
        output.append(0x0a)
    }

    /// Appends a message, indented, without blank lines around it and without white space of its own at the ends of lines.
    private static func append(message: [UInt8], to output: inout [UInt8]) {
        var blankLines = 0
        var hasText = false
        var start = 0
        while start < message.count {
            let end = message[start...].firstIndex(of: 0x0a) ?? message.count
            var last = end
            while last > start, ASCII.isSpace(message[last - 1]) { last -= 1 }
            if last == start {
                blankLines += 1
            } else {
                if hasText { for _ in 0..<blankLines { output += "    \n".utf8 } }
                hasText = true
                blankLines = 0
                output += "    ".utf8
                append(line: message[start..<last], to: &output)
                output.append(0x0a)
            }
            start = end + 1
        }
        // Without a message there is no blank line either.
        if !hasText { output.removeLast() }
    }

    /// The distance of tab stops.
    private static let tabWidth = 8

    /// Appends a line with its tabs as blanks, so that the indentation does not shift what they align.
    private static func append(line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var rest = line
        while let tab = rest.firstIndex(of: 0x09), let width = width(rest[..<tab]) {
            output += rest[..<tab]
            output.append(contentsOf: repeatElement(0x20, count: tabWidth - width % tabWidth))
            rest = rest[(tab + 1)...]
        }
        output += rest
    }

    /// The cells that a text takes; `nil` where it is not UTF-8, or has control characters.
    private static func width(_ text: ArraySlice<UInt8>) -> Int? {
        if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text.count }
        guard let string = String(validating: text, as: UTF8.self) else { return nil }
        var width = 0
        for scalar in string.unicodeScalars {
            if scalar.value == 0 { continue }
            if scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) { return nil }
            width += DisplayWidth.of(scalar)
        }
        return width
    }
}
