// How far a blame follows lines that were moved or copied: what git blame's -M and -C ask for.

/// Which moved and copied lines a blame follows.
public struct MovedLines: Hashable, Codable, Sendable {
    /// The files of a commit's parents that copied lines are looked for in.
    public enum CopySources: Int, Hashable, Codable, Sendable, Comparable {
        /// None.
        case none
        /// Those that the commit changed or deleted (`-C`).
        case changed
        /// Where the commit made the file all files, else those that it changed (`-C -C`).
        case allAtCreation
        /// All files (`-C -C -C`).
        case all

        /// Whether the left looks in fewer files.
        public static func < (left: CopySources, right: CopySources) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// Whether lines are followed that moved within the file (`-M`).
    public var withinFile = false
    /// Where copied lines are looked for.
    public var copies = CopySources.none
    /// Moved lines need more than this score: 1 and the number of ASCII letters and digits in them.
    public var moveScore = defaultMoveScore
    /// Copied lines need more than this score.
    public var copyScore = defaultCopyScore

    /// Git's least score for moved lines.
    public static let defaultMoveScore = 20
    /// Git's least score for copied lines.
    public static let defaultCopyScore = 40

    /// Nothing is followed.
    public init() {}

    /// Nothing is followed.
    public static let none = MovedLines()

    /// Lines that moved within the file (`-M`).
    public static let withinFile = with { $0.followMoves() }

    /// Lines that moved within the file, or came from others that the same commit changed (`-C`).
    public static let copied = with { $0.followCopies() }

    private static func with(_ change: (inout MovedLines) -> Void) -> MovedLines {
        var lines = MovedLines()
        change(&lines)
        return lines
    }

    /// Follows lines that moved within the file, as `-M[SCORE]` does; 0 is git's own score.
    public mutating func followMoves(score: Int? = nil) {
        withinFile = true
        if let score { moveScore = score == 0 ? Self.defaultMoveScore : score }
    }

    /// Follows copied lines, as `-C[SCORE]` does: each time from more files; 0 is git's own score.
    public mutating func followCopies(score: Int? = nil) {
        withinFile = true
        copies = CopySources(rawValue: copies.rawValue + 1) ?? .all
        if let score { copyScore = score == 0 ? Self.defaultCopyScore : score }
    }

    /// Whether any lines are followed.
    var isOn: Bool { withinFile }
}
