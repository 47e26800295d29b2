// Who wrote the lines of a directory, and what is wrong with a CODEOWNERS file: the rows of `rgit owners`.

import Records

/// A person and the part of a directory that is theirs.
public struct DirectoryOwner: Record, Hashable, Codable {
    /// The directory; `.` for the top.
    public var path: Text
    /// The person.
    public var actor: Actor
    /// How many of the directory's lines they wrote; `nil` with another metric.
    public var lines: Int?
    /// How many commits of theirs list files of the directory; `nil` with another metric.
    public var commits: Int?
    /// How many files their lines are in, or with the degree of authorship how many they own; `nil` with commits.
    public var files: Int?
    /// The part of the directory's lines, commits or files, from 0 to 1.
    public var share: Double
    /// The place among the directory's owners, from 1.
    public var rank: Int
    /// The least number of people who have more than half of the directory's lines or commits, or without whom more than
    /// half of its files have no owner.
    public var busFactor: Int
    /// The owners that CODEOWNERS names for files of the directory, those of most files first.
    public var declared: [Text]
}

/// Something that is wrong with a CODEOWNERS file, or a file that it says nothing of.
public struct OwnersFinding: Record, Hashable, Codable {
    /// What is wrong.
    public enum Problem: String, Hashable, Codable, Sendable {
        /// The pattern matches no file.
        case dead
        /// A later pattern takes every file that this one matches.
        case shadowed
        /// No pattern matches the file.
        case unowned
        /// The line is not understood.
        case syntax
        /// Owners of the pattern have made no commit for some time.
        case gone
    }

    /// The line, from 1; `nil` for a file without owners.
    public var line: Int?
    /// The pattern, or the line that is not understood; `nil` for a file without owners.
    public var pattern: Text?
    /// What is wrong.
    public var problem: Problem
    /// The file without owners; `nil` for a pattern.
    public var path: Text?
    /// The owners that the pattern names; those that are gone where that is the problem.
    public var owners: [Text]
}

/// Whose rules a CODEOWNERS file follows.
public enum CodeOwnersSyntax: Hashable, Codable, Sendable {
    /// GitHub's: neither sections, nor negation, nor sets in brackets; a slash within a pattern anchors it.
    case github
    /// GitLab's: sections with owners of their own; only a slash at the front anchors a pattern.
    case gitlab
}
