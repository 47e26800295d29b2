// A CODEOWNERS file understood: which lines own a path, by the rules of GitHub or of GitLab.

import GitObjects

/// The rules of a CODEOWNERS file. Of each section the last rule that matches a path counts; GitHub's files are one section.
struct CodeOwners: Sendable {
    /// One pattern with its owners.
    struct Rule: Sendable {
        /// The pattern as it is written.
        let pattern: [UInt8]
        /// The owners, `@name`, `@org/team` or an address; none where the line names none.
        let owners: [Text]
        /// The line, from 1.
        let line: Int
        /// The number of the section.
        let section: Int
        fileprivate let matcher: OwnersPattern
    }

    /// A line that is not understood.
    struct Defect: Sendable {
        let line: Int
        let text: [UInt8]
    }

    /// The rules in order.
    private(set) var rules: [Rule] = []
    /// The lines that are not understood, which own nothing.
    private(set) var defects: [Defect] = []
    private var sectionCount = 1

    /// Where the file may be, the first that is there counts, and whose rules it follows there.
    static let places: [(path: String, syntax: CodeOwnersSyntax)] = [
        (".github/CODEOWNERS", .github), ("CODEOWNERS", .github), ("docs/CODEOWNERS", .github),
        (".gitlab/CODEOWNERS", .gitlab),
    ]

    /// The file of a tree, read by `syntax` or else by the rules of its place, and where it is; `nil` where there is none.
    static func find(
        in tree: ObjectID, _ reader: ObjectReader, _ syntax: CodeOwnersSyntax? = nil
    ) throws(RgitError) -> (rules: CodeOwners, path: String)? {
        for place in places {
            guard let entry = try TreeLookup.entry(Array(place.path.utf8), in: tree, reader: reader),
                entry.mode != .directory, entry.mode != .gitlink
            else { continue }
            return (CodeOwners(try reader.bytes(entry.id, .blob), syntax ?? place.syntax), place.path)
        }
        return nil
    }

    /// Reads a file.
    init(_ content: [UInt8], _ syntax: CodeOwnersSyntax) {
        var sections: [[UInt8]: Int] = [:]
        var section = 0
        var defaults: [Text] = []
        for (number, line) in content.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            var words = Self.words(line)
            guard let first = words.first else { continue }
            if syntax == .gitlab, let header = SectionHeader(line) {
                section = sections[header.name] ?? sectionCount
                if section == sectionCount {
                    sections[header.name] = section
                    sectionCount += 1
                }
                defaults = header.owners.map { Text($0) }
                continue
            }
            words.removeFirst()
            let owners = words.map { Text($0) }
            let isUnknown =
                syntax == .github && (first.first == UInt8(ascii: "!") || first.contains(UInt8(ascii: "[")))
            guard !isUnknown, owners.allSatisfy(Self.isOwner) else {
                defects.append(Defect(line: number + 1, text: Self.trimmed(line)))
                continue
            }
            rules.append(
                Rule(
                    pattern: first, owners: owners.isEmpty ? defaults : owners, line: number + 1,
                    section: section, matcher: OwnersPattern(first, syntax)))
        }
    }

    /// The numbers of the rules that match a path, those that count in the end marked.
    func matches(_ path: [UInt8]) -> [(rule: Int, counts: Bool)] {
        var found: [(rule: Int, counts: Bool)] = []
        var taken = [Bool](repeating: false, count: sectionCount)
        for rule in rules.indices.reversed() where rules[rule].matcher.matches(path) {
            found.append((rule, !taken[rules[rule].section]))
            taken[rules[rule].section] = true
        }
        return found
    }

    /// The owners of a path, each once.
    func owners(of path: [UInt8]) -> [Text] {
        var owners: [Text] = []
        for (rule, counts) in matches(path).reversed() where counts {
            for owner in rules[rule].owners where !owners.contains(owner) { owners.append(owner) }
        }
        return owners
    }

    /// The words of a line up to a comment; a backslash keeps the byte behind it.
    private static func words(_ line: ArraySlice<UInt8>) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var isInWord = false
        var isEscaped = false
        for byte in line {
            if isEscaped {
                // Wildcards stay escaped.
                if byte != 0x20, byte != 0x23 { word.append(0x5c) }
                word.append(byte)
                isEscaped = false
                isInWord = true
            } else if byte == 0x5c {
                isEscaped = true
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0d {
                if isInWord { words.append(word) }
                word.removeAll()
                isInWord = false
            } else if byte == 0x23, !isInWord {
                return words
            } else {
                word.append(byte)
                isInWord = true
            }
        }
        if isInWord { words.append(word) }
        return words
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> [UInt8] {
        Array(line.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
    }

    /// Whether a word names an owner: `@name`, `@org/team` or an address.
    static func isOwner(_ owner: Text) -> Bool {
        guard let at = owner.utf8.firstIndex(of: 0x40) else { return false }
        return owner.utf8.count > at + 1
    }

    /// `[Name]`, `^[Name]` or `[Name][2]`, with the owners of its rules that name none.
    private struct SectionHeader {
        let name: [UInt8]
        let owners: [[UInt8]]

        init?(_ line: ArraySlice<UInt8>) {
            var rest = line.drop { $0 <= 0x20 }
            if rest.first == UInt8(ascii: "^") { rest = rest.dropFirst() }
            guard rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) else {
                return nil
            }
            // Sections are the same whatever the case of their names.
            name = rest[rest.index(after: rest.startIndex)..<end].map { ASCII.lowercased($0) }
            rest = rest[(end + 1)...]
            if rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) {
                rest = rest[(end + 1)...]
            }
            owners = CodeOwners.words(rest)
        }
    }
}

/// One pattern of a CODEOWNERS file.
private struct OwnersPattern: Sendable {
    private let glob: Wildmatch
    private let onlyDirectories: Bool
    /// Whether what is below a directory that matches belongs to it: not where the pattern ends in a lone star.
    private let descends: Bool

    init(_ pattern: [UInt8], _ syntax: CodeOwnersSyntax) {
        var core = pattern[...]
        onlyDirectories = core.last == 0x2f
        if onlyDirectories { core = core.dropLast() }
        // Before the slash at the front is dropped: `/*` is one level, too.
        descends = !(core.last == 0x2a && core.dropLast().last == 0x2f)
        let isRooted = core.first == 0x2f
        if isRooted { core = core.dropFirst() }
        let isAnchored = isRooted || syntax == .github && core.contains(0x2f)
        glob = Wildmatch((isAnchored ? [] : Array("**/".utf8)) + core, options: .pathname)
    }

    func matches(_ path: [UInt8]) -> Bool {
        if !onlyDirectories, glob.matches(path) { return true }
        guard descends || onlyDirectories else { return false }
        return path.indices.contains { path[$0] == 0x2f && glob.matches(path[..<$0]) }
    }
}
