// Shell patterns as git's wildmatch understands them, in time bounded by the pattern's length times the text's.

import GitObjects

/// A compiled shell pattern: `*`, `?`, `[...]`, `\` and, with ``Options/pathname``, `**`.
///
/// The pattern is run as a set of states over the text, so no pattern can make it slow: there is no backtracking.
struct Wildmatch: Sendable {
    /// How the pattern is read.
    struct Options: OptionSet, Sendable {
        let rawValue: Int
        /// `/` is matched by `/` and by `**` alone (git's WM_PATHNAME); without it `*` and `**` match anything.
        static let pathname = Options(rawValue: 1)
        /// A to Z and a to z are the same (git's WM_CASEFOLD, with its quirks about classes and escapes).
        static let caseFold = Options(rawValue: 2)
    }

    private enum Step: Sendable {
        /// Takes this byte.
        case literal(UInt8)
        /// Takes any byte.
        case any
        /// Takes any byte but `/`.
        case anyButSlash
        /// Takes a byte of a set.
        case set(Int)
        /// Takes any number of bytes.
        case anything
        /// Takes any number of bytes that are not `/`.
        case withinComponent
        /// May be left out together with the two steps after it: the beginning of `**/`.
        case optionalDirectories
    }

    private let steps: [Step]
    private let sets: [ByteSet]
    private let folds: Bool
    /// Whether part of the pattern is malformed, so that nothing ever matches.
    private let isImpossible: Bool
    /// The same automaton as bits, where it has fewer than 64 states.
    private let bits: BitAutomaton?

    /// Whether every text matches.
    let matchesEverything: Bool

    /// Compiles a pattern. Malformed patterns are no error: as in git, they match nothing.
    init(_ pattern: some Collection<UInt8>, options: Options = []) {
        var compiler = Compiler(pattern: Array(pattern), options: options)
        compiler.compile()
        steps = compiler.steps
        sets = compiler.sets
        folds = options.contains(.caseFold)
        isImpossible = compiler.isImpossible
        matchesEverything =
            !compiler.isImpossible && compiler.steps.count == 1
            && { if case .anything = compiler.steps[0] { true } else { false } }()
        bits =
            compiler.isImpossible || compiler.steps.count > 62
            ? nil : BitAutomaton(steps: compiler.steps, sets: compiler.sets, folds: folds)
    }

    /// Whether the whole of `text` matches.
    func matches(_ text: some Sequence<UInt8>) -> Bool {
        if isImpossible { return false }
        if let bits { return bits.matches(text) }
        return simulate(text)
    }

    /// The automaton step by step, for patterns too long for a machine word.
    private func simulate(_ text: some Sequence<UInt8>) -> Bool {
        var states = [Bool](repeating: false, count: steps.count + 1)
        var next = states
        states[0] = true
        close(&states)
        for original in text {
            let byte = folds ? ASCII.lowercased(original) : original
            var alive = false
            for index in next.indices { next[index] = false }
            for index in steps.indices where states[index] {
                switch steps[index] {
                case .literal(let wanted): if byte == wanted { next[index + 1] = true }
                case .any: next[index + 1] = true
                case .anyButSlash: if byte != 0x2f { next[index + 1] = true }
                case .set(let number): if sets[number].contains(byte) { next[index + 1] = true }
                case .anything: next[index] = true
                case .withinComponent: if byte != 0x2f { next[index] = true }
                case .optionalDirectories: break
                }
                alive = alive || next[index] || next[index + 1]
            }
            guard alive else { return false }
            close(&next)
            swap(&states, &next)
        }
        return states[steps.count]
    }

    /// Adds the states that are reached without taking a byte.
    private func close(_ states: inout [Bool]) {
        for index in steps.indices where states[index] {
            switch steps[index] {
            case .anything, .withinComponent: states[index + 1] = true
            case .optionalDirectories:
                states[index + 1] = true
                states[index + 3] = true
            default: break
            }
        }
    }

