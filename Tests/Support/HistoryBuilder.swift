// Writes git fast-import streams: commits of any shape, with dates and people that never change.

/// A person at a moment, as a commit records it.
public struct Person: Sendable, Equatable {
    /// The name, any bytes but `<`, `>` and line feeds.
    public var name: [UInt8]
    /// The address, the same.
    public var email: [UInt8]
    /// Seconds since 1970.
    public var date: Int
    /// The offset as it is written, such as `+0200`.
    public var offset: String

    /// A person by bytes.
    public init(name: [UInt8], email: [UInt8], date: Int, offset: String = "+0000") {
        self.name = name
        self.email = email
        self.date = date
        self.offset = offset
    }

    /// A person by text.
    public init(_ name: String, _ email: String, _ date: Int, _ offset: String = "+0000") {
        self.init(name: Array(name.utf8), email: Array(email.utf8), date: date, offset: offset)
    }

    var line: [UInt8] {
        name + Array(" <".utf8) + email + Array("> \(date) \(offset)\n".utf8)
    }
}

/// One change of a commit against its first parent.
public enum Change: Sendable {
    /// A file written, of mode 100644 unless said otherwise.
    case write(path: [UInt8], content: [UInt8], mode: String)
    /// A submodule at a commit.
    case gitlink(path: [UInt8], hexsha: String)
    /// A path removed, with all below it.
    case delete(path: [UInt8])
    /// A path moved.
    case rename(from: [UInt8], to: [UInt8])
    /// A path copied.
    case copy(from: [UInt8], to: [UInt8])
    /// Everything removed.
    case deleteAll
    /// A note on a commit; for commits on `refs/notes/…`.
    case note(on: Mark, text: [UInt8])

    /// A regular file by text.
    public static func file(_ path: String, _ content: String) -> Change {
        .write(path: Array(path.utf8), content: Array(content.utf8), mode: "100644")
    }

    /// A regular file by bytes.
    public static func file(_ path: String, bytes: [UInt8]) -> Change {
        .write(path: Array(path.utf8), content: bytes, mode: "100644")
    }

    /// An executable file.
    public static func executable(_ path: String, _ content: String) -> Change {
        .write(path: Array(path.utf8), content: Array(content.utf8), mode: "100755")
    }

    /// A symbolic link.
    public static func symlink(_ path: String, to target: String) -> Change {
        .write(path: Array(path.utf8), content: Array(target.utf8), mode: "120000")
    }

    /// A submodule at an invented commit.
    public static func submodule(_ path: String, _ hexsha: String) -> Change {
        .gitlink(path: Array(path.utf8), hexsha: hexsha)
    }

    /// A path removed.
    public static func delete(_ path: String) -> Change { .delete(path: Array(path.utf8)) }

    /// A path moved.
    public static func rename(_ from: String, _ to: String) -> Change {
        .rename(from: Array(from.utf8), to: Array(to.utf8))
    }
}

/// An object of a stream; `ScratchRepository.load` says which name git gave it.
public struct Mark: Sendable, Hashable {
    /// Its number in the stream, from 1.
    public let number: Int
}

/// A fast-import stream in the making.
public struct HistoryBuilder: Sendable {
    /// The stream so far.
    public private(set) var stream: [UInt8] = []
    private var marks = 0
    private var clock = Hermetic.date
    private let hash: HashFunction

    /// An empty stream for a repository that names its objects by `hash`.
    public init(hash: HashFunction = .usual) { self.hash = hash }

    /// Adds a commit and moves a branch to it.
    /// - Parameters:
    ///   - message: any bytes but NUL.
    ///   - branch: a branch's name, or a whole ref name that begins with `refs/`.
    ///   - parents: none for a root, two for a merge, more for an octopus. The tree begins as the first one's.
    ///   - author: a minute after the commit before, unless said.
    ///   - committer: the author unless said.
    ///   - encoding: the `encoding` header.
    ///   - changes: none for an empty commit.
    @discardableResult
    public mutating func commit(
        bytes message: [UInt8], on branch: String = "main", parents: [Mark] = [], author: Person? = nil,
        committer: Person? = nil, encoding: String? = nil, _ changes: [Change] = []
    ) -> Mark {
        clock += 60
        let author = author ?? Person("A U Thor", "author@example.com", clock)
        let reference = Self.reference(branch)
        // Without this a commit without parents would continue the branch.
        if parents.isEmpty { add("reset \(reference)\n\n") }
        marks += 1
        let mark = Mark(number: marks)
        add("commit \(reference)\nmark :\(mark.number)\n")
        add("author ")
        stream += author.line
        add("committer ")
        stream += (committer ?? author).line
        if let encoding { add("encoding \(encoding)\n") }
        data(message)
        for (index, parent) in parents.enumerated() {
            add("\(index == 0 ? "from" : "merge") :\(parent.number)\n")
        }
        for change in changes { add(change) }
        add("\n")
        return mark
    }

    /// Adds a commit with a message of text; see the other form.
    @discardableResult
    public mutating func commit(
        _ message: String, on branch: String = "main", parents: [Mark] = [], author: Person? = nil,
        committer: Person? = nil, _ changes: [Change] = []
    ) -> Mark {
        commit(
            bytes: Array(message.utf8), on: branch, parents: parents, author: author, committer: committer,
            changes
        )
    }

    /// Points a branch, or a whole ref name, at a commit.
    public mutating func point(_ branch: String, at mark: Mark) {
        add("reset \(Self.reference(branch))\nfrom :\(mark.number)\n\n")
    }

    /// Adds an annotated tag.
    @discardableResult
    public mutating func tag(
        _ name: String, of mark: Mark, tagger: Person? = nil, message: String = "a tag\n"
    ) -> Mark {
        marks += 1
        add("tag \(name)\nmark :\(marks)\nfrom :\(mark.number)\ntagger ")
        stream += (tagger ?? Person("T Agger", "tagger@example.com", clock)).line
        data(Array(message.utf8))
        return Mark(number: marks)
    }

    private static func reference(_ name: String) -> String {
        name.hasPrefix("refs/") ? name : "refs/heads/\(name)"
    }

    private mutating func add(_ text: String) { stream += Array(text.utf8) }

    private mutating func data(_ bytes: [UInt8]) {
        add("data \(bytes.count)\n")
        stream += bytes
        add("\n")
    }

    private mutating func add(_ change: Change) {
        switch change {
        case .write(let path, let content, let mode):
            add("M \(mode) inline ")
            add(quoting: path)
            add("\n")
            data(content)
        case .gitlink(let path, let hexsha):
            add("M 160000 \(hash.name(hexsha)) ")
            add(quoting: path)
            add("\n")
        case .delete(let path):
            add("D ")
            add(quoting: path)
            add("\n")
        case .rename(let from, let to), .copy(let from, let to):
            if case .rename = change { add("R ") } else { add("C ") }
            add(quoting: from)
            add(" ")
            add(quoting: to)
            add("\n")
        case .deleteAll:
            add("deleteall\n")
        case .note(let mark, let text):
            add("N inline :\(mark.number)\n")
            data(text)
        }
    }

    private mutating func add(quoting path: [UInt8]) {
        add("\"")
        for byte in path {
            switch byte {
            case 0x22, 0x5C: stream += [0x5C, byte]
            case 0x0A: add("\\n")
            default: stream.append(byte)
            }
        }
        add("\"")
    }
}
