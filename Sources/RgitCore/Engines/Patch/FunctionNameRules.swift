// The rules by which lines are chosen that name the function around a hunk: one list of patterns for each language.

import GitObjects
import Records

/// Which lines head the code below them, and what of such a line is shown.
struct FunctionNameRules: Sendable, Equatable {
    /// A pattern and what it says of a line it is found in.
    struct Pattern: Sendable, Equatable {
        /// A POSIX regular expression; its first group, where it has a part in the match, is what is shown.
        var expression: [UInt8]
        /// Whether the line is none that is chosen, whatever the patterns behind this one say.
        var rejects = false
    }

    /// In the order in which they are tried; the first one found decides.
    var patterns: [Pattern]
    /// The flags of `regcomp`.
    var flags = RegularExpression.extended
    /// The bytes one of which a chosen line begins with, if that is in ASCII; a shortcut that changes no answer.
    var first = ByteSet.all
    /// Whether blanks and tabs before that byte do not count.
    var allowsIndent = true

    /// The patterns of a setting: one a line, those that reject behind an exclamation mark.
    ///
    /// - Throws: a usage error where the last one rejects, as git refuses it too.
    init(setting: [UInt8], isExtended: Bool) throws(RgitError) {
        let mark = UInt8(ascii: "!")
        patterns = setting.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
            line.first == mark
                ? Pattern(expression: Array(line.dropFirst()), rejects: true)
                : Pattern(expression: Array(line))
        }
        flags = isExtended ? RegularExpression.extended : 0
        if patterns.last?.rejects == true {
            throw RgitError(.usage, "last expression must not be negated", setting)
        }
    }

    /// Rules that are built in; `rejecting` are tried before `choosing`.
    init(
        rejecting: [String] = [], choosing: [String], ignoringCase: Bool = false, first: ByteSet = .all,
        allowsIndent: Bool = true
    ) {
        patterns =
            rejecting.map { Pattern(expression: Array($0.utf8), rejects: true) }
            + choosing.map { Pattern(expression: Array($0.utf8)) }
        if ignoringCase { flags |= RegularExpression.ignoringCase }
        self.first = first
        self.allowsIndent = allowsIndent
    }
}

/// A set of bytes.
struct ByteSet: Sendable, Equatable {
    private var members: [Bool]

    /// Every byte.
    static let all = ByteSet(members: Array(repeating: true, count: 256))
    /// A letter or an underscore.
    static let identifierStart = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")

    private init(members: [Bool]) { self.members = members }

    /// The bytes of a text, and all that are not ASCII.
    init(_ text: StaticString, ignoringCase: Bool = false) {
        members = Array(repeating: false, count: 128) + Array(repeating: true, count: 128)
        for byte in unsafe Array(text.bytes) {
            members[Int(byte)] = true
            if ignoringCase, ASCII.isLetter(byte) { members[Int(byte ^ 0x20)] = true }
        }
    }

    /// Whether a byte is in the set.
    func contains(_ byte: UInt8) -> Bool { members[Int(byte)] }

    /// The bytes of both sets.
    func union(_ other: ByteSet) -> ByteSet {
        ByteSet(members: zip(members, other.members).map { $0 || $1 })
    }
}
