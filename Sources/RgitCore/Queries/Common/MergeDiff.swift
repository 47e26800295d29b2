// How the changes of a merge are shown, as git's --diff-merges says it.

/// What a merge is compared with.
public enum MergeDiff: String, Hashable, Codable, Sendable {
    /// Nothing: a merge shows no changes.
    case off
    /// Its first parent.
    case firstParent = "first-parent"
    /// Each parent, one after the other.
    case separate
    /// All parents at once: files that differ from each of them (`-c`).
    case combined
    /// The same without places where the result is that of a parent (`--cc`).
    case denseCombined = "dense-combined"
}

extension MergeDiff {
    /// Whether all parents are compared at once.
    var isCombined: Bool { self == .combined || self == .denseCombined }
}
