// What `rgit describe` can be asked, and what it answers with.

import GitObjects
import Records

/// What `rgit describe` was asked.
public struct DescribeRequest: Hashable, Codable, Sendable {
    /// The commits; `HEAD` where there are none.
    public var revisions: [[UInt8]] = []
    /// Which names are taken and how they are written.
    public var options = DescribeOptions()
    /// `--contains`: the name of a later commit is wanted.
    public var contains = false
    /// `--dirty`: what is written behind the description where the working tree has changes.
    public var dirtyMark: [UInt8]?
    /// `--broken`: the same where that cannot be found out.
    public var brokenMark: [UInt8]?
    /// Whether the descriptions alone are printed, as git prints them.
    public var asLines = false

    /// `rgit describe` without arguments.
    public init() {}
}

/// The description of a commit.
public struct DescribedRevision: Record, Hashable, Codable {
    /// The revision as it was asked for.
    public var revision: Text
    /// The commit.
    public var hexsha: ObjectID
    /// What `git describe` prints.
    public var describe: Text
    /// The name it is described by; `nil` for the object name that `--always` writes, and with `--contains`.
    public var name: Text?
    /// How many commits it has that the name's commit has not; `nil` without a name.
    public var depth: Int?
    /// Whether the working tree has changes; `nil` where that was not asked.
    public var isDirty: Bool?
}
