// Finds the lines that name the function around a hunk, by the rules of a language, of the configuration, or git's own.

import GitObjects
import Records

/// The matcher of one set of rules; one per worker.
final class FunctionNameMatcher {
    /// Git shows no more of a line than this many bytes.
    static let maximumLength = 80

    private let patterns: [(expression: RegularExpression, rejects: Bool)]
    private let first: ByteSet
    private let allowsIndent: Bool

    /// Compiles rules for a locale (`nil` for the plain one).
    ///
    /// - Throws: a usage error for an expression that the C library refuses.
    init(_ rules: FunctionNameRules, locale: Locale?) throws(RgitError) {
        var patterns: [(expression: RegularExpression, rejects: Bool)] = []
        for pattern in rules.patterns {
            patterns.append(
                (
                    try RegularExpression(pattern.expression, flags: rules.flags, locale: locale),
                    pattern.rejects
                ))
        }
        self.patterns = patterns
        first = rules.first
        allowsIndent = rules.allowsIndent
    }

    /// The part of a line that is shown; `nil` for a line that names no function.
    func name(in line: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard unsafe mayMatch(line) else { return nil }
        var line = unsafe line
        if unsafe line.last == 0x0a {
            let end = unsafe line.count > 1 && line[line.count - 2] == 0x0d ? 2 : 1
            unsafe line = UnsafeBufferPointer(rebasing: line.dropLast(end))
        }
        for (expression, rejects) in patterns {
            if rejects {
                if unsafe expression.matches(line) { return nil }
            } else if let found = unsafe expression.firstGroup(line) {
                return unsafe Self.shortened(found, line)
            }
        }
        return nil
    }

    private func mayMatch(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        if allowsIndent {
            while index < line.count, unsafe line[index] == 0x20 || line[index] == 0x09 { index += 1 }
        }
        // Of an empty line the first byte is its end, which only patterns that could be anything choose.
        return unsafe first.contains(index < line.count ? line[index] : 0x0a)
    }

    /// Git's own rule: what begins with a letter, an underscore or a dollar sign.
    static func nameByDefault(in line: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let first = unsafe line.first,
            ASCII.isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: "$")
        else { return nil }
        return unsafe shortened(0..<line.count, line)
    }

    /// The range cut to the length that is shown, without the white space at its end.
    private static func shortened(_ range: Range<Int>, _ line: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var end = min(range.upperBound, range.lowerBound + maximumLength)
        while end > range.lowerBound, unsafe ASCII.isSpace(line[end - 1]) { end -= 1 }
        return range.lowerBound..<end
    }
}

/// What of a function's name can be shown.
enum FunctionNameText {
    /// The bytes before the first that is not UTF-8, as git cuts off what it cannot show, half a character for example.
    static func valid(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.first {
            let length: Int
            switch first {
            case ..<0x80: length = 1
            case 0xc2...0xdf: length = 2
            case 0xe0...0xef: length = 3
            case 0xf0...0xf4: length = 4
            default: return bytes[..<rest.startIndex]
            }
            guard rest.count >= length, isCharacter(Array(rest.prefix(length))) else {
                return bytes[..<rest.startIndex]
            }
            rest = rest.dropFirst(length)
        }
        return bytes
    }

    /// Whether the bytes behind the first fit it: none of them is missing or needless, and the character is one that may be
    /// exchanged.
    private static func isCharacter(_ bytes: [UInt8]) -> Bool {
        guard bytes.dropFirst().allSatisfy({ $0 & 0xc0 == 0x80 }) else { return false }
        return switch bytes[0] {
        case 0xe0: bytes[1] >= 0xa0
        case 0xed: bytes[1] < 0xa0
        case 0xef: bytes[1] != 0xbf || bytes[2] < 0xbe
        case 0xf0: bytes[1] >= 0x90
        case 0xf4: bytes[1] < 0x90
        default: true
        }
    }
}

/// The matchers of a repository's drivers, each compiled when it is first needed; one per worker.
final class FunctionNames {
    private let config: Configuration
    private let locale: Locale?
    private var matchers: [[UInt8]: FunctionNameMatcher?] = [:]

    /// Reads rules from a repository's configuration.
    init(_ session: Session) {
        config = session.config
        locale = PatternOptions.localeName(session.environment).flatMap { Locale($0) }
    }

    /// The matcher of a driver; `nil` where it leaves it to git's own rule.
    ///
    /// - Throws: `damaged` for an expression in the configuration that cannot be used.
    func matcher(of driver: [UInt8]) throws(RgitError) -> FunctionNameMatcher? {
        if let known = matchers[driver] { return known }
        let matcher: FunctionNameMatcher?
        do throws(RgitError) {
            matcher = try rules(of: driver).map { rules throws(RgitError) in
                try FunctionNameMatcher(rules, locale: locale)
            }
        } catch {
            // No word of the command line is at fault.
            throw RgitError(
                .damaged, "bad setting of function names: \(error.what)", error.subject.bytes,
                hint: error.hint)
        }
        matchers[driver] = .some(matcher)
        return matcher
    }

    /// The configuration's rules, the later of both settings, before those that are built in.
    private func rules(of driver: [UInt8]) throws(RgitError) -> FunctionNameRules? {
        let basic = Configuration.key("diff", driver, "funcname")
        let extended = Configuration.key("diff", driver, "xfuncname")
        let lastBasic = config.positions(of: basic).last ?? -1
        let lastExtended = config.positions(of: extended).last ?? -1
        let last = max(lastBasic, lastExtended)
        guard last >= 0 else {
            return FunctionNameRules.builtIn[String(decoding: driver, as: UTF8.self)]
        }
        return try FunctionNameRules(
            setting: config.settings[last].value ?? [], isExtended: lastExtended > lastBasic)
    }
}
