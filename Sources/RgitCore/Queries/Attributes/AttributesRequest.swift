// What `rgit attributes` can be asked, and what it answers about a path.

import Records

/// What `rgit attributes` was asked.
public struct AttributesRequest: Hashable, Codable, Sendable {
    /// The paths, relative to where it is asked.
    public var paths: [[UInt8]] = []
    /// `--attribute`: the attributes of interest, in this order; empty for all that are said of a path.
    public var attributes: [[UInt8]] = []
    /// `--cached`: the `.gitattributes` of the index in place of those of the working tree.
    public var cached = false
    /// `--source`: the tree or commit whose `.gitattributes` count; `nil` for those of the working tree.
    public var source: [UInt8]?
    /// `--porcelain`: the lines of `git check-attr` in place of rows.
    public var porcelain = false
    /// `-z`: those lines with their parts as they are, each ended by a NUL.
    public var nulTerminated = false

    /// `rgit attributes` without paths.
    public init() {}
}

/// What is said of one attribute of one path.
public struct PathAttribute: Record, Hashable, Codable {
    /// What is said of an attribute.
    public enum State: String, Hashable, Codable, Sendable, CaseIterable {
        /// `text`
        case set
        /// `-text`
        case unset
        /// Nothing, or `!text`.
        case unspecified
        /// `eol=lf`
        case value
    }

    /// The path as it was asked for.
    public var path: Text
    /// The attribute.
    public var attribute: Text
    /// What is said of it.
    public var state: State
    /// The value as git prints it: that of the attribute, or the word for its state.
    public var value: Text
}
