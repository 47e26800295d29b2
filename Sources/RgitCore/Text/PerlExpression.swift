// Regular expressions of Perl, which PCRE2 matches as git has it match them.

import Cpcre2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A Perl-compatible regular expression for lines of text. It belongs to one worker: a match writes to it.
@safe final class PerlExpression {
    private enum Library {
        /// The functions, which are looked up once; a constant that is never written to afterwards.
        nonisolated(unsafe) static let functions = unsafe rgit_pcre2_load()
    }

    private let functions: UnsafePointer<rgit_pcre2>
    private let code: UnsafeMutableRawPointer
    private let data: UnsafeMutableRawPointer
    /// Why the library gave a match up; `nil` where it never did.
    private(set) var failure: RgitError?
    private let source: [UInt8]

    /// Compiles a pattern; `locale` is `nil` for the plain one. In one with UTF-8 a dot matches a whole character.
    ///
    /// - Throws: `.unsupported` where PCRE2 is not there, a usage error that says what is wrong with the pattern.
    init(_ source: [UInt8], ignoresCase: Bool, locale: Locale?) throws(RgitError) {
        guard let functions = unsafe Library.functions else {
            throw RgitError(
                .unsupported, "PCRE2 (libpcre2-8) cannot be loaded", "--perl-regexp",
                hint: "'-E' reads POSIX extended regular expressions")
        }
        var options = UInt32(RGIT_PCRE2_MULTILINE)
        if ignoresCase { options |= UInt32(RGIT_PCRE2_CASELESS) }
        if let locale, locale.isUTF8 {
            options |= UInt32(RGIT_PCRE2_UTF) | UInt32(RGIT_PCRE2_MATCH_INVALID_UTF)
        }
        var error: Int32 = 0
        var offset = 0
        let compiled = unsafe (source + [0]).withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap {
                unsafe functions.pointee.compile($0, source.count, options, &error, &offset, nil)
            }
        }
        guard let code = unsafe compiled else {
            let text = unsafe Self.message(error, functions)
            throw RgitError(.usage, "bad pattern (\(text) at offset \(offset))", source)
        }
        // Without a compiler for this machine the library interprets the pattern, with the same outcome.
        _ = unsafe functions.pointee.jit_compile(code, UInt32(RGIT_PCRE2_JIT_COMPLETE))
        guard let data = unsafe functions.pointee.match_data_create_from_pattern(code, nil) else {
            unsafe functions.pointee.code_free(code)
            throw RgitError(.unsupported, "no memory for the pattern", source)
        }
        self.source = source
        unsafe self.functions = unsafe functions
        unsafe self.code = unsafe code
        unsafe self.data = unsafe data
    }

    deinit {
        unsafe functions.pointee.match_data_free(data)
        unsafe functions.pointee.code_free(code)
    }

    /// Whether the pattern is found in the line. Where the library gives up, which is `failure` afterwards, it is not.
    func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        var empty: UInt8 = 0
        let status =
            if let start = line.baseAddress {
                unsafe functions.pointee.match(code, start, line.count, 0, 0, data, nil)
            } else {
                unsafe functions.pointee.match(code, &empty, 0, 0, 0, data, nil)
            }
        if status >= 0 { return true }
        if status != RGIT_PCRE2_NO_MATCH, failure == nil {
            failure = RgitError(
                .unsupported, "matching was given up (\(unsafe Self.message(status, functions)))", source)
        }
        return false
    }

    private static func message(_ error: Int32, _ functions: UnsafePointer<rgit_pcre2>) -> String {
        var text = [UInt8](repeating: 0, count: 256)
        _ = unsafe functions.pointee.get_error_message(error, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
}

extension Locale {
    /// Whether its characters are those of UTF-8.
    fileprivate var isUTF8: Bool {
        guard let name = unsafe nl_langinfo_l(Int32(CODESET), handle) else { return false }
        let text = unsafe String(cString: name).lowercased()
        return text == "utf-8" || text == "utf8"
    }
}
