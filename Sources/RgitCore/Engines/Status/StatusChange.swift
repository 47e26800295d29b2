// A path that is not the same in HEAD, the index and the working tree.

import GitObjects

/// What differs at one path.
struct StatusChange: Sendable, Equatable {
    /// The path; of a renamed or copied file the new one.
    var path: [UInt8]
    /// What differs between HEAD and the index.
    var staged: FileChange.Kind?
    /// What differs between the index and the working tree.
    var unstaged: FileChange.Kind?
    /// Where a renamed or copied file came from.
    var oldPath: [UInt8]?
    /// Whether it was renamed or copied.
    var renameKind: FileChange.Kind?
    /// How similar it is to where it came from, in per cent.
    var similarity = 0
    var headMode: FileMode?
    var indexMode: FileMode?
    var workTreeMode: FileMode?
    var headID: ObjectID?
    var indexID: ObjectID?
    /// Whether a submodule is at another commit than the index says.
    var hasNewCommits = false
    /// What has changed in a submodule.
    var inside = SubmoduleChanges()
    /// The versions of a path in conflict: base, ours and theirs, each where it is there; empty for a path without one.
    var stages: [Stage] = []

    /// A version of a path in conflict.
    struct Stage: Sendable, Equatable {
        /// 1 to 3.
        var number: Int
        var mode: FileMode
        var id: ObjectID
    }

    init(path: [UInt8]) { self.path = path }

    /// Whether the path is in conflict.
    var isConflicted: Bool { !stages.isEmpty }
    /// Which stages there are, as bits.
    var stageMask: Int { stages.reduce(0) { $0 | 1 << ($1.number - 1) } }

    /// Whether any version is a submodule.
    var isSubmodule: Bool {
        headMode == .gitlink || indexMode == .gitlink || workTreeMode == .gitlink
    }

    /// Whether a submodule with untracked files is all there is.
    var isOnlyUntrackedInside: Bool {
        !isConflicted && renameKind == nil && isSubmodule && !hasNewCommits && !inside.modified
            && inside.untracked
    }

    /// Fills in what is the same on both sides of a comparison that found nothing.
    mutating func complete() {
        if staged == nil {
            headMode = indexMode
            headID = indexID
        }
        if unstaged == nil { workTreeMode = indexMode }
    }

    /// The two letters of `git status --porcelain`, a dot for what is the same.
    var letters: (x: UInt8, y: UInt8) {
        guard isConflicted else {
            return (staged?.letter ?? UInt8(ascii: "."), unstaged?.letter ?? UInt8(ascii: "."))
        }
        let words = ["DD", "AU", "UD", "UA", "DU", "AA", "UU"]
        let word = Array(words[(stageMask - 1) % words.count].utf8)
        return (word[0], word[1])
    }
}
