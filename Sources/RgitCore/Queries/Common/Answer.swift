// What every answer has beside its rows: a summary, what is shallow or partial, warnings, problems, omissions.

import Records

/// What is known about an answer beside its rows.
public struct Answer<Summary: Record>: Record {
    /// The values of the document around the rows, such as totals.
    public var summary: Summary
    /// Whether history ends early, at the boundary of a shallow clone.
    public var isShallow: Bool
    /// Whether the repository is a partial clone, which fetches objects when they are needed.
    public var isPartial: Bool
    /// What git would warn about.
    public var warnings: [Warning] = []
    /// What could not be read.
    public var problems: [RgitError] = []
    /// What was deliberately left out of the rows.
    public var omissions: [Omission] = []
    /// How many rows were cut off behind the first ones; 0 for an answer of the library, which hands on all rows.
    package var omitted = 0

    /// An answer that is from no repository.
    package init(_ summary: Summary) {
        self.summary = summary
        isShallow = false
        isPartial = false
    }

    /// An answer from a repository, without warnings and problems yet.
    init(_ summary: Summary, from session: Session) {
        self.summary = summary
        isShallow = !session.shallowCommits.isEmpty
        isPartial = session.isPartialClone
    }

    /// The answer with what a repository warned of when it was opened, and what was wrong with files of its object store
    /// that the answer did not depend on, as warnings.
    func including(_ session: Session) -> Answer {
        var answer = self
        answer.warnings = session.warnings + answer.warnings
        for problem in session.problems where !answer.problems.contains(problem) {
            answer.warnings.append(Warning(problem.what, problem.subject))
        }
        return answer
    }
}

extension Answer: Equatable where Summary: Equatable {}
extension Answer: Hashable where Summary: Hashable {}
extension Answer: Encodable where Summary: Encodable {}
extension Answer: Decodable where Summary: Decodable {}

/// Something that was deliberately left out of the rows and is counted in the document instead.
public struct Omission: Hashable, Codable, Sendable {
    /// One line for people, without a full stop, such as `left out: 2 binary`.
    public let sentence: String
    /// The members of the document that count it, such as `skipped.binary`.
    public let members: [String]

    /// Describes what was left out.
    init(_ sentence: String, members: String...) {
        self.sentence = sentence
        self.members = members
    }
}

extension Omission {
    /// Automated accounts with their commits.
    init(bots: Int, commits: Int) {
        self.init(
            "left out: \(bots) \(bots == 1 ? "bot" : "bots") with \(commits) "
                + (commits == 1 ? "commit" : "commits"), members: "excluded.bots", "excluded.commits")
    }

    /// Paths that were left out for their attributes.
    static func excludedPaths(_ count: Int) -> [Omission] {
        guard count > 0 else { return [] }
        return [
            Omission(
                "left out: \(count) \(count == 1 ? "path" : "paths") by attributes", members: "excluded.paths"
            )
        ]
    }

    /// Commits of which it is not known whether they belong to the paths.
    static func unknownCommits(_ count: Int) -> [Omission] {
        guard count > 0 else { return [] }
        let commits = count == 1 ? "1 commit" : "\(count) commits"
        return [Omission("without \(commits) that may belong to the paths", members: "unknown_commits")]
    }
}

/// A summary without members.
public struct NoSummary: Record, Hashable, Codable {}
