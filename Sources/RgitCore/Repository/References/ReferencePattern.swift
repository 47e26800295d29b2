// The patterns of `git for-each-ref`, which also choose references of alternates.

/// A pattern as `git for-each-ref` takes it: a full name, the beginning of one up to a slash, or a glob in which `*`
/// matches no slash.
struct ReferencePattern: Sendable {
    private let literal: [UInt8]
    private let glob: Wildmatch

    init(_ pattern: [UInt8], ignoringCase: Bool = false) {
        literal = pattern
        glob = Wildmatch(pattern, options: ignoringCase ? [.pathname, .caseFold] : .pathname)
    }

    func matches(_ name: [UInt8]) -> Bool {
        // As in git the beginning of a name has to be written as it is, even where case is ignored.
        if name.starts(with: literal),
            name.count == literal.count || literal.last == 0x2f || name[literal.count] == 0x2f
        {
            return true
        }
        return glob.matches(name)
    }
}
