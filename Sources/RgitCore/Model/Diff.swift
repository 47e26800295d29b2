// What differs between two states at one path (GitPython's `Diff`).

import GitObjects
import Records

/// One changed path, as a line of `git diff --raw`.
public struct Diff: Record, Hashable, Codable, Sendable {
    /// The path in the first state; where the path is new, that in the second.
    public var aPath: Text
    /// The path in the second state; where the path is gone, that in the first.
    public var bPath: Text
    /// What happened, by git's letters.
    public var changeType: ChangeType
    /// The mode in the first state, such as 0o100644; `nil` where the path is new.
    public var aMode: UInt32?
    /// The mode in the second state; `nil` where the path is gone.
    public var bMode: UInt32?
    /// The blob in the first state, of a submodule its commit; `nil` where there is none, or it is not known because the
    /// content is in the working tree.
    public var aHexsha: ObjectID?
    /// The blob in the second state, of a submodule its commit; `nil` as for ``aHexsha``.
    public var bHexsha: ObjectID?
    /// How similar old and new are, in per cent, where the path was renamed or copied.
    public var similarity: Int?
    /// Whether git takes one of the contents for binary; `nil` where that was not asked for.
    public var isBinary: Bool?
    /// The patch, as `git diff` prints it; `nil` where that was not asked for.
    public var patch: Text?

    /// Whether the path is new.
    public var newFile: Bool { changeType == .added }
    /// Whether the path is gone.
    public var deletedFile: Bool { changeType == .deleted }
    /// Whether the path was renamed.
    public var renamedFile: Bool { changeType == .renamed }
    /// Whether the path is a copy of another.
    public var copiedFile: Bool { changeType == .copied }

    /// The parts of a change that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Whether it is binary, for which contents are read.
        public static let binary = Parts(rawValue: 1)
        /// The patch.
        public static let patch = Parts(rawValue: 2)
        /// All parts.
        public static let all: Parts = [.binary, .patch]
    }
}

extension Diff {
    /// The change without what needs its contents.
    init(_ change: FileChange) {
        aPath = Text(change.oldPath ?? change.path)
        bPath = Text(change.path)
        changeType = change.kind.changeType
        aMode = change.old?.mode.rawValue
        bMode = change.new?.mode.rawValue
        aHexsha = change.old.flatMap(\.recordedID)
        bHexsha = change.new.flatMap(\.recordedID)
        similarity = change.similarity
    }
}
