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
    ///
    /// - Complexity: logarithmic in the number of names for any table; where names are spread evenly, as hashes are, two or
    ///   three of them are looked at, and some of their neighbours.
    func position(of id: ObjectID, in bytes: RawSpan) -> Int? {
        let first = Int(id.firstByte)
        let start = first == 0 ? 0 : bytes.number32(at: fanoutOffset + (first - 1) * 4)
        guard let start, let end = bytes.number32(at: fanoutOffset + first * 4) else { return nil }
        var search = NameSearch(from: Int(start), to: min(Int(end), count), word: id.firstWord)
        while let place = search.place {
            guard let word = bytes.number64(at: namesOffset &+ place &* stride) else { return nil }
            if word == id.firstWord {
                guard let name = ObjectID(bytes, at: namesOffset &+ place &* stride, format) else {
                    return nil
                }
                if name == id { return place }
                search.exclude(place, isBefore: name < id, word)
            } else {
                search.exclude(place, isBefore: word < id.firstWord, word)
            }
        }
        return nil
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

/// A search among sorted names of the same first byte, which says where to look next.
///
/// Each place that is looked at waits for memory. Names are spread evenly, so that their bytes say nearly where they are: the
/// first two looks are where the name should be by its distance from what is known. The others are nearby, at distances that
/// double, and halve what is left once that is less.
private struct NameSearch {
    private var low: Int
    private var high: Int
    private let word: UInt64
    /// The number of names between which the bytes after the first are spread.
    private let spread: UInt64
    private var next: Int
    private var looks = 0
    private var gap = NameSearch.firstGap
    /// About the error of the second look among a few thousand names.
    private static let firstGap = 3

    init(from low: Int, to high: Int, word: UInt64) {
        self.low = low
        self.high = high
        self.word = word
        spread = UInt64(max(0, high - low))
        next = low
        next = low + distance(word & (1 << 56 - 1))
    }

    /// Where to look; `nil` where nothing is left.
    var place: Int? { low < high ? min(max(next, low), high - 1) : nil }

    /// Leaves out the name at `place`, which begins with `found`, and all before or after it.
    mutating func exclude(_ place: Int, isBefore: Bool, _ found: UInt64) {
        if isBefore { low = place + 1 } else { high = place }
        looks += 1
        if looks == 1 {
            next = isBefore ? place + distance(word - found) : place - distance(found - word)
        } else {
            let middle = low + (high - low) / 2
            next = isBefore ? min(low + gap, middle) : max(high - 1 - gap, middle)
            gap *= 2
        }
    }

    /// How many names there are between two whose first words differ by so much, if they are spread evenly.
    private func distance(_ difference: UInt64) -> Int {
        let product = difference.multipliedFullWidth(by: spread)
        return Int(truncatingIfNeeded: product.high << 8 | product.low >> 56)
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
