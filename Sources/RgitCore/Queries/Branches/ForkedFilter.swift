// Which branches follow the ones that `rgit branches --forked` names.

import GitObjects

/// `--forked`, with its names looked up.
struct ForkedFilter: Sendable {
    /// The full names of branches that are followed.
    private var names: Set<[UInt8]> = []
    /// What the short names of others have to match.
    private var globs: [Wildmatch] = []

    /// Looks up what each word names.
    ///
    /// - Throws: `.revision` for a word that is neither a glob nor the name of one branch.
    init(_ words: [[UInt8]], _ session: Session) throws(RgitError) {
        for word in words {
            if Glob.hasSpecialCharacters(word) {
                globs.append(Wildmatch(word, options: .pathname))
            } else {
                names.insert(try Self.fullName(word, session))
            }
        }
    }

    /// Whether every branch is wanted.
    var isEmpty: Bool { names.isEmpty && globs.isEmpty }

    /// Whether a branch that follows the reference `upstream` is wanted; `nil` for one that follows none.
    func isWanted(_ upstream: [UInt8]?) -> Bool {
        if isEmpty { return true }
        guard let upstream else { return false }
        return names.contains(upstream) || globs.contains { $0.matches(ReferenceName.short(upstream)) }
    }

    /// The one branch that a name means, symbolic ones such as `origin` for `origin/HEAD` followed.
    private static func fullName(_ word: [UInt8], _ session: Session) throws(RgitError) -> [UInt8] {
        let found = try session.references.candidates(word).map(\.end.name)
        guard found.count == 1, found[0].hasPrefix("refs/heads/") || found[0].hasPrefix("refs/remotes/")
        else {
            throw RgitError(.revision, "not the name of one branch for --forked", word)
        }
        return found[0]
    }
}
