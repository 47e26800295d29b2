// A sorted table of object names with a fanout before it, as indexes and graphs hold it.

/// Where the sorted names of a file are, and how they are searched.
struct NameTable: Sendable {
    /// The offset of the 256 counts of names whose first byte is at most the count's place.
    let fanoutOffset: Int
    /// The offset of the first name.
    let namesOffset: Int
    /// The distance from one name to the next.
    let stride: Int
    /// The number of names.
    let count: Int
    let format: ObjectFormat

    /// Reads the fanout, which must never decrease; `nil` when it is damaged or outside the file.
    init?(
        _ bytes: RawSpan, fanoutOffset: Int, namesOffset: Int, stride: Int, _ format: ObjectFormat
    ) {
        var last: UInt32 = 0
        for place in 0..<256 {
            guard let count = bytes.number32(at: fanoutOffset + place * 4), count >= last else { return nil }
            last = count
        }
        self.fanoutOffset = fanoutOffset
        self.namesOffset = namesOffset
        self.stride = stride
        self.count = Int(last)
        self.format = format
    }

    /// The name at `position`; `nil` outside the table.
    @inline(__always)
    func name(at position: Int, in bytes: RawSpan) -> ObjectID? {
        guard position >= 0, position < count else { return nil }
        return ObjectID(bytes, at: namesOffset &+ position &* stride, format)
    }

    /// The place of `id` in the table; `nil` when it is not there.
    func position(of id: ObjectID, in bytes: RawSpan) -> Int? {
        let first = Int(id.firstByte)
        let start = first == 0 ? 0 : bytes.number32(at: fanoutOffset + (first - 1) * 4)
        guard let start, let end = bytes.number32(at: fanoutOffset + first * 4) else { return nil }
        var low = Int(start)
        var high = min(Int(end), count)
        narrow(&low, &high, around: id.firstWord, bytes)
        while low < high {
            let middle = low &+ (high &- low) / 2
            guard let word = bytes.number64(at: namesOffset &+ middle &* stride) else { return nil }
            if word < id.firstWord {
                low = middle + 1
            } else if word > id.firstWord {
                high = middle
            } else {
                guard let name = ObjectID(bytes, at: namesOffset &+ middle &* stride, format) else {
                    return nil
                }
                if name == id { return middle }
                if name < id { low = middle + 1 } else { high = middle }
            }
        }
        return nil
    }

    /// Moves two places among names of the same first byte closer to where a name is: names are spread evenly, so that its bytes
    /// say nearly where, and fewer of them are touched than in a search from the middle.
    @inline(__always)
    private func narrow(_ low: inout Int, _ high: inout Int, around word: UInt64, _ bytes: RawSpan) {
        let count = high &- low
        guard count > 128, count < 1 << 30 else { return }
        let share = (word &<< 8) &>> 32
        let guess = low &+ Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: count) &* share) &>> 32)
        // The error grows with the square root of the count; a miss only costs the two names looked at.
        let margin = count < 1 << 14 ? 32 : 256
        for place in [guess &- margin, guess &+ margin] where place > low && place < high {
            guard let found = bytes.number64(at: namesOffset &+ place &* stride) else { return }
            if found < word { low = place } else if found > word { high = place }
        }
    }

    /// The places of the names that begin with `prefix`.
    func positions(withPrefix prefix: ObjectIDPrefix, in bytes: RawSpan) -> Range<Int> {
        let start = lowerBound(of: prefix.lowest, in: bytes)
        var end = start
        while let name = name(at: end, in: bytes), name <= prefix.highest, name >= prefix.lowest { end += 1 }
        return start..<end
    }

    private func lowerBound(of id: ObjectID, in bytes: RawSpan) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            guard let name = name(at: middle, in: bytes) else { return count }
            if name < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The beginning of an object name, as the smallest and the greatest name that begin so.
public struct ObjectIDPrefix: Sendable, Equatable {
    /// The digits followed by zeros.
    public let lowest: ObjectID
    /// The digits followed by `f`s.
    public let highest: ObjectID

    /// Reads hexadecimal digits of either case, at most as many as a name has; `nil` for anything else.
    public init?(hex digits: [UInt8], _ format: ObjectFormat) {
        let missing = format.hexCount - digits.count
        guard missing >= 0,
            let lowest = ObjectID(hex: digits + [UInt8](repeating: 0x30, count: missing), format),
            let highest = ObjectID(hex: digits + [UInt8](repeating: 0x66, count: missing), format)
        else { return nil }
        self.lowest = lowest
        self.highest = highest
    }

    /// Whether `id` begins so.
    public func matches(_ id: ObjectID) -> Bool { id >= lowest && id <= highest }
}
