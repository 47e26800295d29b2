// Brings commits written in other encodings to UTF-8, as git log does before it shows or searches them.

import GitObjects
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The conversion of whole commits and of single texts to UTF-8.
enum CommitEncoding {
    /// The commit as git shows it: converted to UTF-8 by its `encoding` header, which is then left out, and cut at the
    /// first NUL. An encoding that is unknown, or that the bytes are not valid in, changes nothing.
    static func reencoded(_ commit: [UInt8]) -> [UInt8] {
        let header = CommitHeader(commit)
        guard let encoding = header.encoding else { return cut(commit, at: header.end) }
        let name = commit[encoding]
        let converted: [UInt8]
        if isUTF8(name) {
            converted = cut(commit, at: header.end)
        } else {
            guard let text = utf8(commit[..<header.end], from: name) else {
                return cut(commit, at: header.end)
            }
            converted = text
        }
        // The header's place may have moved with the conversion; its keyword is found again.
        guard let line = CommitHeader(converted).encoding else { return converted }
        var result = converted
        let lineEnd = min(line.upperBound + 1, result.count)
        result.removeSubrange((line.lowerBound - CommitHeader.encodingKey.count)..<lineEnd)
        return result
    }

    /// A piece of a commit as text: decoded by the commit's encoding, `nil` for a commit without an encoding header.
    ///
    /// Git converts a commit as a whole or not at all; this converts a piece, or returns it unchanged where that fails.
    static func text(_ bytes: ArraySlice<UInt8>, encoding: [UInt8]?) -> Text {
        guard let encoding, !isUTF8(encoding[...]), let converted = utf8(bytes, from: encoding[...]) else {
            return Text(Array(bytes))
        }
        return Text(converted)
    }

    private static func cut(_ commit: [UInt8], at end: Int) -> [UInt8] {
        end == commit.count ? commit : Array(commit[..<end])
    }

    /// Whether an encoding's name means UTF-8: with or without the hyphen, in any case.
    static func isUTF8(_ name: ArraySlice<UInt8>) -> Bool {
        ASCII.equalIgnoringCase(name, "utf-8".utf8) || ASCII.equalIgnoringCase(name, "utf8".utf8)
    }

    /// The bytes converted from the encoding of that name; `nil` where there is none, or where they are not valid in it.
    static func utf8(_ bytes: ArraySlice<UInt8>, from name: ArraySlice<UInt8>) -> [UInt8]? {
        if isLatin1(name) { return fromLatin1(bytes) }
        guard !name.contains(0) else { return nil }
        var converter = unsafe open(Array(name))
        if unsafe converter == nil, ASCII.equalIgnoringCase(name, "latin-1".utf8) { return fromLatin1(bytes) }
        if unsafe converter == nil, ASCII.equalIgnoringCase(name, "utf-16le-bom".utf8) {
            unsafe converter = unsafe open(Array("UTF-16".utf8))
        }
        guard let converter = unsafe converter else { return nil }
        defer { unsafe iconv_close(converter) }
        return unsafe convert(Array(bytes), with: converter)
    }

    private static func isLatin1(_ name: ArraySlice<UInt8>) -> Bool {
        ASCII.equalIgnoringCase(name, "iso-8859-1".utf8) || ASCII.equalIgnoringCase(name, "latin1".utf8)
            || ASCII.equalIgnoringCase(name, "iso8859-1".utf8)
    }

    private static func fromLatin1(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else {
                result.append(0xc0 | byte >> 6)
                result.append(0x80 | byte & 0x3f)
            }
        }
        return result
    }

    private static func open(_ name: [UInt8]) -> iconv_t? {
        let converter = unsafe (name + [0]).withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { unsafe iconv_open("UTF-8", $0.baseAddress) }
        }
        // iconv_open fails with the pointer made of -1.
        guard let converter = unsafe converter, unsafe converter != UnsafeMutableRawPointer(bitPattern: -1)
        else { return nil }
        return unsafe converter
    }

    private static func convert(_ input: [UInt8], with converter: iconv_t) -> [UInt8]? {
        var source = input
        var output = [UInt8](repeating: 0, count: input.count + input.count / 2 + 32)
        var written = 0
        let done: Bool = unsafe source.withUnsafeMutableBytes { from in
            var position = unsafe from.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = from.count
            while left > 0 {
                let result = unsafe output.withUnsafeMutableBytes { to -> Int in
                    var target = unsafe to.baseAddress?.advanced(by: written).assumingMemoryBound(
                        to: CChar.self)
                    var room = to.count - written
                    let count = unsafe iconv(converter, &position, &left, &target, &room)
                    let error = errno
                    written = to.count - room
                    if count != -1 { return 0 }
                    return error == E2BIG ? 1 : -1
                }
                if result < 0 { return false }
                if result == 0 { break }
                output += [UInt8](repeating: 0, count: left * 2 + 32)
            }
            return true
        }
        guard done else { return nil }
        output.removeLast(output.count - written)
        return output
    }
}
