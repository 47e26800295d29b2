// Regular expressions of the C library, in the locale that git would match them in.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A POSIX regular expression for lines of text. It belongs to one worker: the C library locks a compiled expression while
/// it is in use.
///
/// Git matches in the locale of its environment. Where neither pattern nor line leave ASCII that comes to the same as the
/// plain one, which is faster.
final class RegularExpression {
    /// Flags: extended syntax.
    static let extended = REG_EXTENDED
    /// Flags: case does not matter.
    static let ignoringCase = REG_ICASE
    /// Flags: a line feed ends a line for `^`, `$` and `.`.
    static let linewise = REG_NEWLINE

    private let plain: Expression?
    private let wide: Expression?

    /// Compiles a pattern with the flags of `regcomp`; `locale` is `nil` for the plain one.
    ///
    /// - Throws: a usage error that says what is wrong with the pattern.
    init(_ source: [UInt8], flags: Int32, locale: Locale?) throws(RgitError) {
        let isASCII = source.allSatisfy { $0 < 0x80 }
        plain = locale == nil || isASCII ? try Expression(source, flags: flags, locale: nil) : nil
        wide = locale == nil ? nil : try Expression(source, flags: flags, locale: locale)
    }

    /// Whether the pattern is found in the line.
    func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe expression(for: line)?.matches(line) ?? false
    }

    /// Where the first group of the pattern is found in the line, or all of it where the group has no part in the match.
    func firstGroup(_ line: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let match = unsafe expression(for: line)?.match(line) else { return nil }
        return match.group ?? match.whole
    }

    /// Whether the plain locale does for the text, as ``firstMatch(_:isPlain:isContinued:)`` wants to know.
    func isPlain(for text: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe wide == nil || plain != nil && text.allSatisfy { $0 < 0x80 }
    }

    /// Where the pattern is found first. `isContinued` says that the text is the rest of one, so that it does not begin a
    /// line.
    func firstMatch(
        _ text: UnsafeBufferPointer<UInt8>, isPlain: Bool, isContinued: Bool
    ) -> Range<Int>? {
        let expression = isPlain ? plain ?? wide : wide ?? plain
        return unsafe expression?.firstMatch(text, flags: isContinued ? REG_NOTBOL : 0)
    }

    private func expression(for line: UnsafeBufferPointer<UInt8>) -> Expression? {
        if let plain, unsafe wide == nil || line.allSatisfy({ $0 < 0x80 }) { return plain }
        return wide ?? plain
    }
}

/// A locale of the C library, freed with its last user.
@safe final class Locale {
    let handle: locale_t

    /// Opens a locale; `nil` where the system has none of that name, as git then stays with the plain one.
    init?(_ name: String) {
        // The mask of LC_CTYPE, which is a macro that Swift does not see everywhere.
        guard let handle = unsafe newlocale(1 << LC_CTYPE, name, nil) else { return nil }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe freelocale(handle) }

    /// Runs `body` with this locale in force for the thread.
    func whileInForce<Result>(_ body: () -> Result) -> Result {
        let previous = unsafe uselocale(handle)
        defer { _ = unsafe uselocale(previous) }
        return body()
    }
}

/// A POSIX regular expression, compiled for one locale and freed when it goes.
@safe private final class Expression {
    private let compiled: UnsafeMutablePointer<regex_t>
    private let locale: Locale?

    init(_ source: [UInt8], flags: Int32, locale: Locale?) throws(RgitError) {
        self.locale = locale
        let target = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
        unsafe target.initialize(to: regex_t())
        let compile: () -> Int32 = {
            unsafe (source + [0]).withUnsafeBufferPointer { buffer in
                unsafe buffer.withMemoryRebound(to: CChar.self) {
                    unsafe regcomp(target, $0.baseAddress, flags)
                }
            }
        }
        let status = locale.map { $0.whileInForce(compile) } ?? compile()
        guard status == 0 else {
            var message = [CChar](repeating: 0, count: 256)
            unsafe regerror(status, target, &message, message.count)
            unsafe target.deallocate()
            let text = String(
                decoding: message.prefix(while: { $0 != 0 }).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw RgitError(.usage, "bad pattern (\(text.lowercased()))", source)
        }
        // Only now: an object whose initialiser throws with everything set would be freed once more by `deinit`.
        unsafe compiled = unsafe target
    }

    deinit {
        unsafe regfree(compiled)
        unsafe compiled.deallocate()
    }

    /// Whether the pattern is found.
    func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        var places = (regmatch_t(), regmatch_t())
        return unsafe find(in: line, &places, count: 1)
    }

    /// Where the pattern is found first, with the flags of `regexec`.
    func firstMatch(_ text: UnsafeBufferPointer<UInt8>, flags: Int32) -> Range<Int>? {
        var places = (regmatch_t(), regmatch_t())
        guard unsafe find(in: text, &places, count: 1, flags: flags) else { return nil }
        return Int(places.0.rm_so)..<Int(places.0.rm_eo)
    }

    /// Where the pattern is found, and its first group if that has a part in the match.
    func match(_ line: UnsafeBufferPointer<UInt8>) -> (whole: Range<Int>, group: Range<Int>?)? {
        var places = (regmatch_t(), regmatch_t())
        guard unsafe find(in: line, &places, count: 2) else { return nil }
        let group = places.1.rm_so < 0 ? nil : Int(places.1.rm_so)..<Int(places.1.rm_eo)
        return (Int(places.0.rm_so)..<Int(places.0.rm_eo), group)
    }

    /// Finds the pattern and fills in the first `count` places, which costs more the more there are.
    private func find(
        in line: UnsafeBufferPointer<UInt8>, _ places: inout (regmatch_t, regmatch_t), count: Int,
        flags: Int32 = 0
    ) -> Bool {
        places.0.rm_so = 0
        places.0.rm_eo = regoff_t(clamping: line.count)
        return unsafe withUnsafeMutablePointer(to: &places) { places in
            unsafe places.withMemoryRebound(to: regmatch_t.self, capacity: 2) { places in
                let run: () -> Bool = { [compiled = unsafe compiled] in
                    let empty: [CChar] = [0]
                    guard let start = line.baseAddress else {
                        return unsafe regexec(compiled, empty, count, places, flags | REG_STARTEND) == 0
                    }
                    return unsafe start.withMemoryRebound(to: CChar.self, capacity: line.count) {
                        unsafe regexec(compiled, $0, count, places, flags | REG_STARTEND) == 0
                    }
                }
                return locale.map { $0.whileInForce(run) } ?? run()
            }
        }
    }
}
