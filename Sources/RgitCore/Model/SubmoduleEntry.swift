// A submodule as people and programs see it: GitPython's `Submodule`, as a value.

import GitObjects
import Records

/// A submodule of the working tree.
public struct SubmoduleEntry: Record, Hashable, Codable {
    /// How a submodule differs from what the index records, by git's characters.
    public enum Status: String, Hashable, Codable, Sendable, CaseIterable {
        /// The recorded commit is checked out.
        case unmodified = " "
        /// It is not initialized, or not checked out.
        case uninitialized = "-"
        /// Another commit is checked out.
        case modified = "+"
        /// It is in conflict.
        case unmerged = "U"
    }

    /// The name that configuration and `.gitmodules` have for it.
    public var name: Text
    /// The path from the top of the outermost working tree.
    public var path: Text
    /// Where it is cloned from, as `.gitmodules` has it; `nil` where that has none.
    public var url: Text?
    /// The URL in the configuration, which is there once it is initialized.
    public var configuredURL: Text?
    /// The commit that the index records; `nil` in a conflict.
    public var hexsha: ObjectID?
    /// The commit that is checked out; `nil` where none is.
    public var headHexsha: ObjectID?
    /// The branch that `git submodule update --remote` follows; `nil` where `.gitmodules` has none.
    public var branch: Text?
    /// How it differs from what the index records.
    public var status: Status
    /// The checked-out commit's name by its tags, as `git submodule status` shows it; `nil` where it is not checked out.
    public var describe: Text?
    /// How many submodules it is in.
    public var depth: Int

    /// The parts of a submodule that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The name of the commit by its tags.
        public static let describe = Parts(rawValue: 1)
        /// All parts.
        public static let all: Parts = [.describe]
    }
}
