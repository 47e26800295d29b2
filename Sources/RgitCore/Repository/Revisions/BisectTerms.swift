// The words that a bisection uses for its two kinds of commits.

import GitObjects

/// The words of `git bisect start --term-bad --term-good`, or the usual ones.
struct BisectTerms {
    /// What a commit with the change is called.
    private(set) var bad = Array("bad".utf8)
    /// What a commit without it is called.
    private(set) var good = Array("good".utf8)

    /// Reads the words of the bisection that goes on; the usual ones where there is none.
    init(_ session: Session) {
        let file = session.layout.gitDirectory.appendingPath("BISECT_TERMS")
        guard
            let content = try? FileSystem.read(file, limit: FileSystem.SizeLimit.text, directory: .absent)
        else { return }
        let lines = content.split(separator: 0x0a, omittingEmptySubsequences: false)
        guard lines.count >= 2 else { return }
        bad = Array(lines[0])
        good = Array(lines[1])
    }
}
