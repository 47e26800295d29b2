// Brings commits to one encoding, as git log does before it shows or searches them.

import GitObjects
import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The encoding that commits are shown and searched in (`--encoding`).
enum OutputEncoding: Sendable, Equatable {
    /// UTF-8, the default.
    case utf8
    /// The one that each commit is recorded in.
    case recorded
    /// One by its name, which the system may not know.
    case named([UInt8])

    /// Reads the value of `--encoding`; `nil` is the default.
    init(_ name: [UInt8]?) {
        guard let name, !CommitEncoding.isUTF8(name[...]) else {
            self = .utf8
            return
        }
        self = name.isEmpty || name == Array("none".utf8) ? .recorded : .named(name)
    }

    /// A value of a commit that is in UTF-8, as git prints it alone; `nil` where it stays as it is, because the encoding has
    /// no equal for some of it.
    func value(_ text: [UInt8]) -> [UInt8]? {
        guard case .named(let name) = self, text.contains(where: { $0 >= 0x80 }) else { return nil }
        return CommitEncoding.converted(text, from: CommitEncoding.utf8Name, to: name)
    }
}

/// The conversion of whole commits.
enum CommitEncoding {
    /// The commit as git shows it: converted from what its `encoding` header says, and cut at the first NUL. The header
    /// then says the new encoding, or is left out where that is UTF-8. An encoding that is unknown, or that the bytes are
    /// not valid in, changes nothing.
    static func reencoded(_ commit: [UInt8], to target: OutputEncoding = .utf8) -> [UInt8] {
        let header = CommitHeader(commit)
        let whole = cut(commit, at: header.end)
        let source = header.encoding.map { commit[$0] } ?? utf8Name
        let converted: [UInt8]?
        switch target {
        case .recorded: return whole
        case .utf8: converted = isUTF8(source) ? whole : utf8(whole[...], from: source)
        case .named(let name):
            converted =
                ASCII.equalIgnoringCase(source, name) ? whole : self.converted(whole, from: source, to: name)
        }
        // The header's place may have moved with the conversion; its keyword is found again.
        guard var result = converted else { return whole }
        guard let line = CommitHeader(result).encoding else { return result }
        if case .named(let name) = target {
            result.replaceSubrange(line, with: name)
        } else {
            let lineEnd = min(line.upperBound + 1, result.count)
            result.removeSubrange((line.lowerBound - CommitHeader.encodingKey.count)..<lineEnd)
        }
        return result
    }

    static let utf8Name = Array("UTF-8".utf8)[...]

    private static func cut(_ commit: [UInt8], at end: Int) -> [UInt8] {
        end == commit.count ? commit : Array(commit[..<end])
    }

    /// Whether an encoding's name means UTF-8: with or without the hyphen, in any case.
    static func isUTF8(_ name: ArraySlice<UInt8>) -> Bool {
        ASCII.equalIgnoringCase(name, "utf-8".utf8) || ASCII.equalIgnoringCase(name, "utf8".utf8)
    }

    /// The bytes converted from the encoding of that name; `nil` where there is none, or where they are not valid in it.
    static func utf8(_ bytes: ArraySlice<UInt8>, from name: ArraySlice<UInt8>) -> [UInt8]? {
        isLatin1(name) ? fromLatin1(bytes) : converted(Array(bytes), from: name, to: Array(utf8Name))
    }

    /// The bytes converted from one encoding to another; `nil` where the system knows no such conversion, or where they are
    /// not valid in the first, or have no equal in the second.
    static func converted(
        _ bytes: [UInt8], from source: ArraySlice<UInt8>, to target: [UInt8]
    ) -> [UInt8]? {
        guard !source.contains(0), !target.contains(0),
            let converter = unsafe open(Array(source), target) ?? open(known(source), known(target[...]))
        else { return nil }
        defer { unsafe iconv_close(converter) }
        return unsafe convert(bytes, with: converter)
    }

    /// The name that systems know of an encoding with a name of git's.
    private static func known(_ name: ArraySlice<UInt8>) -> [UInt8] {
        if ASCII.equalIgnoringCase(name, "latin-1".utf8) { return Array("ISO-8859-1".utf8) }
        if ASCII.equalIgnoringCase(name, "utf-16le-bom".utf8) { return Array("UTF-16".utf8) }
        return isUTF8(name) ? Array(utf8Name) : Array(name)
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

    private static func open(_ source: [UInt8], _ target: [UInt8]) -> iconv_t? {
        let converter = unsafe (source + [0]).withUnsafeBufferPointer { from in
            unsafe (target + [0]).withUnsafeBufferPointer { to in
                unsafe from.withMemoryRebound(to: CChar.self) { from in
                    unsafe to.withMemoryRebound(to: CChar.self) { to in
                        unsafe iconv_open(to.baseAddress, from.baseAddress)
                    }
                }
            }
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
