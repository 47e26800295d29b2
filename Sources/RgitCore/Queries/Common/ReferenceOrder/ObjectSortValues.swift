// What git-for-each-ref(1) makes of an object: the values of its lines and of its message, byte by byte as git cuts them.

import GitObjects

/// An object whose parts references are sorted by.
///
/// Git reads the content as text up to its first NUL, and looks for the parts of a person's line beyond its end where they
/// are not in it.
struct ObjectSortValues {
    private let type: ObjectType
    private let content: ArraySlice<UInt8>
    private let size: Int
    private let syntax: TrailerSyntax

    /// Takes an object as it was read.
    init(_ object: RawObject, _ syntax: TrailerSyntax) {
        self.syntax = syntax
        type = object.type
        size = object.bytes.count
        content = object.bytes.prefix { $0 != 0 }
        all = object.bytes
    }

    private let all: [UInt8]

    /// The text of a value; empty where the object has none of it.
    func text(
        _ value: ReferenceSortKey.Value, short: (ObjectID) throws(RgitError) -> [UInt8],
        _ format: ObjectFormat
    )
        throws(RgitError) -> [UInt8]
    {
        switch value {
        case .content: return all
        case .person(let role, let part): return person(role, part)
        case .message(let part): return type == .commit || type == .tag ? message(part) : []
        case .tree: return type == .commit ? try names("tree ", format, short) : []
        case .parents: return type == .commit ? try names("parent ", format, short) : []
        case .tagTarget: return type == .tag ? header("object ") : []
        case .tagTargetType: return type == .tag ? header("type ") : []
        case .tagName: return type == .tag ? header("tag ") : []
        default: return []
        }
    }

    /// The number of a value; 0 where the object has none of it.
    func number(_ value: ReferenceSortKey.Value) -> UInt64 {
        switch value {
        case .objectSize: return UInt64(size)
        case .parentCount: return type == .commit ? UInt64(headers("parent ").count) : 0
        case .person(let role, .date): return line(of: role).map(date) ?? 0
        default: return 0
        }
    }

    // MARK: Headers

