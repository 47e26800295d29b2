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

    /// `--affected`: what is asked of the change in the place of rules; `nil` for rules.
    public var affected: Affected?
    /// `--annotate`: the form that findings have in the place of a table; `nil` for that of the CI service.
    public var annotations: Annotations?
    /// `--pre-receive`: the references that a push moves, from standard input; `nil` where no push is checked.
    public var push: [PushedReference]?

    /// The groups that a change touches.
    public struct Affected: Hashable, Codable, Sendable {
        /// What groups are made of.
        public enum Key: Hashable, Codable, Sendable {
            /// The directory of a path.
            case directory
            /// The owners that CODEOWNERS names for a path.
            case codeowners
            /// The groups of a file, relative to the working directory.
            case file(Text)
        }

        /// `--by`: what groups are made of.
        public var key = Key.directory
        /// `--depth`: how many components of a directory are kept; `nil` for 1.
        public var depth: Int?
        /// `--list`: whether the paths of each group are named.
        public var lists = false

        /// The groups of top directories.
        public init() {}
    }

    /// A form for what reads logs.
    public enum Annotations: Hashable, Codable, Sendable {
        /// A table.
        case none
        /// Commands of GitHub's runner, a line each.
        case github
        /// A report of code quality for GitLab.
        case gitlab
        /// Markdown for the summary of a job.
        case markdown
    }

    /// A reference that a push moves.
    public struct PushedReference: Hashable, Codable, Sendable {
        /// The name of its object before; zeros for none.
        public var old: Text
        /// The name of its object afterwards; zeros where it goes.
        public var new: Text
        /// Its full name.
        public var path: Text

        /// Takes a line of what git hands to a pre-receive hook: two objects and a reference.
        public init?(line: Text) {
            let words = line.bytes.split(separator: 0x20, maxSplits: 2)
            guard words.count == 3 else { return nil }
            (old, new, path) = (Text(Array(words[0])), Text(Array(words[1])), Text(Array(words[2])))
        }
    }

    /// `rgit check` without options.
    public init() {}
}
