// One block of a reftable: where its records are, and where a search in it may begin.

/// A block whose bounds have been checked; that of a log has been inflated.
struct ReftableBlock {
    /// The bytes of the table, or those that were inflated.
    let bytes: MappedFile
    /// Which kind of records it has.
    let type: UInt8
    /// Where the records are in ``bytes``.
    let records: Range<Int>
    /// Where the next block begins in the table.
    let end: Int
    /// What positions of restarts are relative to.
    private let base: Int
    private let restartCount: Int

    /// Reads the header of the block at `position` of a table; the first one shares its place with that of the file.
    init(_ table: Reftable, at position: Int) throws(GitObjectError) {
        let file = table.file
        let data = file.bytes
        let header = position == 0 ? table.headerSize : position
        guard header < table.end, table.end - header >= 6, let word = data.number32(at: header) else {
            throw file.damaged("reftable block lies outside the file", at: position)
        }
        type = UInt8(word >> 24)
        let length = Int(word & 0xff_ffff)
        let skipped = header - position + 4
        let source: MappedFile
        let base: Int
        guard length >= skipped + 2 else { throw file.damaged("reftable block is too short", at: position) }
        switch type {
        case Reftable.Section.logs.rawValue:
            let stream = header + 4..<table.end
            var consumed = 0
            let inflater = Inflater()
            guard Inflater.isPlausible(size: length - skipped, compressed: stream.count),
                let inflated = inflater.inflate(
                    data.extracting(stream), size: length - skipped, consumed: &consumed)
            else { throw file.damaged("reftable log block does not inflate", at: position) }
            // Positions in the block count what comes before the records.
            source = MappedFile(
                copying: [UInt8](repeating: 0, count: skipped) + inflated, path: file.path)
            base = 0
            end = header + 4 + consumed
        case Reftable.Section.references.rawValue, Reftable.indexType, Reftable.objectType:
            guard length <= table.end - position else {
                throw file.damaged("reftable block is cut off", at: position)
            }
            source = file
            base = position
            let after = position + length
            let isPadded =
                length < table.blockSize && (after == table.end || data.byte(at: after) == 0)
            end = isPadded ? position + table.blockSize : after
        default:
            throw file.damaged("reftable block of unknown type", at: position)
        }
        let restartCount = ReftableBlock.number16(source, at: base + length - 2)
        let recordsEnd = length - 2 - 3 * restartCount
        guard recordsEnd >= skipped else {
            throw file.damaged("reftable block has too many restarts", at: position)
        }
        records = base + skipped..<base + recordsEnd
        bytes = source
        self.base = base
        self.restartCount = restartCount
    }

    /// The number of two bytes at a place that is inside the file.
    private static func number16(_ file: MappedFile, at position: Int) -> Int {
        let bytes = file.bytes
        return Int(bytes.byte(at: position) ?? 0) << 8 | Int(bytes.byte(at: position + 1) ?? 0)
    }

    /// The next block of the same section; `nil` at its end.
    func following(in table: Reftable) throws(GitObjectError) -> ReftableBlock? {
        guard end < table.end else { return nil }
        let next = try ReftableBlock(table, at: end)
        return next.type == type ? next : nil
    }

    /// The key of the first record.
    func firstKey() throws(GitObjectError) -> [UInt8] { try wholeKey(at: records.lowerBound) }

    /// Where to begin scanning for `key`: at the last record with a whole key that is not greater.
    func scanStart(for key: [UInt8]) throws(GitObjectError) -> Int {
        var low = 0
        var high = restartCount
        while low < high {
            let middle = (low + high) / 2
            if key.lexicographicallyPrecedes(try wholeKey(at: restart(middle))) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low == 0 ? records.lowerBound : try restart(low - 1)
    }

    private func restart(_ number: Int) throws(GitObjectError) -> Int {
        let span = bytes.bytes
        let place = records.upperBound + number * 3
        guard let high = span.byte(at: place), let middle = span.byte(at: place + 1),
            let low = span.byte(at: place + 2)
        else { throw damaged("reftable restart is cut off", at: place) }
        let position = base + (Int(high) << 16 | Int(middle) << 8 | Int(low))
        guard records.contains(position) else {
            throw damaged("reftable restart lies outside its block", at: place)
        }
        return position
    }

    /// The key of a record that shares no bytes with the one before.
    private func wholeKey(at position: Int) throws(GitObjectError) -> [UInt8] {
        var position = position
        let prefix = try number(&position)
        let word = try number(&position)
        guard prefix == 0, word >> 3 <= records.upperBound - position,
            let key = bytes.bytes.array(position..<position + word >> 3)
        else { throw damaged("reftable record has a damaged key", at: position) }
        return key
    }

    // MARK: Numbers

    /// Reads a number of variable length inside the records, and moves `position` behind it.
    @inline(__always)
    func number(_ position: inout Int) throws(GitObjectError) -> Int {
        let span = bytes.bytes
        var value = 0
        while position < records.upperBound, let byte = span.byte(at: position), value < 1 << 54 {
            position += 1
            value |= Int(byte & 0x7f)
            if byte & 0x80 == 0 { return value }
            value = (value + 1) << 7
        }
        throw damaged("reftable record is cut off", at: position)
    }

    /// Reads the name of an object inside the records.
    @inline(__always)
    func id(_ position: inout Int, _ format: ObjectFormat) throws(GitObjectError) -> ObjectID {
        guard position <= records.upperBound - format.byteCount,
            let id = ObjectID(bytes.bytes, at: position, format)
        else { throw damaged("reftable record is cut off", at: position) }
        position += format.byteCount
        return id
    }

    /// Reads the length of a string inside the records, and returns where the string is.
    func string(_ position: inout Int) throws(GitObjectError) -> Range<Int> {
        let length = try number(&position)
        guard length <= records.upperBound - position else {
            throw damaged("reftable record is cut off", at: position)
        }
        defer { position += length }
        return position..<position + length
    }

    /// An error about the table; the place is one in the inflated bytes where it is a log.
    func damaged(_ what: String, at offset: Int) -> GitObjectError {
        GitObjectError(
            .damaged, what, file: bytes.path, offset: type == Reftable.Section.logs.rawValue ? nil : offset)
    }
}
