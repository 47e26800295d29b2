// Answers which pattern decides about a path, whatever the order of the questions.

/// The ignore rules for single paths; one per worker, for it remembers the directories it has been asked for.
final class IgnoreReader {
    private var scopes: [[UInt8]: IgnoreScope]
    private let isDirectory: (_ path: [UInt8]) -> Bool

    /// Answers by `rules`; `isDirectory` is asked of paths that a pattern only about directories matches.
    init(_ rules: IgnoreRules, isDirectory: @escaping (_ path: [UInt8]) -> Bool) {
        scopes = [[]: rules.top()]
        self.isDirectory = isDirectory
    }

    /// The pattern that decides about a path, which may be negative; `nil` where none matches.
    ///
    /// A path that ends in a slash is asked for as git does: by what ignores the directory, and by patterns that match an
    /// empty name in it.
    func decidingMatch(_ path: [UInt8]) -> IgnoreMatch? {
        let nameStart = path.lastIndex(of: 0x2f).map { $0 + 1 } ?? 0
        let scope = scope(of: path, length: nameStart)
        return scope?.lastMatch(path, nameStart: nameStart, isDirectory: { self.isDirectory(path) })
    }

    /// What holds in the directory that is the first `length` bytes of a path, its slash included.
    private func scope(of path: [UInt8], length: Int) -> IgnoreScope? {
        let wanted = Array(path[..<length])
        if let known = scopes[wanted] { return known }
        var known = 0
        // The longest directory on the way that has been asked for before.
        for slash in wanted.indices.dropLast().reversed() where wanted[slash] == 0x2f {
            if scopes[Array(wanted[...slash])] != nil {
                known = slash + 1
                break
            }
        }
        guard var scope = scopes[Array(wanted[..<known])] else { return nil }
        while known < length {
            let end = wanted[known...].firstIndex(of: 0x2f) ?? length - 1
            let directory = Array(wanted[...end])
            scope = scope.entering(directory, nameStart: known)
            scopes[directory] = scope
            known = end + 1
        }
        return scope
    }
}
