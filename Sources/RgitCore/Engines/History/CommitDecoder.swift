// Makes a `Commit` of a commit object's bytes, and only those parts of it that somebody is going to look at.

import GitObjects

/// One worker's decoder; it remembers the people it has met.
struct CommitDecoder {
    private let parts: Commit.Parts
    private let mailmap: Mailmap
    private let trailerSyntax: TrailerSyntax
    private var people: [ArraySlice<UInt8>: Actor] = [:]

    /// Decodes the parts named; people go through the mailmap, which may be empty.
    init(parts: Commit.Parts, mailmap: Mailmap, trailerSyntax: TrailerSyntax) {
        self.parts = parts
        self.mailmap = mailmap
        self.trailerSyntax = trailerSyntax
    }

    /// Whether the commit's bytes are needed at all.
    var needsBytes: Bool { !parts.subtracting(.refs).isEmpty }

    /// A commit of which nothing but its name is asked.
    func bare(_ id: ObjectID, refs: [[UInt8]]) -> Commit {
        let nobody = Signature(actor: Actor(name: "", email: ""), date: nil)
        return Commit(
            hexsha: id, tree: .zero, parents: [], author: nobody, committer: nobody, summary: "", message: "",
            encoding: CommitDecoder.utf8, gpgsig: nil, trailers: [], coAuthors: [],
            refs: refs.map { Text($0) }, stats: nil)
    }

    private static let utf8: Text = "UTF-8"

    /// Decodes a commit; `links` are the ones git sees, grafts and shallow boundaries included.
    mutating func decode(
        _ id: ObjectID, _ raw: [UInt8], _ layout: CommitLayout, refs: [[UInt8]]
    ) -> Commit {
        var commit = bare(id, refs: refs)
        commit.tree = layout.links.tree
        commit.parents = layout.links.parents
        if parts.contains(.message), let encoding = layout.encoding {
            commit.encoding = Text(Array(raw[encoding]))
        }
        // As in git, a commit is decoded as a whole and ends at its first NUL.
        var bytes = raw
        var shown = layout
        if layout.encoding != nil || raw.contains(0) {
            bytes = CommitEncoding.reencoded(raw)
            shown = CommitParser.layout(bytes.span) ?? layout.clamped(to: bytes.count)
        }
        if parts.contains(.people) {
            commit.author = signature(bytes, shown.author)
            commit.committer = signature(bytes, shown.committer)
        }
        if parts.contains(.message) {
            let message = bytes[shown.message]
            commit.message = Text(Array(message))
            commit.summary = Text(Summary.of(message))
        }
        if parts.contains(.signature), let signature = shown.signature {
            commit.gpgsig = Text(CommitDecoder.withoutContinuations(bytes[signature]))
        }
        if parts.contains(.trailers) {
            let trailers = Trailers.parse(bytes[shown.message], syntax: trailerSyntax)
            commit.trailers = trailers.map { Commit.Trailer(key: Text($0.key), value: Text($0.value)) }
            commit.coAuthors = Trailers.coAuthors(trailers).map { person($0[...]) }
        }
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
        let key = bytes[line.lowerBound...identity.email.upperBound]
        if let known = people[key] { return Signature(actor: known, date: date) }
        let actor = actor(bytes, identity)
        // A key of its own, for a slice would keep the whole commit.
        people[Array(key)[...]] = actor
        return Signature(actor: actor, date: date)
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
        result.reserveCapacity(value.count + 1)
        var atLineStart = false
        for byte in value {
            if !(atLineStart && byte == 0x20) { result.append(byte) }
            atLineStart = byte == 0x0a
        }
        return result
    }
}

extension CommitLayout {
    /// The same layout of bytes that end earlier.
    fileprivate func clamped(to count: Int) -> CommitLayout {
        var result = self
        let all = 0..<count
        result.author = author.clamped(to: all)
        result.committer = committer.clamped(to: all)
        result.signature = signature?.clamped(to: all)
        result.message = message.clamped(to: all)
        return result
    }
}
