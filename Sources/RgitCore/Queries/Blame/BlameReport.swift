// The answer to `rgit blame`: a file's lines in hunks, each with the commit it came in.

import GitObjects
import Records

/// The blame of one file.
public struct BlameReport: Hashable, Codable, Sendable {
    /// A person in a commit, as git blame prints them: the date's parts as they are recorded.
    public struct Person: Hashable, Codable, Sendable {
        /// Name and e-mail address, after the mailmap.
        public var actor: Actor
        /// Seconds since 1970, 0 where the commit records none.
        public var seconds: UInt64
        /// The offset as recorded, such as `+0100`; `(unknown)` where there is none.
        public var zone: Text
        /// Whether git cannot read a person from the commit.
        public var isUnknown = false

        /// The moment; `nil` where the commit records none.
        public var date: Timestamp?
    }

    /// The header of a commit in the output.
    public struct Commit: Hashable, Codable, Sendable {
        /// Its name; zero for what is not committed.
        public var hexsha: ObjectID
        /// Who wrote it and when.
        public var author: Person
        /// Who committed it and when.
        public var committer: Person
        /// The first line of its message.
        public var summary: Text
    }

    /// Consecutive lines that came with one version of the file.
    public struct Hunk: Hashable, Codable, Sendable {
        /// The commit's place in `commits`.
        public var commit: Int
        /// The path the lines had in the commit.
        public var origPath: Text
        /// The first line there, from 1.
        public var origStart: Int
        /// The first line in the file, from 1.
        public var start: Int
        /// How many lines there are.
        public var lines: Int
        /// Whether the lines may be older: the commit is at the range's boundary, or at the root.
        public var boundary: Bool
        /// The commit before it that has the file, `nil` where it has none.
        public var previousHexsha: ObjectID?
        /// The file's path there.
        public var previousPath: Text?
    }

    /// The file's path from the top.
    public var path: Text = ""
    /// The hunks in the file's order.
    public var hunks: [Hunk] = []
    /// The commits they came in, each once, in the order of their first hunk.
    public var commits: [Commit] = []
    /// The file's content.
    public var content: [UInt8] = []
    /// Where each line begins in `content`, and at the end its length.
    public var lineStarts: [Int] = []
    /// What git would warn about.
    public var warnings: [Warning] = []
    /// Damage that does not affect the answer, such as that of a commit-graph.
    public var problems: [RgitError] = []

    /// The commit a hunk's lines came in.
    public func commit(of hunk: Hunk) -> Commit { commits[hunk.commit] }

    /// The text of a line, from 1, without its newline.
    public func text(ofLine number: Int) -> Text {
        let bytes = line(number)
        return Text(Array(bytes.last == 0x0a ? bytes.dropLast() : bytes))
    }

    /// The bytes of a line, from 1, with its newline where it has one.
    public func line(_ number: Int) -> ArraySlice<UInt8> {
        guard number > 0, number < lineStarts.count else { return [] }
        return content[lineStarts[number - 1]..<lineStarts[number]]
    }
}
