// Makes a `Commit` of a commit object's content, and only those parts of it that are asked for.

import GitObjects
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One worker's decoder; it keeps the people it has decoded, so that each name is decoded once.
struct CommitDecoder {
    private let parts: Commit.Parts
    private let mailmap: Mailmap
    private let trailerSyntax: TrailerSyntax
    private let takesFirstPeople: Bool
    private let encoding: OutputEncoding
    private let recodesAsWhole: Bool
    private var people: [PersonKey: Actor] = [:]
    /// The people named lately, each in the slot of ``slot(of:)``: found there, a name need not be hashed.
    private var recent: [Recent?] = Array(repeating: nil, count: CommitDecoder.slotCount)

    /// A person named lately.
    private struct Recent {
        let key: PersonKey
        let actor: Actor
    }

    private static let slotCount = 256

    /// The bytes of a name and an address, hashed at once: a slice of an array is hashed byte by byte.
    private struct PersonKey: Hashable {
        let bytes: ArraySlice<UInt8>

        func hash(into hasher: inout Hasher) {
            unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }

        /// Whether the bytes are the same, compared at once.
        func isSame(as other: PersonKey) -> Bool {
            unsafe bytes.withUnsafeBytes { own in
                unsafe other.bytes.withUnsafeBytes { other in
                    guard own.count == other.count else { return false }
                    guard let own = own.baseAddress, let start = other.baseAddress else { return true }
                    return unsafe memcmp(own, start, other.count) == 0
                }
            }
        }

        /// A number below ``slotCount`` by a few of the bytes, which tell most people apart.
        var slot: Int {
            unsafe bytes.withUnsafeBytes { bytes in
                guard bytes.count >= 8 else { return 0 }
                var mixed: UInt64 = 0
                // Eight bytes from each of the offsets on are inside, for there are at least eight.
                for third in 0..<3 {
                    let offset = (bytes.count - 8) * third / 2
                    let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    mixed = (mixed ^ word) &* 0x9e37_79b9_7f4a_7c15
                }
                return Int(mixed >> 32) & (CommitDecoder.slotCount - 1)
            }
        }
    }

    /// Decodes the parts named; people go through the mailmap, which may be empty.
    ///
    /// Of several author or committer lines the last one counts, as in git log; `takesFirstPeople` makes it the first, as in
    /// git for-each-ref. Values are brought to `encoding` one by one, as `git log --format` does, or with `recodesAsWhole`
    /// all of a commit at once, as `git log` does without a format.
    init(
        parts: Commit.Parts, mailmap: Mailmap, trailerSyntax: TrailerSyntax, takesFirstPeople: Bool = false,
        encoding: OutputEncoding = .utf8, recodesAsWhole: Bool = false
    ) {
        self.encoding = encoding
        self.recodesAsWhole = recodesAsWhole
        self.takesFirstPeople = takesFirstPeople
        self.parts = parts
        self.mailmap = mailmap
        self.trailerSyntax = trailerSyntax
    }

    /// Whether the commit's bytes are needed at all.
    var needsBytes: Bool { !parts.subtracting(.refs).isEmpty }

    /// A commit with nothing but its name and its references.
    func bare(_ id: ObjectID, refs: [[UInt8]]) -> Commit {
        Commit(
            hexsha: id, tree: .zero, parents: [], author: CommitDecoder.unnamed,
            committer: CommitDecoder.unnamed, summary: CommitDecoder.empty, message: CommitDecoder.empty,
            encoding: CommitDecoder.utf8, gpgsig: nil, trailers: [], coAuthors: [],
            refs: refs.map { Text($0) }, stats: nil)
    }

    private static let utf8: Text = "UTF-8"
    private static let empty: Text = ""
    private static let unnamed = Signature(actor: Actor(name: "", email: ""), date: nil)

