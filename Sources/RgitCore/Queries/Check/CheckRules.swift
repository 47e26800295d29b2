// The rules that a change can be held against, and the values that they are given.

import Records

/// A rule, by the name that its option, its rows and, without dashes, `.rgit-check` have for it.
public enum CheckRule: String, Hashable, Codable, Sendable, CaseIterable {
    /// No new blob has more bytes.
    case maxBlob = "max-blob"
    /// No more files change.
    case maxFiles = "max-files"
    /// No more lines are added and removed together.
    case maxLines = "max-lines"
    /// No added line has more characters.
    case maxLineLength = "max-line-length"
    /// No commit adds or changes a path that a pathspec matches.
    case forbid
    /// Every commit has a trailer.
    case require
    /// Every commit's message has a line that a pattern matches.
    case message
    /// Every commit carries a signature.
    case signed
    /// No commit is a merge.
    case noMerges = "no-merges"
    /// No added line is a conflict marker.
    case noConflictMarkers = "no-conflict-markers"
    /// CODEOWNERS names an owner of every path.
    case owners
    /// No file becomes executable, or ceases to be.
    case mode
    /// No symbolic link comes or changes.
    case symlink
    /// No submodule is at a commit that its remote may not have.
    case submodule
    /// No new name is another one where case does not matter.
    case caseCollision = "case-collision"
    /// No new name is one that Windows refuses.
    case windowsName = "windows-name"
    /// No binary file comes or changes.
    case binary
    /// No added line ends with CR LF where attributes say that the repository has LF.
    case crlf

    /// What a rule is given.
    enum Shape {
        /// A number that may not be exceeded.
        case limit
        /// Any number of texts, each of which is a rule of its own.
        case texts
        /// Nothing: it holds or it does not.
        case toggle
    }

    var shape: Shape {
        switch self {
        case .maxBlob, .maxFiles, .maxLines, .maxLineLength: .limit
        case .forbid, .require, .message: .texts
        default: .toggle
        }
    }

    /// Whether every commit of the range counts, and not only its two ends.
    var needsHistory: Bool {
        switch self {
        case .maxBlob, .forbid: true
        default: isAboutCommits
        }
    }

    /// Whether it is commits that break the rule, and not paths.
    var isAboutCommits: Bool {
        switch self {
        case .require, .message, .signed, .noMerges: true
        default: false
        }
    }
}

/// Rules with their values.
public struct CheckRules: Hashable, Codable, Sendable {
    /// The numbers that may not be exceeded: bytes for ``CheckRule/maxBlob``, else files, lines or characters.
    public var limits: [CheckRule: Int] = [:]
    /// Pathspecs for ``CheckRule/forbid``, keys for ``CheckRule/require``, patterns for ``CheckRule/message``.
    public var texts: [CheckRule: [Text]] = [:]
    /// The rules without a value that hold, and those that do not although `.rgit-check` says so.
    public var toggles: [CheckRule: Bool] = [:]

    /// No rules.
    public init() {}

    /// Whether no rule holds.
    public var isEmpty: Bool {
        limits.isEmpty && texts.values.allSatisfy(\.isEmpty) && !toggles.values.contains(true)
    }

    /// Whether a rule holds.
    func holds(_ rule: CheckRule) -> Bool {
        switch rule.shape {
        case .limit: limits[rule] != nil
        case .texts: texts[rule]?.isEmpty == false
        case .toggle: toggles[rule] == true
        }
    }

    /// Takes over what `other` says: its numbers and toggles in the place of these, its texts behind them.
    mutating func take(_ other: CheckRules) {
        limits.merge(other.limits) { $1 }
        texts.merge(other.texts) { $0 + $1 }
        toggles.merge(other.toggles) { $1 }
    }
}
