// What `rgit name-rev` can be asked, and what it answers with.

import GitObjects
import Records

/// What `rgit name-rev` was asked.
public struct NameRevRequest: Hashable, Codable, Sendable {
    /// The revisions.
    public var revisions: [[UInt8]] = []
    /// `--all`: every commit that a reference leads to.
    public var all = false
    /// `--tags`: only tags name commits.
    public var tags = false
    /// `--refs`: patterns, one of which a reference has to match.
    public var refs: [[UInt8]] = []
    /// `--exclude`: patterns that a reference may not match.
    public var exclude: [[UInt8]] = []
    /// `--name-only`: names alone are printed, tags without `tags/`.
    public var nameOnly = false
    /// `--always`: what has no name is written as its shortened object name.
    public var always = false
    /// `--undefined`: what has no name is no error.
    public var undefined = true
    /// Whether a tag is named by its commit's name.
    public var peelsTags = false
    /// Whether names are printed as git prints them.
    public var asLines = false

    /// `rgit name-rev` without arguments.
    public init() {}
}

/// A revision and the name that references give it.
public struct NamedRevision: Record, Hashable, Codable {
    /// The revision as it was asked for.
    public var revision: Text
    /// The object.
    public var hexsha: ObjectID
    /// Its name, such as `tags/v1.0~3^2`; `nil` where no reference leads to it.
    public var name: Text?
}
