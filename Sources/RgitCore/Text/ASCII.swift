// Text operations as git has them: lines, case-insensitive comparison, trimming; ASCII only.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ASCII {
    /// Where the lines of a text begin; none for an empty text.
    static func lineStarts(_ text: [UInt8]) -> [Int] {
        guard !text.isEmpty else { return [] }
        var starts = [0]
        unsafe text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var position = 0
            // The search stays inside the buffer: `position` is below its count.
            while position < buffer.count,
                let found = unsafe memchr(base + position, 0x0a, buffer.count - position)
            {
                position = unsafe base.distance(to: UnsafeRawPointer(found)) + 1
                if position < buffer.count { starts.append(position) }
            }
        }
        return starts
    }

    /// The index of the first byte like `byte`, found by memchr.
    static func firstIndex(of byte: UInt8, in text: ArraySlice<UInt8>) -> Int? {
        unsafe text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base, Int32(byte), buffer.count)
            else { return nil }
            return text.startIndex + (unsafe base.distance(to: UnsafeRawPointer(found)))
        }
    }

    /// The bytes with A to Z made small.
    static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { lowercased($0) }
    }

    /// Whether two runs of bytes are the same but for the case of A to Z.
    static func equalIgnoringCase(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        left.count == right.count
            && left.elementsEqual(right) { lowercased($0) == lowercased($1) }
    }

    /// The slice without white space at either end.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while let first = slice.first, isSpace(first) { slice = slice.dropFirst() }
        while let last = slice.last, isSpace(last) { slice = slice.dropLast() }
        return slice
    }
}
