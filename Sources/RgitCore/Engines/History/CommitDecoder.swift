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
    /// The people named lately, each in the slot of ``slot(of:)``: found there, a name need not be hashed. Names and people are
    /// apart, so that comparing a name makes no copy of the person.
    private var recentNames: [[UInt8]] = Array(repeating: [], count: CommitDecoder.slotCount)
    private var recentPeople: [Actor] = Array(
        repeating: CommitDecoder.unnamed.actor, count: CommitDecoder.slotCount)

    private static let slotCount = 256

    /// The bytes of a name and an address, hashed at once: an array is hashed byte by byte.
    private struct PersonKey: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) {
            unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }

    /// A number below ``slotCount`` by a few of the bytes, which tell most people apart.
    private static func slot(of bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count >= 8 else { return 0 }
        var mixed: UInt64 = 0
        // Eight bytes from each of the offsets on are inside, for there are at least eight.
        for third in 0..<3 {
            let offset = (bytes.count - 8) * third / 2
            let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            mixed = (mixed ^ word) &* 0x9e37_79b9_7f4a_7c15
        }
        return Int(mixed >> 32) & (slotCount - 1)
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
        let recoded = recodesAsWhole ? content.recoded(to: encoding) : content.recoded
        let (bytes, layout) = (recoded.bytes, recoded.layout)
        let unnamed = CommitDecoder.unnamed
        let empty = CommitDecoder.empty
        var (author, committer) = (unnamed, unnamed)
        if parts.contains(.people) {
            author = signature(bytes, takesFirstPeople ? layout.author : layout.lastAuthor)
            committer = signature(bytes, takesFirstPeople ? layout.committer : layout.lastCommitter)
        }
        var (message, summary, encodingName) = (empty, empty, CommitDecoder.utf8)
        if parts.contains(.message) {
            message = Text(Array(bytes[layout.message]))
            // Lines of valid text are valid.
            summary = Summary.of(bytes[layout.message], isValidUTF8: message.undecoded == nil)
            if let encoding = content.layout.encoding { encodingName = Text(Array(content.bytes[encoding])) }
        }
        var trailers: [RawTrailer] = []
        if parts.contains(.trailers) {
            trailers = Trailers.parse(bytes[layout.message], syntax: trailerSyntax)
        }
        // Made at once: parts that are set one by one would each replace an empty one.
        var commit = Commit(
            hexsha: id, tree: content.layout.links.tree, parents: content.layout.links.parents,
            author: author, committer: committer, summary: summary, message: message,
            encoding: encodingName,
            gpgsig: !parts.contains(.signature)
                ? nil
                : layout.signature.map {
                    Text(CommitDecoder.withoutContinuations(bytes, $0))
                },
            trailers: trailers.isEmpty
                ? [] : trailers.map { Commit.Trailer(key: Text($0.key), value: Text($0.value)) },
            coAuthors: trailers.isEmpty ? [] : Trailers.coAuthors(trailers).map { person($0) },
            refs: refs.isEmpty ? [] : refs.map { Text($0) }, stats: nil)
        if !recodesAsWhole, encoding != .utf8 { commit.encode(in: encoding) }
        return commit
    }

    private mutating func signature(_ bytes: [UInt8], _ line: Range<Int>) -> Signature {
        // What precedes the last bracket says who it is.
        if let last = IdentityLine.lastBracket(bytes.span, line) {
            let key = line.lowerBound..<last + 1
            let slot = unsafe bytes.withUnsafeBytes {
                unsafe CommitDecoder.slot(of: .init(rebasing: $0[key]))
            }
            if CommitDecoder.isSame(recentNames[slot], bytes, key) {
                let moment = IdentityLine(momentIn: last + 1..<line.upperBound, of: bytes.span)
                return Signature(actor: recentPeople[slot], date: date(moment, bytes))
            }
            if let identity = IdentityLine(bytes.span, line) {
                let actor = person(bytes, identity, key)
                recentNames[slot] = Array(bytes[key])
                recentPeople[slot] = actor
                return Signature(actor: actor, date: date(identity, bytes))
            }
        }
        return CommitDecoder.unnamed
    }

    private func date(_ identity: IdentityLine, _ bytes: [UInt8]) -> Timestamp? {
        guard let seconds = identity.seconds(in: bytes.span) else { return nil }
        return Timestamp(seconds: seconds, offset: identity.offsetNumber(in: bytes.span) ?? 0)
    }

    /// Whether `key` and the bytes in `range` are the same, compared at once.
    private static func isSame(_ key: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        unsafe key.withUnsafeBytes { own in
            unsafe bytes.withUnsafeBytes { bytes in
                guard own.count == range.count else { return false }
                guard let own = own.baseAddress, let start = bytes.baseAddress else { return true }
                return unsafe memcmp(own, start + range.lowerBound, range.count) == 0
            }
        }
    }

    /// The person whose name and address are at `range`.
    private mutating func person(_ bytes: [UInt8], _ identity: IdentityLine, _ range: Range<Int>) -> Actor {
        let key = PersonKey(bytes: Array(bytes[range]))
        if let known = people[key] { return known }
        let person = actor(bytes, identity)
        people[key] = person
        return person
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
    private func person(_ bytes: [UInt8]) -> Actor {
        guard let identity = IdentityLine(bytes.span, 0..<bytes.count) else {
            return Actor(name: Text(bytes), email: "")
        }
        return actor(bytes, identity)
    }

    /// The value of the header at `range`, whose continuation lines begin with a space each.
    private static func withoutContinuations(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: range.count) { result, count in
            unsafe bytes.withUnsafeBytes { bytes in
                guard let source = bytes.baseAddress, let target = result.baseAddress,
                    range.upperBound <= bytes.count
                else { return }
                var start = range.lowerBound
                while start < range.upperBound {
                    let found = unsafe memchr(source + start, 0x0a, range.upperBound - start)
                    let end =
                        unsafe found.map { unsafe source.distance(to: UnsafeRawPointer($0)) + 1 }
                        ?? range.upperBound
                    unsafe memcpy(target + count, source + start, end - start)
                    count += end - start
                    start = end < range.upperBound && (unsafe bytes[end]) == 0x20 ? end + 1 : end
                }
            }
        }
    }
}
