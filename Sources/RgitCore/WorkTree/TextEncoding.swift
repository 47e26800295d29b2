// Re-encodes working-tree files that have a `working-tree-encoding`, with the system's iconv.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

enum TextEncoding {
    /// Why git stores a content as it is instead of re-encoding it.
    enum Refusal: Error, Equatable {
        /// The encoding says the order of bytes, and the content begins with a mark that says it too.
        case prohibitedMark
        /// The content has no mark that says the order of bytes, and the encoding wants one.
        case missingMark
        /// The encoding is unknown, or the content is not in it.
        case failed
    }

    /// The content as UTF-8; letters of `encoding` count whatever their case.
    static func utf8(_ content: [UInt8], from encoding: [UInt8]) throws(Refusal) -> [UInt8] {
        let plain = unicodeName(encoding)
        try checkMark(content, plain)
        // Git's own name for UTF-16 that begins with a byte order mark; iconv obeys the mark.
        let name = plain == "16le-bom" ? Array("UTF-16".utf8) : encoding
        let opened = unsafe FileSystem.withPath(name) { unsafe iconv_open("UTF-8", $0) }
        guard let converter = unsafe opened, unsafe converter != iconv_t(bitPattern: -1) else {
            throw .failed
        }
        defer { unsafe iconv_close(converter) }
        var input = content
        var result: [UInt8] = []
        var failed = false
        unsafe input.withUnsafeMutableBytes { input in
            var source = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            while left > 0 {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let (written, outcome) = unsafe buffer.withUnsafeMutableBytes { buffer -> (Int, Bool) in
                    var target = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = buffer.count
                    let status = unsafe iconv(converter, &source, &left, &target, &room)
                    return (buffer.count - room, status != -1 || errno == E2BIG)
                }
                result += buffer[..<written]
                if !outcome || (written == 0 && left > 0) {
                    failed = true
                    return
                }
            }
        }
        guard !failed else { throw .failed }
        return result
    }

    /// Git's rules for the byte order mark of UTF-16 and UTF-32 (Unicode 3.10).
    private static func checkMark(_ content: [UInt8], _ name: String?) throws(Refusal) {
        guard let name else { return }
        let wide = [[0, 0, 0xfe, 0xff], [0xff, 0xfe, 0, 0]].contains { content.starts(with: $0) }
        let isMarked = wide || [[0xfe, 0xff], [0xff, 0xfe]].contains { content.starts(with: $0) }
        switch name {
        case "16be", "16le": if isMarked { throw .prohibitedMark }
        case "32be", "32le": if wide { throw .prohibitedMark }
        case "16": if !isMarked { throw .missingMark }
        case "32": if !wide { throw .missingMark }
        default: break
        }
    }

    /// What follows `UTF-` or `UTF`, in small letters; `nil` for other encodings.
    private static func unicodeName(_ encoding: [UInt8]) -> String? {
        let name = encoding.asciiLowercased
        guard let rest = name.after("utf-") ?? name.after("utf") else { return nil }
        return String(decoding: rest, as: UTF8.self)
    }
}