    /// A set of bytes as four words.
    fileprivate struct ByteSet: Sendable {
        private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        mutating func insert(_ byte: UInt8) {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }

        func contains(_ byte: UInt8) -> Bool {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: return words.0 & bit != 0
            case 1: return words.1 & bit != 0
            case 2: return words.2 & bit != 0
            default: return words.3 & bit != 0
            }
        }
    }

    /// The states as the bits of a word, with one table of what each byte lets through.
    private struct BitAutomaton: Sendable {
        private var advance = [UInt64](repeating: 0, count: 256)
        private var stay = [UInt64](repeating: 0, count: 256)
        private var stars: UInt64 = 0
        private var optional: UInt64 = 0
        private let accept: UInt64
        private let start: UInt64

        init(steps: [Step], sets: [ByteSet], folds: Bool) {
            accept = 1 << UInt64(steps.count)
            for (index, step) in steps.enumerated() {
                let bit = UInt64(1) << UInt64(index)
                switch step {
                case .anything, .withinComponent: stars |= bit
                case .optionalDirectories: optional |= bit
                default: break
                }
                for value in 0..<256 {
                    let byte = UInt8(value)
                    let seen = folds ? ASCII.lowercased(byte) : byte
                    switch step {
                    case .literal(let wanted): if seen == wanted { advance[value] |= bit }
                    case .any: advance[value] |= bit
                    case .anyButSlash: if seen != 0x2f { advance[value] |= bit }
                    case .set(let number): if sets[number].contains(seen) { advance[value] |= bit }
                    case .anything: stay[value] |= bit
                    case .withinComponent: if seen != 0x2f { stay[value] |= bit }
                    case .optionalDirectories: break
                    }
                }
            }
            start = BitAutomaton.closed(1, stars: stars, optional: optional)
        }

        private static func closed(_ initial: UInt64, stars: UInt64, optional: UInt64) -> UInt64 {
            var states = initial
            while true {
                let skipping = states & optional
                let more = states | (states & stars) << 1 | skipping << 1 | skipping << 3
                if more == states { return states }
                states = more
            }
        }

        func matches(_ text: some Sequence<UInt8>) -> Bool {
            var states = start
            for byte in text {
                let index = Int(byte)
                states = (states & advance[index]) << 1 | states & stay[index]
                if states == 0 { return false }
                if states & (stars | optional) != 0 {
                    states = BitAutomaton.closed(states, stars: stars, optional: optional)
                }
            }
            return states & accept != 0
        }
    }

    /// Turns a pattern into steps.
    private struct Compiler {
        let pattern: [UInt8]
        let options: Options
        var steps: [Step] = []
        var sets: [ByteSet] = []
        var isImpossible = false

        init(pattern: [UInt8], options: Options) {
            self.pattern = pattern
            self.options = options
        }

        private var folds: Bool { options.contains(.caseFold) }
        private var pathname: Bool { options.contains(.pathname) }

        mutating func compile() {
            var index = 0
            while index < pattern.count, !isImpossible {
                let byte = pattern[index]
                switch byte {
                case 0x5c:  // backslash
                    // A backslash at the end asks for a byte that no text has.
                    guard index + 1 < pattern.count else {
                        isImpossible = true
                        return
                    }
                    // Git folds the text but not an escaped byte, so an escaped capital never matches then.
                    steps.append(.literal(pattern[index + 1]))
                    index += 2
                case 0x3f:  // ?
                    steps.append(pathname ? .anyButSlash : .any)
                    index += 1
                case 0x2a: index = star(at: index)
                case 0x5b: index = bracket(at: index)
                default:
                    steps.append(.literal(folds ? ASCII.lowercased(byte) : byte))
                    index += 1
                }
            }
        }

        private mutating func star(at start: Int) -> Int {
            var end = start
            while end < pattern.count, pattern[end] == 0x2a { end += 1 }
            if !pathname {
                steps.append(.anything)
                return end
            }
            let opens = start == 0 || pattern[start - 1] == 0x2f
            let atEnd = end == pattern.count
            let beforeSlash = !atEnd && pattern[end] == 0x2f
            let beforeEscapedSlash =
                end + 1 < pattern.count && pattern[end] == 0x5c && pattern[end + 1] == 0x2f
            if end - start >= 2, opens, atEnd || beforeSlash || beforeEscapedSlash {
                if beforeSlash {
                    steps.append(.optionalDirectories)
                    steps.append(.anything)
                    steps.append(.literal(0x2f))
                    return end + 1
                }
                steps.append(.anything)
                return end
            }
            steps.append(.withinComponent)
            return end
        }

        private func byte(_ index: Int) -> UInt8? { index < pattern.count ? pattern[index] : nil }

        private mutating func bracket(at start: Int) -> Int {
            var index = start + 1
            var negated = false
            if let first = byte(index), first == 0x21 || first == 0x5e {
                negated = true
                index += 1
            }
            var members = [Bool](repeating: false, count: 256)
            var previous: UInt8 = 0
            var isFirst = true
            while true {
                guard var current = byte(index) else {
                    isImpossible = true
                    return index
                }
                if current == 0x5d, !isFirst { break }
                isFirst = false
                if current == 0x5c {
                    index += 1
                    guard let escaped = byte(index) else {
                        isImpossible = true
                        return index
                    }
                    members[Int(escaped)] = true
                    previous = escaped
                } else if current == 0x2d, previous != 0, let after = byte(index + 1), after != 0x5d {
                    index += 1
                    current = after
                    if current == 0x5c {
                        index += 1
                        guard let escaped = byte(index) else {
                            isImpossible = true
                            return index
                        }
                        current = escaped
                    }
                    insertRange(previous, current, into: &members)
                    previous = 0
                } else if current == 0x5b, byte(index + 1) == 0x3a {
                    let nameStart = index + 2
                    var nameEnd = nameStart
                    while let byte = byte(nameEnd), byte != 0x5d { nameEnd += 1 }
                    guard nameEnd < pattern.count else {
                        isImpossible = true
                        return index
                    }
                    if nameEnd - nameStart >= 1, pattern[nameEnd - 1] == 0x3a {
                        guard insertClass(pattern[nameStart..<(nameEnd - 1)], into: &members) else {
                            isImpossible = true
                            return index
                        }
                        index = nameEnd
                        previous = 0
                    } else {
                        // Not closed by ":]": the bracket is literal.
                        members[Int(current)] = true
                        previous = current
                    }
                } else {
                    members[Int(current)] = true
                    previous = current
                }
                index += 1
            }
            var set = ByteSet()
            for value in 1..<256 where members[value] != negated {
                if pathname, value == 0x2f { continue }
                set.insert(UInt8(value))
            }
            steps.append(.set(sets.count))
            sets.append(set)
            return index + 1
        }

        private func insertRange(_ low: UInt8, _ high: UInt8, into members: inout [Bool]) {
            guard low <= high else { return }
            for value in low...high {
                members[Int(value)] = true
                if folds, ASCII.isUpper(value) { members[Int(value | 0x20)] = true }
            }
        }

        /// Adds a class such as `alpha`; `false` for a name that is none.
        private func insertClass(_ name: ArraySlice<UInt8>, into members: inout [Bool]) -> Bool {
            let test: (UInt8) -> Bool
            switch String(decoding: name, as: UTF8.self) {
            case "alnum": test = ASCII.isAlphanumeric
            case "alpha": test = ASCII.isLetter
            case "blank": test = { $0 == 0x20 || $0 == 0x09 }
            case "cntrl": test = { $0 < 0x20 || $0 == 0x7f }
            case "digit": test = ASCII.isDigit
            case "graph": test = { $0 > 0x20 && $0 < 0x7f }
            case "lower": test = ASCII.isLower
            case "print": test = { $0 >= 0x20 && $0 < 0x7f }
            case "punct": test = { $0 > 0x20 && $0 < 0x7f && !ASCII.isAlphanumeric($0) }
            case "space": test = ASCII.isSpace
            case "upper":
                let folds = folds
                test = { ASCII.isUpper($0) || folds && ASCII.isLower($0) }
            case "xdigit": test = { ASCII.isDigit($0) || ($0 | 0x20) &- 0x61 < 6 }
            default: return false
            }
            for value in 0..<256 where test(UInt8(value)) { members[value] = true }
            return true
        }
    }
}
