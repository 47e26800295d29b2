// How much changed: line counts per file and in total (GitPython's `Stats`).

import GitObjects
import Records

/// What happened to a path between two versions, by git's letters.
public enum ChangeType: String, Hashable, Codable, Sendable {
    /// The path is new.
    case added = "A"
    /// The path is a copy of another.
    case copied = "C"
    /// The path is gone.
    case deleted = "D"
    /// The content or the mode changed.
    case modified = "M"
    /// The path was renamed.
    case renamed = "R"
    /// A file became a symbolic link, a submodule, or the reverse.
    case typeChanged = "T"
    /// The path has conflicts in the index.
    case unmerged = "U"
}

/// The line counts of one changed path.
public struct FileStats: Record, Hashable, Codable, Sendable {
    /// The path in the new version, or in the old one where it was deleted.
    public var path: Text
    /// The path in the old version, where it was renamed or copied.
    public var oldPath: Text?
    /// What happened to the path.
    public var changeType: ChangeType
    /// Lines added; 0 for a binary file.
    public var insertions: Int
    /// Lines removed; 0 for a binary file.
    public var deletions: Int
    /// Whether git shows `-` for its counts.
    public var isBinary: Bool
    /// How similar old and new are, in per cent, where the path was renamed or copied.
    public var similarity: Int?
    /// The patch as git prints it, where it was asked for.
    public var patch: Text?
    /// The mode in the old version, such as 0o100644; `nil` where the path is new.
    public var aMode: UInt32?
    /// The mode in the new version; `nil` where the path is gone.
    public var bMode: UInt32?
    /// The blob in the old version, of a submodule its commit; `nil` where there is none.
    public var aHexsha: ObjectID?
    /// The blob in the new version, of a submodule its commit; `nil` where there is none, or it is not known because the
    /// content is in the working tree.
    public var bHexsha: ObjectID?

    /// The path in the old version; where the path is new, that in the new one (GitPython's `a_path`).
    public var aPath: Text { oldPath ?? path }
    /// The path in the new version; where the path is gone, that in the old one (GitPython's `b_path`).
    public var bPath: Text { path }

    /// Describes one changed path.
    public init(
        path: Text, oldPath: Text? = nil, changeType: ChangeType, insertions: Int = 0,
        deletions: Int = 0, isBinary: Bool = false, similarity: Int? = nil
    ) {
        self.path = path
        self.oldPath = oldPath
        self.changeType = changeType
        self.insertions = insertions
        self.deletions = deletions
        self.isBinary = isBinary
        self.similarity = similarity
    }
}

/// The line counts of a comparison.
public struct Stats: Hashable, Codable, Sendable {
    /// Sums over files.
    public struct Total: Hashable, Codable, Sendable {
        /// The number of changed paths.
        public var files = 0
        /// Lines added.
        public var insertions = 0
        /// Lines removed.
        public var deletions = 0
        /// Lines added and removed.
        public var lines: Int { insertions + deletions }

        /// Nothing changed.
        public init() {}
    }

    /// The changed paths in git's order.
    public var files: [FileStats]

    /// The sums over the files.
    public var total: Total {
        var total = Total()
        for file in files {
            total.files += 1
            total.insertions += file.insertions
            total.deletions += file.deletions
        }
        return total
    }

    /// Collects the changed paths of a comparison.
    public init(files: [FileStats]) {
        self.files = files
    }
}