    /// Decodes a commit; the links of `content` are the ones git sees, grafts and shallow boundaries included.
    mutating func decode(_ id: ObjectID, _ content: CommitContent, refs: [[UInt8]]) -> Commit {
        var commit = bare(id, refs: refs)
        commit.tree = content.layout.links.tree
        commit.parents = content.layout.links.parents
        if parts.contains(.message), let encoding = content.layout.encoding {
            commit.encoding = Text(Array(content.bytes[encoding]))
        }
        let recoded = recodesAsWhole ? content.recoded(to: encoding) : content.recoded
        let (bytes, layout) = (recoded.bytes, recoded.layout)
        if parts.contains(.people) {
            commit.author = signature(bytes, takesFirstPeople ? layout.author : layout.lastAuthor)
            commit.committer = signature(bytes, takesFirstPeople ? layout.committer : layout.lastCommitter)
        }
        if parts.contains(.message) {
            let message = bytes[layout.message]
            commit.message = Text(Array(message))
            commit.summary = Text(Summary.of(message))
        }
        if parts.contains(.signature), let signature = layout.signature {
            commit.gpgsig = Text(CommitDecoder.withoutContinuations(bytes[signature]))
        }
        if parts.contains(.trailers) {
            let trailers = Trailers.parse(bytes[layout.message], syntax: trailerSyntax)
            commit.trailers = trailers.map { Commit.Trailer(key: Text($0.key), value: Text($0.value)) }
            commit.coAuthors = Trailers.coAuthors(trailers).map { person($0[...]) }
        }
        if !recodesAsWhole { commit.encode(in: encoding) }
        return commit
    }

    private mutating func signature(_ bytes: [UInt8], _ line: Range<Int>) -> Signature {
        guard let identity = IdentityLine(bytes.span, line) else {
            return Signature(actor: Actor(name: "", email: ""), date: nil)
        }
        var date: Timestamp?
        if let seconds = identity.seconds(in: bytes.span) {
            date = Timestamp(seconds: seconds, offset: identity.offsetNumber(in: bytes.span) ?? 0)
        }
        return Signature(
            actor: person(bytes, identity, line.lowerBound..<identity.email.upperBound + 1), date: date)
    }

    /// The person whose name and address are at `range`.
    private mutating func person(_ bytes: [UInt8], _ identity: IdentityLine, _ range: Range<Int>) -> Actor {
        let key = PersonKey(bytes: bytes[range])
        let slot = key.slot
        if let recent = recent[slot], recent.key.isSame(as: key) { return recent.actor }
        let place: Dictionary<PersonKey, Actor>.Index
        if let known = people.index(forKey: key) {
            place = known
        } else {
            // A key of its own, for a slice would keep the whole commit.
            let own = PersonKey(bytes: Array(key.bytes)[...])
            people[own] = actor(bytes, identity)
            guard let new = people.index(forKey: own) else { return actor(bytes, identity) }
            place = new
        }
        recent[slot] = Recent(key: people[place].key, actor: people[place].value)
        return people[place].value
    }

    private func actor(_ bytes: [UInt8], _ identity: IdentityLine) -> Actor {
        let name = Array(bytes[identity.name])
        let email = Array(bytes[identity.email])
        if let (name, email) = mailmap.resolve(name: name, email: email) {
            return Actor(name: Text(name), email: Text(email))
        }
        return Actor(name: Text(name), email: Text(email))
    }

    /// A person named in a trailer; text without an address is all name.
    private func person(_ value: ArraySlice<UInt8>) -> Actor {
        let bytes = Array(value)
        guard let identity = IdentityLine(bytes.span, 0..<bytes.count) else {
            return Actor(name: Text(bytes), email: "")
        }
        return actor(bytes, identity)
    }

    /// A header's value whose continuation lines begin with a space each.
    private static func withoutContinuations(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(value.count)
        var start = value.startIndex
        while start < value.endIndex {
            let end = value[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? value.endIndex
            result += value[start..<end]
            start = end < value.endIndex && value[end] == 0x20 ? end + 1 : end
        }
        return result
    }
}
