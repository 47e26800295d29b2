// Keeps the contents of commits that were read ahead until rows are made of them, so that each is inflated only once.

/// The contents of the commits last read ahead, by row; the oldest are dropped when there are too many bytes.
///
/// Packs hold commits nearly in the order in which they are shown, so that what is dropped has mostly been shown.
struct CommitTexts: Sendable {
    /// Where a row's content is.
    private struct Place {
        var piece: Int32 = -1
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    /// How far the packs have been read.
    var cursor = PackCursor()
    /// The contents of stretches of a pack, those that were dropped empty.
    private var pieces: [[UInt8]] = []
    private var places: ContiguousArray<Place> = []
    /// The most bytes kept.
    private let maximumBytes: Int
    private var byteCount = 0
    private var oldest = 0

    /// Keeps at most `maximumBytes` bytes, and the stretch read last in any case.
    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// Takes in the contents of a stretch, which `keep` then divides among rows.
    mutating func begin(_ contents: [UInt8]) {
        byteCount += contents.count
        pieces.append(contents)
        while byteCount > maximumBytes, oldest < pieces.count - 1 {
            byteCount -= pieces[oldest].count
            pieces[oldest] = []
            oldest += 1
        }
    }

    /// Keeps the place of a row's content: `range` of the stretch begun last.
    mutating func keep(_ row: CommitIndex, _ range: Range<Int>) {
        guard let start = UInt32(exactly: range.lowerBound), let count = UInt32(exactly: range.count) else {
            return
        }
        if places.count <= Int(row) {
            places.append(contentsOf: repeatElement(Place(), count: Int(row) + 1 - places.count))
        }
        places[Int(row)] = Place(piece: Int32(pieces.count - 1), start: start, count: count)
    }

    /// Puts the content of a row's commit in the place of what `content` holds; `false` where it is not at hand.
    func copy(_ row: CommitIndex, into content: inout [UInt8]) -> Bool {
        guard Int(row) < places.count else { return false }
        let place = places[Int(row)]
        guard place.piece >= Int32(oldest) else { return false }
        let start = Int(place.start)
        content.removeAll(keepingCapacity: true)
        content += pieces[Int(place.piece)][start..<start + Int(place.count)]
        return true
    }

    /// The content of a row's commit; `nil` where it is not at hand.
    subscript(row: CommitIndex) -> [UInt8]? {
        var content: [UInt8] = []
        return copy(row, into: &content) ? content : nil
    }
}

/// How far packs have been read ahead.
struct PackCursor: Sendable {
    /// The pack to go on with.
    var pack = 0
    /// The rank in it to go on with.
    var rank = 0
    /// The chunks without a commit just before.
    var emptyChunks = 0

    /// Goes to the beginning of the next pack.
    mutating func nextPack() {
        self = PackCursor(pack: pack + 1)
    }
}
