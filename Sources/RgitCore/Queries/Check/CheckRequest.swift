// What `rgit check` can be asked.

import Records

/// What `rgit check` was asked.
public struct CheckRequest: Hashable, Codable, Sendable {
    /// What the change is compared with; `nil` for what the environment says, or else the default branch.
    public var base: Text?
    /// Where the change ends; `nil` for what the environment says, or else `HEAD`.
    public var head: Text?
    /// The rules of the command line, which count more than those of `.rgit-check`.
    public var rules = CheckRules()
    /// `--rules-from`: the revision whose `.rgit-check`, `.gitattributes` and CODEOWNERS count; `nil` for the base.
    public var rulesFrom: Text?
    /// `--include-merges`: whether merges need trailers, signatures and messages, too; `nil` for what `.rgit-check` says.
    public var includeMerges: Bool?
    /// `--exclude-attr`: lines of files with one of these attributes do not count.
    public var excludedAttributes: [Text] = []

    /// `rgit check` without options.
    public init() {}
}
