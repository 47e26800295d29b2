// Where strings occur in a content: found once in a whole object, and carried along deltas to the objects made of it.

/// A place in a content at which something was found.
public struct ContentMark: Equatable, Sendable {
    /// The number of bytes before it.
    public let place: UInt32
    /// What was found there.
    public let number: UInt32

    /// Marks a place.
    public init(place: UInt32, number: UInt32) {
        self.place = place
        self.number = number
    }
}

/// Finds strings in contents; what it finds at a place depends on no more than ``reach`` bytes from there on.
public protocol ContentScanner: Sendable {
    /// The maximum length of what is found, in bytes; at least one.
    var reach: Int { get }

    /// Appends a mark for each occurrence that begins in `starts`, in the order of their places and, at one place, always in
    /// the same order.
    func scan(_ text: UnsafeBufferPointer<UInt8>, starts: Range<Int>, into marks: inout [ContentMark])
}

extension ContentScanner {
    /// The size from which a copied range gets its marks from the base; smaller ones are scanned, which is as fast.
    var minimumCopySize: Int { reach + 160 }

    /// More marks than one in this many bytes are not kept: they would take more memory than they save time.
    private static func limit(_ size: Int) -> Int { 16 + size / 64 }

    /// The part of a content that is scanned before it is known whether there are too many marks.
    private static var pieceSize: Int { 1 << 14 }

    /// All marks of a content; `nil` where there are too many to be kept.
    func marks(in content: [UInt8]) -> [ContentMark]? {
        unsafe content.withUnsafeBufferPointer { text in
            var marks: [ContentMark] = []
            return unsafe scan(text, 0..<text.count, into: &marks) ? marks : nil
        }
    }

    private func scan(
        _ text: UnsafeBufferPointer<UInt8>, _ starts: Range<Int>, into marks: inout [ContentMark]
    ) -> Bool {
        let limit = Self.limit(text.count)
        guard text.count <= Int32.max else { return false }
        var start = starts.lowerBound
        while start < starts.upperBound {
            let end = min(starts.upperBound, start + Self.pieceSize)
            unsafe scan(text, starts: start..<end, into: &marks)
            guard marks.count <= limit else { return false }
            start = end
        }
        return true
    }

    /// All marks of `content`, into which a delta copied `copies`, in their order, from a base with the marks `base`, and
    /// maybe other ranges; `nil` where there are too many.
    ///
    /// A copied range brings the marks of the base's occurrences that it contains; others can begin only where pieces meet, and
    /// in what was inserted.
    func marks(in content: [UInt8], with copies: [Delta.Copy], of base: [ContentMark]?) -> [ContentMark]? {
        guard let base else { return marks(in: content) }
        return unsafe content.withUnsafeBufferPointer { text in
            var marks: [ContentMark] = []
            // All that begins before this place is found.
            var done = 0
            let reach = reach
            for copy in copies where copy.size >= reach {
                guard unsafe scan(text, done..<copy.place, into: &marks) else { return nil }
                // The last start of an occurrence that does not leave the copied range.
                let last = copy.source + copy.size - reach
                var index = base.isEmpty ? 0 : Self.firstIndex(base, from: copy.source)
                while index < base.count, Int(base[index].place) <= last {
                    let moved = Int(base[index].place) - copy.source + copy.place
                    marks.append(
                        ContentMark(
                            place: UInt32(truncatingIfNeeded: moved), number: base[index].number))
                    index += 1
                }
                done = copy.place + copy.size - reach + 1
            }
            guard unsafe scan(text, done..<text.count, into: &marks) else { return nil }
            return marks.count <= Self.limit(text.count) ? marks : nil
        }
    }

    /// The index of the first mark at or after `place`.
    private static func firstIndex(_ marks: [ContentMark], from place: Int) -> Int {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(marks[middle].place) < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
