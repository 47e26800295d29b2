// A blob cut into lines, each with its key; what two versions share at their ends is copied, not hashed again.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lines of one blob, ready to be compared.
struct BlobLines: Sendable {
    /// The blob's content.
    let bytes: [UInt8]
    /// For every line the offset after its last byte (its newline, where it has one).
    private(set) var ends: [UInt32] = []
    /// For every line its key.
    private(set) var keys: [UInt64] = []

    /// The number of lines; a last line without a newline counts.
    var count: Int { ends.count }

    /// The range of bytes of a line, its newline included.
    @inline(__always)
    func range(_ line: Int) -> Range<Int> {
        (line == 0 ? 0 : Int(ends[line - 1]))..<Int(ends[line])
    }

    /// The largest content that git compares by lines, even where attributes call it text.
    static let maximumSize = 1023 << 20

    /// Cuts a blob into lines under the white space rules given.
    ///
    /// `relative`, another version cut under the same rules, lends the keys of the lines both have at their ends.
    init(_ bytes: [UInt8], whitespace: DiffOptions.Whitespace = [], relative: BlobLines? = nil) {
        // Readers refuse what has more than 2 GiB, so that offsets fit.
        self.bytes = bytes
        let rules = whitespace.subtracting(.ignoreBlankLines)
        guard let relative, relative.count > 0 else {
            append(from: 0, to: self.bytes.count, rules)
            return
        }

        let head = BlobLines.commonHead(self.bytes, relative.bytes)
        // Lines of the relative in the common head and end in a newline are lines here too.
        let headLines = relative.lines(endingBy: head)
        let headEnd = headLines == 0 ? 0 : Int(relative.ends[headLines - 1])
        let limit = min(self.bytes.count, relative.bytes.count) - headEnd
        let tail = BlobLines.commonTail(self.bytes, relative.bytes, limit: limit)
        // A line of the tail is only sure to begin here too when the newline before it is common as well.
        let tailLine = relative.lines(endingBy: relative.bytes.count - tail, strictly: false)
        let tailStart = tailLine == 0 ? 0 : Int(relative.ends[tailLine - 1])
        let usesTail =
            tailLine < relative.count && tailLine > headLines
            && tailStart > relative.bytes.count - tail

        ends.reserveCapacity(relative.count + 16)
        keys.reserveCapacity(relative.count + 16)
        ends.append(contentsOf: relative.ends[0..<headLines])
        keys.append(contentsOf: relative.keys[0..<headLines])
        let shift = self.bytes.count - relative.bytes.count
        append(from: headEnd, to: usesTail ? tailStart + shift : self.bytes.count, rules)
        if usesTail {
            if shift == 0 {
                ends.append(contentsOf: relative.ends[tailLine...])
            } else {
                for end in relative.ends[tailLine...] {
                    ends.append(UInt32(truncatingIfNeeded: Int(end) + shift))
                }
            }
            keys.append(contentsOf: relative.keys[tailLine...])
        }
    }

    /// Some lines of a blob as a blob of their own.
    init(_ lines: Range<Int>, of other: BlobLines) {
        let start = lines.isEmpty ? 0 : other.range(lines.lowerBound).lowerBound
        let end = lines.isEmpty ? 0 : Int(other.ends[lines.upperBound - 1])
        bytes = Array(other.bytes[start..<end])
        ends = other.ends[lines].map { $0 &- UInt32(truncatingIfNeeded: start) }
        keys = Array(other.keys[lines])
    }

    /// How many lines, from the first, end at or before `offset` with a newline; not `strictly`, one more: the line
    /// that holds the byte at `offset`.
    private func lines(endingBy offset: Int, strictly: Bool = true) -> Int {
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if Int(ends[middle]) <= offset { low = middle + 1 } else { high = middle }
        }
        if !strictly { return min(low + 1, ends.count) }
        if low == ends.count, low > 0, bytes[bytes.count - 1] != 0x0a { low -= 1 }
        return low
    }

    private mutating func append(from start: Int, to end: Int, _ rules: DiffOptions.Whitespace) {
        guard start < end else { return }
        if rules.isEmpty {
            unsafe bytes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe LineScan.lines(base, from: start, to: end) { key, end in
                    keys.append(key)
                    ends.append(UInt32(truncatingIfNeeded: end))
                }
            }
            return
        }
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var scratch: [UInt8] = []
            var position = start
            while position < end {
                let line = unsafe base + position
                var count = end - position
                if let newline = unsafe memchr(line, 0x0a, count) {
                    count = unsafe UnsafeRawPointer(newline) - UnsafeRawPointer(line) + 1
                }
                unsafe keys.append(
                    LineHash.key(
                        UnsafeBufferPointer(start: line, count: count), whitespace: rules, scratch: &scratch))
                position += count
                ends.append(UInt32(truncatingIfNeeded: position))
            }
        }
    }

    /// The number of equal bytes both begin with.
    static func commonHead(_ left: [UInt8], _ right: [UInt8]) -> Int {
        unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                let limit = min(left.count, right.count)
                var offset = 0
                while offset &+ 8 <= limit {
                    let difference =
                        unsafe left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                        ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    if difference != 0 {
                        return offset &+ UInt64(littleEndian: difference).trailingZeroBitCount / 8
                    }
                    offset &+= 8
                }
                while offset < limit, unsafe left[offset] == right[offset] { offset &+= 1 }
                return offset
            }
        }
    }

    /// The number of equal bytes both end with, at most `limit`.
    static func commonTail(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                var length = 0
                while length &+ 8 <= limit {
                    let difference =
                        unsafe left.loadUnaligned(fromByteOffset: left.count &- length &- 8, as: UInt64.self)
                        ^ right.loadUnaligned(fromByteOffset: right.count &- length &- 8, as: UInt64.self)
                    if difference != 0 {
                        return length &+ UInt64(littleEndian: difference).leadingZeroBitCount / 8
                    }
                    length &+= 8
                }
                while length < limit,
                    unsafe left[left.count &- length &- 1] == right[right.count &- length &- 1]
                {
                    length &+= 1
                }
                return length
            }
        }
    }

    /// The number of lines of each that are left once git has cut equal blocks of 1,024 bytes off both ends of file and
    /// gone forward again to the end of a line.
    static func withoutEqualBlocks(_ old: BlobLines, _ new: BlobLines) -> (old: Int, new: Int) {
        let block = 1024
        let smaller = min(old.bytes.count, new.bytes.count)
        guard smaller >= block else { return (old.count, new.count) }
        let cut = commonTail(old.bytes, new.bytes, limit: smaller) / block * block
        guard cut > 0 else { return (old.count, new.count) }
        // The line that holds the first byte cut stays; the lines after it are the same number on both sides.
        let kept = old.lines(endingBy: old.bytes.count - cut, strictly: false)
        return (kept, new.count - (old.count - kept))
    }
}
