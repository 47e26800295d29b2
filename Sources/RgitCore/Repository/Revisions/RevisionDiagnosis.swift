// Decides whether a word is a path or a mistake, and describes the mistake.

import GitObjects

/// Whether words name paths of the working tree.
struct WorkingPaths {
    let session: Session

    /// Whether a word may be a path without `--`: it exists, or it is clearly a pattern.
    func isPath(_ word: [UInt8]) -> Bool {
        guard word.first != UInt8(ascii: "-") else { return false }
        return looksLikePathspec(word) || exists(word)
    }

    private func looksLikePathspec(_ word: [UInt8]) -> Bool {
        if word.hasPrefix(":(") { return true }
        var escaped = false
        for byte in word {
            if escaped {
                escaped = false
            } else if byte == UInt8(ascii: "\\") {
                escaped = true
            } else if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[") {
                return true
            }
        }
        return false
    }

    /// Whether the path of a word exists, a dangling symbolic link included.
    func exists(_ word: [UInt8]) -> Bool {
        var word = word
        var base = session.layout.workingDirectory
        if let rest = word.after(":/") {
            if rest.isEmpty { return true }
            word = rest
            base = session.layout.workTree ?? base
        } else if let rest = word.after(":!") ?? word.after(":^") {
            if rest.isEmpty { return true }
            word = rest
        }
        guard !word.isEmpty else { return false }
        return FileSystem.existsUnfollowed(base.appendingPath(word))
    }
}

/// Describes why a revision names no object.
struct RevisionDiagnosis {
    let session: Session
    let reader: ObjectReader
    let resolver: RevisionResolver

    static let separatorHint =
        "Use '--' to separate paths from revisions, like this: 'rgit COMMAND [REVISION...] -- [PATH...]'"

    /// The error for a word that is neither a revision nor a path.
    func error(_ word: [UInt8]) throws(RgitError) -> RgitError {
        if let ambiguity = resolver.ambiguity { return ambiguity }
        if word.first != UInt8(ascii: ":"), let colon = word.firstIndex(of: UInt8(ascii: ":")) {
            let revision = Array(word[..<colon])
            let path = Array(word[(colon + 1)...])
            guard let tree = try resolver.find(revision, hint: .treeish) else {
                return RgitError(.revision, "invalid object name", revision)
            }
            if WorkingPaths(session: session).exists(path) {
                return RgitError(
                    .path, "path exists on disk, but not in '\(revision.printableText)'", path)
            }
            let full = session.layout.prefix + path
            if let root = try resolver.peel(tree, to: .tree), full != path,
                try TreeLookup.find(full, in: root, reader: reader) != nil
            {
                return RgitError(
                    .path, "path does not exist in '\(revision.printableText)'", path,
                    hint:
                        "Did you mean '\(revision.printableText):\(full.printableText)' aka '\(revision.printableText):./\(path.printableText)'?"
                )
            }
            return RgitError(.path, "path does not exist in '\(revision.printableText)'", path)
        }
        // An ancestor may lie behind the boundary.
        let isAncestor = word.contains(UInt8(ascii: "~")) || word.contains(UInt8(ascii: "^"))
        return RgitError(
            .revision, "ambiguous argument '\(word.printableText)'",
            "unknown revision or path not in the working tree",
            hint: (isAncestor ? session.deepeningHint : nil) ?? Self.separatorHint)
    }
}
