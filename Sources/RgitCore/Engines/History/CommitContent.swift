// A commit object's bytes with the places of its headers and message: the only place where raw commits are taken apart.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A commit's content.
struct CommitContent {
    /// The object's bytes.
    let bytes: [UInt8]
    /// Where the headers and the message are in `bytes`.
    var layout: CommitLayout

    /// Takes the content of `id` apart. Throws `damaged` where it is no commit.
    init(_ bytes: [UInt8], of id: ObjectID) throws(RgitError) {
        guard let layout = CommitParser.layout(bytes.span, id.format) else { throw .badCommit(id) }
        self.init(bytes, layout)
    }

    private init(_ bytes: [UInt8], _ layout: CommitLayout) {
        self.bytes = bytes
        self.layout = layout
    }

    /// The content as git shows it: recoded as a whole as its header says, and ended at its first NUL.
    var recoded: CommitContent { recoded(to: .utf8) }

    /// The content as git shows it in an encoding.
    func recoded(to encoding: OutputEncoding) -> CommitContent {
        guard encoding != .utf8 || layout.encoding != nil || containsNUL else { return self }
        let recoded = CommitEncoding.reencoded(bytes, to: encoding)
        return CommitContent(
            recoded,
            CommitParser.layout(recoded.span, layout.links.tree.format) ?? layout.clamped(to: recoded.count))
    }

    /// Whether git would show less than all of it. By memchr, since every byte of every commit is looked at.
    private var containsNUL: Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe memchr(start, 0, buffer.count) != nil
        }
    }
}

extension ObjectReader {
    /// A commit's content. Throws `damaged` where the object is no commit.
    func commit(_ id: ObjectID) throws(RgitError) -> CommitContent {
        try CommitContent(bytes(id, .commit), of: id)
    }

    /// The links of a commit as recorded. Throws `damaged` where the object is no commit.
    func commitLinks(_ id: ObjectID) throws(RgitError) -> CommitLinks {
        let bytes = try bytes(id, .commit)
        guard let links = CommitParser.links(bytes.span, format) else { throw .badCommit(id) }
        return links
    }
}

extension RgitError {
    fileprivate static func badCommit(_ id: ObjectID) -> RgitError {
        RgitError(.damaged, "bad commit object", id.hex, object: id)
    }
}

extension CommitLayout {
    /// The same layout of bytes that end earlier.
    fileprivate func clamped(to count: Int) -> CommitLayout {
        var result = self
        let all = 0..<count
        result.author = author.clamped(to: all)
        result.committer = committer.clamped(to: all)
        result.lastAuthor = lastAuthor.clamped(to: all)
        result.lastCommitter = lastCommitter.clamped(to: all)
        result.signature = signature?.clamped(to: all)
        result.message = message.clamped(to: all)
        return result
    }
}
