// Which branch a repository calls its main one: what origin/HEAD leads to, or a branch of a usual name.

import GitObjects

/// The default branch of a repository.
enum DefaultBranch {
    /// The full names it can have, the likeliest first; they need not exist.
    ///
    /// First comes what `refs/remotes/origin/HEAD` points to, then `init.defaultBranch`, `main` and `master`.
    static func candidates(_ session: Session) throws(RgitError) -> [[UInt8]] {
        var names: [[UInt8]] = []
        if let target = try session.references.symbolicTarget(of: Array("refs/remotes/origin/HEAD".utf8)) {
            names.append(target)
        }
        for branch in [session.config.string("init.defaultbranch"), Array("main".utf8), Array("master".utf8)]
        {
            if let branch, !branch.isEmpty { names.append(Array("refs/heads/".utf8) + branch) }
        }
        return names
    }
}
