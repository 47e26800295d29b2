// Compares two raw trees entry by entry and skips what they have in common with one comparison of bytes.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One name at which two trees differ; each entry's name is a byte range of the tree it was read from.
public struct TreeChange: Sendable, Equatable {
    /// The entry in the first tree, `nil` when the name is only in the second.
    public let old: TreeEntry?
    /// The entry in the second tree, `nil` when the name is only in the first.
    public let new: TreeEntry?

    /// Pairs two entries.
    @inlinable
    public init(old: TreeEntry?, new: TreeEntry?) {
        self.old = old
        self.new = new
    }
}

/// A position in the comparison of two trees; hand it the same two trees on every call.
///
/// Names come in git's order, in which a directory is sorted as if its name ended in a slash. A file that became a
/// directory therefore is two changes. Entries with the same object and, as git reads modes, the same mode are equal, so
/// a subtree that did not change is never seen. Start with an empty span as one side to list everything of the other.
public struct TreeComparison: Sendable {
    private var oldPosition = 0
    private var newPosition = 0
    private let format: ObjectFormat

    /// Starts before the first entries.
    public init(_ format: ObjectFormat) {
        self.format = format
    }

    /// The next difference between the trees, `nil` after the last one.
    public mutating func next(old: RawSpan, new: RawSpan) throws(GitObjectError) -> TreeChange? {
        while true {
            try skipCommon(old, new)
            guard oldPosition < old.byteCount else {
                guard newPosition < new.byteCount else { return nil }
                let added = try TreeReader.entry(new, at: newPosition, format)
                newPosition = added.end(format)
                return TreeChange(old: nil, new: added)
            }
            let left = try TreeReader.entry(old, at: oldPosition, format)
            guard newPosition < new.byteCount else {
                oldPosition = left.end(format)
                return TreeChange(old: left, new: nil)
            }
            let right = try TreeReader.entry(new, at: newPosition, format)
            let order = TreeComparison.compareNames(old, left, new, right)
            if order < 0 {
                oldPosition = left.end(format)
                return TreeChange(old: left, new: nil)
            }
            if order > 0 {
                newPosition = right.end(format)
                return TreeChange(old: nil, new: right)
            }
            oldPosition = left.end(format)
            newPosition = right.end(format)
            // Two modes that git reads alike (100664 and 100644) make no difference.
            if left.id != right.id || left.mode != right.mode { return TreeChange(old: left, new: right) }
        }
    }

    /// Steps over the entries that are the same bytes in both trees.
    private mutating func skipCommon(_ old: RawSpan, _ new: RawSpan) throws(GitObjectError) {
        let rest = min(old.byteCount - oldPosition, new.byteCount - newPosition)
        let common = TreeComparison.commonLength(old, oldPosition, new, newPosition, limit: rest)
        if common == rest && old.byteCount - oldPosition == new.byteCount - newPosition {
            oldPosition = old.byteCount
            newPosition = new.byteCount
            return
        }
        // Entries can only be found from the front: an object's name may hold any bytes.
        let end = oldPosition + common
        var position = oldPosition
        let idBytes = format.byteCount
        while position < end {
            // No mode and space are shorter than two bytes, and a zero among them would be no mode.
            guard let zero = old.firstZero(from: position + 2), zero + idBytes < end else { break }
            position = zero + 1 + idBytes
        }
        newPosition += position - oldPosition
        oldPosition = position
    }

    /// How many bytes from the two offsets on are the same, at most `limit`.
    private static func commonLength(
        _ old: RawSpan, _ oldStart: Int, _ new: RawSpan, _ newStart: Int, limit: Int
    ) -> Int {
        var count = 0
        // Trees of neighbouring commits have long runs in common, which the C library compares faster than words.
        while count + blockSize <= limit, isSame(old, oldStart + count, new, newStart + count) {
            count += blockSize
        }
        while count &+ 32 <= limit {
            let (one, two) = (oldStart &+ count, newStart &+ count)
            let first = (old.word(one) ^ new.word(two)) | (old.word(one &+ 8) ^ new.word(two &+ 8))
            let second =
                (old.word(one &+ 16) ^ new.word(two &+ 16)) | (old.word(one &+ 24) ^ new.word(two &+ 24))
            if first | second != 0 { break }
            count &+= 32
        }
        while count + 8 <= limit {
            let difference = old.word(oldStart + count) ^ new.word(newStart + count)
            if difference != 0 { return count + difference.trailingZeroBitCount / 8 }
            count += 8
        }
        while count < limit && old.byte(oldStart + count) == new.byte(newStart + count) { count += 1 }
        return count
    }

    private static let blockSize = 512

    /// Whether a block is the same in both.
    private static func isSame(_ old: RawSpan, _ oldStart: Int, _ new: RawSpan, _ newStart: Int) -> Bool {
        let one = old.extracting(oldStart..<oldStart + blockSize)
        let two = new.extracting(newStart..<newStart + blockSize)
        return unsafe one.withUnsafeBytes { one in
            unsafe two.withUnsafeBytes { two in
                guard let one = one.baseAddress, let two = two.baseAddress else { return false }
                return unsafe memcmp(one, two, blockSize) == 0
            }
        }
    }

    /// Git's order of two entries, negative when the first comes first; directories end in a slash.
    private static func compareNames(
        _ old: RawSpan, _ left: TreeEntry, _ new: RawSpan, _ right: TreeEntry
    ) -> Int {
        let shorter = min(left.name.count, right.name.count)
        let common = commonLength(
            old, left.name.lowerBound, new, right.name.lowerBound, limit: shorter)
        let leftByte = byteForOrder(old, left, at: common)
        let rightByte = byteForOrder(new, right, at: common)
        if leftByte != rightByte { return leftByte - rightByte }
        // The same byte can only be the end of both names, or the slash of one against a slash that a hostile
        // name holds; there the longer name comes later.
        return left.name.count - right.name.count
    }

    @inline(__always)
    private static func byteForOrder(_ tree: RawSpan, _ entry: TreeEntry, at index: Int) -> Int {
        if index < entry.name.count { return Int(tree.byte(entry.name.lowerBound + index)) }
        return entry.mode == .directory ? 0x2f : 0
    }
}
