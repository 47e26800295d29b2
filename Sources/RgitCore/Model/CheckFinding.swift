// A rule that a change breaks, as people and programs see it.

import GitObjects
import Records

/// One place where a change breaks a rule.
public struct CheckFinding: Record, Hashable, Codable {
    /// A number or a text, as the rule has it.
    public enum Value: Hashable, Codable, Sendable {
        /// A count of bytes, files, lines or characters.
        case number(Int)
        /// A pattern, a name, or the like.
        case text(Text)
    }

    /// Why the remote of a submodule may not have a commit.
    public enum SubmoduleState: String, Hashable, Codable, Sendable, CaseIterable {
        /// The repository of the submodule is not here, or too shallow or damaged to tell; or the change says otherwise than the
        /// base which one it is.
        case unknown
        /// The repository of the submodule does not have the commit.
        case missing
        /// No remote-tracking branch in the repository of the submodule reaches the commit.
        case unpublished
    }

    /// The rule.
    public var rule: CheckRule
    /// The path from the top; `nil` where the rule is about a commit or about all paths.
    public var path: Text?
    /// The line of the file, from 1; `nil` where the rule is not about lines.
    public var line: Int?
    /// What the rule allows or forbids; `nil` where it has no value.
    public var limit: Value?
    /// What was found; `nil` where there is nothing to say of it.
    public var value: Value?
    /// The blob for ``CheckRule/maxBlob``, the commit for rules that every commit is held against, else `nil`.
    public var hexsha: ObjectID?
    /// For ``CheckRule/submodule``, why its remote may not have the commit; else `nil`.
    public var submodule: SubmoduleState?
    /// What is wrong, in a sentence without the path.
    public var message: Text
    /// The reference that is pushed; `nil` where no push is checked.
    public var reference: Text?

    init(
        _ rule: CheckRule, _ path: [UInt8]? = nil, line: Int? = nil, limit: Value? = nil, value: Value? = nil,
        _ hexsha: ObjectID? = nil, message: String
    ) {
        self.rule = rule
        self.path = path.map { Text($0) }
        self.line = line
        self.limit = limit
        self.value = value
        self.hexsha = hexsha
        self.message = Text(message)
    }
}

/// One end of a comparison, and where its name is from.
public struct CheckEnd: Hashable, Codable, Sendable {
    /// The name that was resolved.
    public var name: Text
    /// Who named it: `argument`, a variable such as `GITHUB_BASE_REF`, `default branch`, `upstream` or `HEAD`.
    public var source: Text
    /// The commit.
    public var hexsha: ObjectID
}

/// The values around the findings.
public struct CheckSummary: Record, Hashable, Codable {
    /// What the change is compared with; `nil` where there is nothing to compare with.
    public var base: CheckEnd?
    /// Where the change ends.
    public var head: CheckEnd?
    /// The commit that both have in common and at which the change begins; `nil` where that is nothing or not known.
    public var mergeBase: ObjectID?
    /// How many commits the change has; `nil` where that is not known.
    public var commits: Int?
    /// How many files it changes; `nil` where that is not known.
    public var files: Int?
    /// How many places break a rule.
    public var findings = 0
    /// How many paths were left out for their attributes.
    public var excludedPaths = 0
    /// How many paths belong to no group of the file that names groups; `nil` where groups are something else.
    public var ungroupedPaths: Int?
}
