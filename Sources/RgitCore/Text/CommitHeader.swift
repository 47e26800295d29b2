// Finds the lines of a commit's header that git's formats use, whatever else the header holds.

/// Where git's formats and searches find the parts of a raw commit: up to its first NUL, however malformed it is.
struct CommitHeader {
    /// The author line without its keyword; the last one where there are several, as in git's own formats.
    private(set) var author: Range<Int>?
    /// The committer line without its keyword.
    private(set) var committer: Range<Int>?
    /// The value of the first `encoding` header.
    private(set) var encoding: Range<Int>?
    /// The offset of the blank line that ends the header, or the end.
    private(set) var headerEnd: Int
    /// Where the commit ends for git's formats: at the first NUL.
    let end: Int

    /// Finds the parts of a raw commit.
    init(_ commit: [UInt8]) {
        end = commit.firstIndex(of: 0) ?? commit.count
        var index = 0
        headerEnd = end
        while index < end {
            let lineEnd = commit[index..<end].firstIndex(of: 0x0a) ?? end
            if lineEnd == index {
                headerEnd = index
                break
            }
            let line = commit[index..<lineEnd]
            switch commit[index] {
            case 0x61 where line.starts(with: CommitHeader.authorKey):
                author = (index + CommitHeader.authorKey.count)..<lineEnd
            case 0x63 where line.starts(with: CommitHeader.committerKey):
                committer = (index + CommitHeader.committerKey.count)..<lineEnd
            case 0x65 where encoding == nil && line.starts(with: CommitHeader.encodingKey):
                encoding = (index + CommitHeader.encodingKey.count)..<lineEnd
            default: break
            }
            index = lineEnd + 1
        }
    }

    /// Where the message begins: after the blank line.
    var messageStart: Int { min(headerEnd + 1, end) }

    static let authorKey = Array("author ".utf8)
    static let committerKey = Array("committer ".utf8)
    static let encodingKey = Array("encoding ".utf8)
}
