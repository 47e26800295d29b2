// Finds out of an extended regular expression which bytes every match must hold, and whether a match stays in one line.

/// What a POSIX extended regular expression needs a text to hold, found without running it. In doubt nothing, which only costs time.
struct PatternAnalysis: Equatable {
    /// The longest string of ASCII bytes that is part of every match; empty where none is known.
    private(set) var literal: [UInt8] = []
    /// Whether no match holds a line feed.
    private(set) var staysInLine = true
    /// Whether the expression is nothing but `literal`.
    private(set) var isLiteral = true

    /// Reads an expression.
    init(_ source: [UInt8]) {
        var parser = Parser(source: source)
        guard parser.parse() else {
            staysInLine = false
            isLiteral = false
            return
        }
        literal = parser.hasAlternatives ? [] : parser.best
        staysInLine = parser.staysInLine
        isLiteral = parser.isLiteral && literal == source
    }

    private struct Parser {
        let source: [UInt8]
        var position = 0
        var depth = 0
        var run: [UInt8] = []
        var best: [UInt8] = []
        var staysInLine = true
        var isLiteral = true
        /// Alternatives outside of groups: no string is part of all matches.
        var hasAlternatives = false

        init(source: [UInt8]) { self.source = source }

        var current: UInt8? { position < source.count ? source[position] : nil }

        mutating func endRun() {
            if run.count > best.count { best = run }
            run = []
        }

        /// Reads all of it; `false` for what is not understood.
        mutating func parse() -> Bool {
            while let byte = current {
                position += 1
                var atom: UInt8?
                var canRepeat = true
                switch byte {
                case UInt8(ascii: "|"):
                    if depth == 0 { hasAlternatives = true }
                    endRun()
                    isLiteral = false
                    continue
                case UInt8(ascii: "("):
                    endRun()
                    depth += 1
                    isLiteral = false
                    continue
                case UInt8(ascii: ")"):
                    // Without an opening one it is not the same everywhere.
                    guard depth > 0 else { return false }
                    depth -= 1
                    isLiteral = false
                case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
                    // Repeats nothing.
                    return false
                case UInt8(ascii: "^"), UInt8(ascii: "$"):
                    isLiteral = false
                    canRepeat = false
                    endRun()
                case UInt8(ascii: "."):
                    isLiteral = false
                case UInt8(ascii: "["):
                    isLiteral = false
                    guard parseSet() else { return false }
                case UInt8(ascii: "\\"):
                    isLiteral = false
                    guard let escaped = current else { return false }
                    position += 1
                    switch escaped {
                    case UInt8(ascii: "w"), UInt8(ascii: "S"): break
                    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                        canRepeat = false
                        endRun()
                    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "`"), UInt8(ascii: "'"):
                        return false
                    default:
                        guard escaped < 0x80, escaped != 0x0a else { return false }
                        atom = escaped
                    }
                case 0x0a:
                    staysInLine = false
                    isLiteral = false
                case 0x80...:
                    // A character of several bytes, all of which would be repeated.
                    isLiteral = false
                default:
                    atom = byte
                }
                let repetition = parseRepetition()
                guard let repetition else { return false }
                if repetition != .none {
                    isLiteral = false
                    guard canRepeat else { return false }
                }
                if let atom, depth == 0 {
                    switch repetition {
                    case .none: run.append(atom)
                    case .atLeastOnce:
                        run.append(atom)
                        endRun()
                    case .maybeNever: endRun()
                    }
                } else {
                    endRun()
                }
            }
            endRun()
            return depth == 0
        }

        enum Repetition { case none, atLeastOnce, maybeNever }

        /// Reads what says how often the atom before it occurs; `nil` for what is not understood.
        mutating func parseRepetition() -> Repetition? {
            var result = Repetition.none
            while let byte = current {
                switch byte {
                case UInt8(ascii: "*"), UInt8(ascii: "?"):
                    position += 1
                    result = .maybeNever
                case UInt8(ascii: "+"):
                    position += 1
                    if result == .none { result = .atLeastOnce }
                case UInt8(ascii: "{"):
                    guard let minimum = parseBound() else { return nil }
                    if minimum == 0 { result = .maybeNever } else if result == .none { result = .atLeastOnce }
                default: return result
                }
            }
            return result
        }

        /// The smallest number of `{2}`, `{2,}`, `{2,3}`.
        private mutating func parseBound() -> Int? {
            position += 1
            var minimum = 0
            var digits = 0
            while let byte = current, byte >= 0x30, byte <= 0x39 {
                minimum = minimum * 10 + Int(byte - 0x30)
                digits += 1
                position += 1
                if digits > 5 { return nil }
            }
            guard digits > 0 else { return nil }
            if current == UInt8(ascii: ",") {
                position += 1
                while let byte = current, byte >= 0x30, byte <= 0x39 { position += 1 }
            }
            guard current == UInt8(ascii: "}") else { return nil }
            position += 1
            return minimum
        }

        /// Reads the rest of `[…]`; `false` for what is not understood.
        private mutating func parseSet() -> Bool {
            var isNegated = false
            if current == UInt8(ascii: "^") {
                isNegated = true
                position += 1
            }
            var isFirst = true
            while let byte = current {
                position += 1
                if byte == UInt8(ascii: "]"), !isFirst { return true }
                isFirst = false
                if byte == UInt8(ascii: "["), let kind = current,
                    kind == UInt8(ascii: ":") || kind == UInt8(ascii: ".") || kind == UInt8(ascii: "=")
                {
                    // A class of characters, which can have the line feed in it: [:space:] and [:cntrl:] do.
                    position += 1
                    let start = position
                    while let byte = current, byte != kind { position += 1 }
                    let name = source[start..<position]
                    position += 1
                    guard current == UInt8(ascii: "]") else { return false }
                    position += 1
                    let known = [
                        "alnum", "alpha", "blank", "digit", "lower", "punct", "upper", "xdigit", "graph",
                        "print",
                    ]
                    let isKnown = kind == UInt8(ascii: ":") && known.contains { name.elementsEqual($0.utf8) }
                    if !isKnown, !isNegated { staysInLine = false }
                    continue
                }
                // As in git, a set that names what is not in it never has the line feed.
                if byte == 0x0a, !isNegated { staysInLine = false }
                if current == UInt8(ascii: "-"), position + 1 < source.count,
                    source[position + 1] != UInt8(ascii: "]"),
                    !isNegated
                {
                    let end = source[position + 1]
                    let isPrintable = byte > 0x20 && byte < 0x7f && end > 0x20 && end < 0x7f
                    if !isPrintable { staysInLine = false }
                }
            }
            return false
        }
    }
}