    private func headers(_ key: String) -> [[UInt8]] {
        var found: [[UInt8]] = []
        for line in content.split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            if line.starts(with: key.utf8) { found.append(Array(line.dropFirst(key.utf8.count))) }
        }
        return found
    }

    private func header(_ key: String) -> [UInt8] { headers(key).first ?? [] }

    private func names(
        _ key: String, _ format: ObjectFormat, _ short: (ObjectID) throws(RgitError) -> [UInt8]
    ) throws(RgitError) -> [UInt8] {
        var names: [[UInt8]] = []
        for hex in headers(key) {
            guard let id = ObjectID(hex: hex[...], format) else { continue }
            names.append(try short(id))
        }
        return Array(names.joined(separator: [0x20]))
    }

    // MARK: People

    private func person(_ role: ReferenceSortKey.Role, _ part: ReferenceSortKey.PersonPart) -> [UInt8] {
        guard let line = line(of: role) else { return [] }
        switch part {
        case .line: return Array(line.prefix { $0 != 0x0a })
        case .name:
            let text = line.prefix { $0 != 0x0a }
            return Self.position(of: " <", in: text).map { Array(text[..<$0]) } ?? []
        case .email: return email(line, from: 0, upTo: [UInt8(ascii: ">")], inclusive: true)
        case .trimmedEmail: return email(line, from: 1, upTo: [UInt8(ascii: ">")], inclusive: false)
        case .emailLocalPart:
            return email(line, from: 1, upTo: [UInt8(ascii: "@"), UInt8(ascii: ">")], inclusive: false)
        case .date: return []
        }
    }

    /// The text from the first `<` on up to the first of the ends that there is.
    private func email(
        _ line: ArraySlice<UInt8>, from offset: Int, upTo ends: [UInt8], inclusive: Bool
    ) -> [UInt8] {
        guard let open = line.firstIndex(of: UInt8(ascii: "<")) else { return [] }
        let rest = line[(open + offset)...]
        for end in ends {
            if let close = rest.firstIndex(of: end) {
                return Array(inclusive ? rest[...close] : rest[..<close])
            }
        }
        return []
    }

    /// The content from a person's line on, behind its key; empty where there is no such line, and `nil` where objects of
    /// this type have none.
    private func line(of role: ReferenceSortKey.Role) -> ArraySlice<UInt8>? {
        switch (type, role) {
        case (.commit, .author): find("author ")
        case (.commit, .committer), (.commit, .creator): find("committer ")
        case (.tag, .tagger), (.tag, .creator): find("tagger ")
        default: nil
        }
    }

    private func find(_ key: String) -> ArraySlice<UInt8> {
        var rest = content
        while !rest.isEmpty {
            if rest.starts(with: key.utf8) { return rest.dropFirst(key.utf8.count) }
            guard let end = rest.firstIndex(of: 0x0a) else { return [] }
            rest = rest[(end + 1)...]
            if rest.first == 0x0a { return [] }
        }
        return []
    }

    /// The seconds behind the first `> `, as strtoumax(3) reads them; 0 for none and for too many.
    private func date(_ line: ArraySlice<UInt8>) -> UInt64 {
        guard let end = Self.position(of: "> ", in: line) else { return 0 }
        var rest = line[(end + 2)...].drop { ASCII.isSpace($0) }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        var seconds: UInt64 = 0
        for byte in rest {
            guard ASCII.isDigit(byte) else { break }
            let (product, overflow) = seconds.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
            if overflow || carry { return 0 }
            seconds = sum
        }
        if isNegative { seconds = 0 &- seconds }
        return seconds == .max ? 0 : seconds
    }

    // MARK: Messages

    private func message(_ part: ReferenceSortKey.MessagePart) -> [UInt8] {
        var start = content.startIndex
        while start < content.endIndex, content[start] != 0x0a {
            start = content[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? content.endIndex
        }
        let text = content[start...].drop { $0 == 0x0a }
        let signature = TagMessage.signatureStart(in: text)
        let empty = Self.position(of: "\n\n", in: text) ?? Self.position(of: "\r\n\r\n", in: text)
        let subjectEnd = empty.map { min($0, signature) } ?? signature
        let body = text[subjectEnd...].drop { $0 == 0x0a || $0 == 0x0d }
        switch part {
        case .subject: return subject(text[..<subjectEnd])
        case .sanitizedSubject: return sanitized(text[..<subjectEnd])
        case .trailers: return Trailers.block(text, syntax: syntax)
        case .body: return Array(body)
        case .bodyWithoutSignature: return Array(body[..<max(body.startIndex, signature)])
        case .signature: return Array(text[signature...])
        case .all: return Array(text)
        case .size: return Array(String(text.count).utf8)
        case .lines(let count):
            let lines = text[..<max(signature, text.startIndex)]
            return first(count, of: lines)
        }
    }

    private func subject(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var text = text
        while let last = text.last, last == 0x0a || last == 0x0d { text.removeLast() }
        var result: [UInt8] = []
        for position in text.indices {
            if text[position] == 0x0d, position + 1 < text.endIndex, text[position + 1] == 0x0a { continue }
            result.append(text[position] == 0x0a ? 0x20 : text[position])
        }
        return result
    }

    /// Letters, digits, dots and underscores, with a dash for each run of others between them, and no two dots in a row.
    private func sanitized(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var hasGap = false
        for byte in text {
            guard ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") else {
                hasGap = true
                continue
            }
            if hasGap, !result.isEmpty { result.append(UInt8(ascii: "-")) }
            if byte != UInt8(ascii: ".") || hasGap || result.last != byte { result.append(byte) }
            hasGap = false
        }
        while result.last == UInt8(ascii: ".") || result.last == UInt8(ascii: "-") { result.removeLast() }
        return result
    }

    private func first(_ count: Int, of text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        for number in 0..<count where !rest.isEmpty {
            if number > 0 { result += Array("\n    ".utf8) }
            let end = rest.firstIndex(of: 0x0a)
            result += rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
        }
        return result
    }

    private static func position(of needle: String, in text: ArraySlice<UInt8>) -> Int? {
        let needle = Array(needle.utf8)
        guard text.count >= needle.count else { return nil }
        return (text.startIndex...(text.endIndex - needle.count)).first {
            text[$0..<($0 + needle.count)].elementsEqual(needle)
        }
    }
}
