// One pattern of --grep, --author or --committer, compiled the way git compiles it.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How patterns are compiled: their syntax, whether case matters, and the character set of the locale.
struct PatternOptions: Sendable, Equatable {
    /// Basic, extended, Perl's, or no regular expression at all.
    var syntax = HistoryRequest.PatternSyntax.basic
    /// `-i`
    var ignoresCase = false
    /// The locale whose characters patterns are made of, from `LC_ALL`, `LC_CTYPE` or `LANG`; `nil` for bytes.
    ///
    /// Git matches in the locale of its environment: in one with UTF-8 a dot matches a whole character, and letters
    /// beyond ASCII have a case.
    var locale: String?

    /// Options with git's defaults.
    init() {}

    /// The locale's name the environment asks for, `nil` for the plain one.
    static func localeName(_ environment: ProcessEnvironment) -> String? {
        for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = environment[variable], !value.isEmpty else { continue }
            let name = String(decoding: value, as: UTF8.self)
            return name == "C" || name == "POSIX" ? nil : name
        }
        return nil
    }
}

/// A compiled pattern. It belongs to one worker: the C library locks a compiled expression while it is in use.
final class PatternMatcher {
    private enum Kind {
        /// These bytes, found as they are.
        case bytes([UInt8])
        /// These bytes in lower case, found whatever the case of A to Z.
        case folded([UInt8])
        /// A regular expression, for the plain locale and for the one with characters.
        case expression(RegularExpression)
        case perl(PerlExpression)
    }

    private let kind: Kind

    /// Compiles a pattern; throws a usage error that says what is wrong with it.
    init(_ pattern: [UInt8], options: PatternOptions) throws(RgitError) {
        if pattern.contains(0), options.syntax != .perl {
            throw RgitError(.usage, "pattern holds a NUL byte", pattern)
        }
        let isASCII = pattern.allSatisfy { $0 < 0x80 }
        let isFixed = options.syntax == .fixed || !pattern.contains(where: PatternMatcher.isSpecial)
        let locale = options.locale.flatMap { Locale($0) }
        if isFixed, !options.ignoresCase {
            kind = .bytes(pattern)
            return
        }
        if isFixed, isASCII || locale == nil {
            kind = .folded(ASCII.lowercased(pattern))
            return
        }
        if options.syntax == .perl {
            kind = .perl(
                try PerlExpression(pattern, ignoresCase: options.ignoresCase, locale: locale))
            return
        }
        // Letters beyond ASCII without regard to their case: the C library knows them.
        let source = isFixed ? PatternMatcher.quoted(pattern) : pattern
        var flags = REG_NEWLINE
        if options.syntax == .extended, !isFixed { flags |= REG_EXTENDED }
        if options.ignoresCase { flags |= REG_ICASE }
        kind = .expression(try RegularExpression(source, flags: flags, locale: locale))
    }

    /// Whether the pattern is found in the line, which holds no line feed.
    func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        switch kind {
        case .bytes(let wanted):
            return unsafe PatternMatcher.contains(line, wanted)
        case .folded(let wanted):
            return unsafe PatternMatcher.containsFolded(line, wanted)
        case .expression(let expression):
            return unsafe expression.matches(line)
        case .perl(let expression):
            return unsafe expression.matches(line)
        }
    }

    /// Why a match was given up; `nil` where none was.
    var failure: RgitError? {
        if case .perl(let expression) = kind { expression.failure } else { nil }
    }

    /// The bytes that make git take a pattern for more than a fixed string.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x24, 0x28, 0x29, 0x2a, 0x2b, 0x2e, 0x3f, 0x5b, 0x5c, 0x5e, 0x7b, 0x7c: true
        default: false
        }
    }

    /// The bytes as a basic regular expression that finds nothing else.
    static func quoted(_ pattern: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in pattern {
            if byte == 0x24 || byte == 0x2a || byte == 0x2e || byte == 0x5b || byte == 0x5c || byte == 0x5e {
                result.append(0x5c)
            }
            result.append(byte)
        }
        return result
    }

    private static func contains(_ line: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        guard let base = line.baseAddress, line.count >= wanted.count else { return false }
        var start = 0
        let last = line.count - wanted.count
        while start <= last, let found = unsafe memchr(base + start, Int32(first), last - start + 1) {
            start = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if unsafe memcmp(base + start, wanted, wanted.count) == 0 { return true }
            start += 1
        }
        return false
    }

    private static func containsFolded(_ line: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        guard line.count >= wanted.count else { return false }
        let last = line.count - wanted.count
        var start = 0
        while start <= last {
            if unsafe ASCII.lowercased(line[start]) == first {
                var index = 1
                while index < wanted.count, unsafe ASCII.lowercased(line[start + index]) == wanted[index] {
                    index += 1
                }
                if index == wanted.count { return true }
            }
            start += 1
        }
        return false
    }
}
