// The table of contents that multi-pack-indexes and commit-graphs share (gitformat-chunk).

/// The byte range of each chunk of a file.
struct ChunkTable: Sendable {
    private var ranges: [UInt32: Range<Int>] = [:]

    /// Reads `count` entries at `offset`: four bytes of name and eight of offset each, and a terminator.
    ///
    /// Chunks must follow the table, be in order and end before the trailing checksum; a name may occur once. Unknown
    /// names do no harm.
    init(
        _ file: MappedFile, at offset: Int, count: Int, _ format: ObjectFormat
    ) throws(GitObjectError) {
        let bytes = file.bytes
        let end = bytes.byteCount - format.byteCount
        let first = offset + (count + 1) * 12
        guard first <= end else { throw file.damaged("chunk table is cut off", at: offset) }
        var previous = first
        var pending: UInt32?
        for entry in 0...count {
            let place = offset + entry * 12
            guard let name = bytes.number32(at: place), let start64 = bytes.number64(at: place + 4),
                let start = Int(exactly: start64), start >= previous, start <= end
            else { throw file.damaged("chunk lies outside the file", at: place) }
            if let pending {
                guard ranges.updateValue(previous..<start, forKey: pending) == nil else {
                    throw file.damaged("chunk stands twice", at: place)
                }
            }
            guard (name == 0) == (entry == count) else {
                throw file.damaged("chunk table ends in the wrong place", at: place)
            }
            pending = name
            previous = start
        }
    }

    /// The byte range of the chunk with a four-letter name; `nil` when there is none.
    subscript(name: StaticString) -> Range<Int>? {
        var number: UInt32 = 0
        for byte in name.description.utf8 { number = number << 8 | UInt32(byte) }
        return ranges[number]
    }
}
