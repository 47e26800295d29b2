// Finds the paragraph of a message that alone can hold trailers, where that takes no more than a look at its end.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The last paragraph of a message that begins with its subject.
///
/// Most messages have no trailers, or a few lines of them at the end; taking all lines apart costs many times as much.
enum LastParagraph {
    /// The message has no trailers.
    case none
    /// The bytes of the last paragraph; no other line has a say in what the trailers are.
    case paragraph(Range<Int>)
    /// There are comments, old lists of conflicts or lines of white space: all lines have to be looked at.
    case unclear

    /// Looks at a message, which begins with a line that is not blank.
    init(_ message: ArraySlice<UInt8>, _ syntax: TrailerSyntax) {
        self = unsafe message.withUnsafeBytes { bytes in
            unsafe LastParagraph.find(bytes, message.startIndex, syntax)
        }
    }

    private static func find(
        _ bytes: UnsafeRawBufferPointer, _ origin: Int, _ syntax: TrailerSyntax
    ) -> LastParagraph {
        guard let base = bytes.baseAddress else { return .none }
        var paragraph = 0..<0
        var followsBlank = false
        var position = 0
        // The searches stay inside the buffer: `position` is below its count.
        while position < bytes.count {
            let found = unsafe memchr(base + position, 0x0a, bytes.count - position)
            let end = unsafe found.map { unsafe base.distance(to: UnsafeRawPointer($0)) + 1 } ?? bytes.count
            let line = unsafe bytes[position..<end]
            if unsafe bytes[position] == 0x0a {
                followsBlank = true
            } else {
                if unsafe isSpecial(line, syntax) { return .unclear }
                paragraph = (followsBlank ? position : paragraph.lowerBound)..<end
                followsBlank = false
            }
            position = end
        }
        // Without a line before it, it is the subject.
        guard paragraph.lowerBound > 0 else { return .none }
        let holdsSeparator = syntax.separators.contains { separator in
            unsafe memchr(base + paragraph.lowerBound, Int32(separator), paragraph.count) != nil
        }
        return holdsSeparator
            ? .paragraph(origin + paragraph.lowerBound..<origin + paragraph.upperBound) : .none
    }

    /// Whether a line that is not empty is a comment, white space, or the beginning of git's old list of conflicts.
    private static func isSpecial(_ line: Slice<UnsafeRawBufferPointer>, _ syntax: TrailerSyntax) -> Bool {
        guard let first = unsafe line.first else { return false }
        if first == syntax.comment { return true }
        if first == 0x43 { return unsafe line.elementsEqual("Conflicts:\n".utf8) }
        if !ASCII.isSpace(first) { return false }
        return unsafe line.allSatisfy(ASCII.isSpace)
    }
}
