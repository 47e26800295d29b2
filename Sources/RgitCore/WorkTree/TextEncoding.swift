// Re-encodes working-tree files that have a `working-tree-encoding`, with the system's iconv.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

enum TextEncoding {
    /// The content as UTF-8.
    ///
    /// - Throws: `unsupported` where the encoding is unknown, `damaged` where the content is not in it.
    static func utf8(_ content: [UInt8], from encoding: [UInt8]) throws(RgitError) -> [UInt8] {
        // Git's own names for UTF-16 that begins with a byte order mark; iconv obeys the mark.
        let marked = encoding.hasPrefix("UTF-16") && encoding.hasSuffix("-BOM")
        let name = marked ? Array("UTF-16".utf8) : encoding
        let opened = unsafe FileSystem.withPath(name) { unsafe iconv_open("UTF-8", $0) }
        guard let converter = unsafe opened, unsafe converter != iconv_t(bitPattern: -1) else {
            throw RgitError(.unsupported, "unknown working-tree-encoding", encoding)
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
        guard !failed else {
            throw RgitError(.damaged, "content is not in its working-tree-encoding", encoding)
        }
        return result
    }
}
