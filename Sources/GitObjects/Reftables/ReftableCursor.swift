// Reads the records of a reftable one after the other: keys by their shared prefixes, values by the type of their block.

/// What a record says of its key.
package enum ReftableValue: Sendable {
    /// The key is no more, whatever older tables say.
    case deletion
    /// A reference to an object, and what a tag comes down to.
    case object(ObjectID, peeled: ObjectID?)
    /// A reference to another one, whose name is at a place in the block.
    case symbolic(Range<Int>)
    /// A move of a reference.
    case log(ReftableLogRecord)
    /// Another block's place: of indexes alone.
    case block(Int)
}

/// A move of a reference; texts are places in the block.
package struct ReftableLogRecord: Sendable {
    /// What the reference pointed to before and after.
    package let old: ObjectID, new: ObjectID
    /// Who moved it.
    package let name: Range<Int>, email: Range<Int>
    /// When it moved, in seconds since 1970.
    package let seconds: Int64
    /// The offset as git writes it: hours times one hundred and minutes.
    package let offset: Int
    /// Why.
    package let message: Range<Int>
}

/// A place in a section of a table.
package struct ReftableCursor {
    /// A reference's name is much shorter; a longer key would only serve to fill memory.
    private static let maximumKeySize = 1 << 16

    private let table: Reftable
    private var block: ReftableBlock
    private var position: Int
    /// Whether the next record may share no bytes with the one before.
    private var isAtStart = true
    private var hasKey = false
    /// The key of the record.
    package private(set) var key: [UInt8] = []
    /// The value of the record.
    package private(set) var value = ReftableValue.deletion

    /// Begins before the record at `position` of a block, which has a whole key.
    init(_ table: Reftable, _ block: ReftableBlock, at position: Int) {
        self.table = table
        self.block = block
        self.position = position
    }

    /// The bytes at a place that ``value`` names.
    package func bytes(_ range: Range<Int>) -> [UInt8] { block.bytes.bytes.array(range) ?? [] }

    /// Moves to the next record of the section; `false` at its end.
    package mutating func advance() throws(GitObjectError) -> Bool {
        while true {
            if try advanceInBlock() { return true }
            guard let next = try block.following(in: table) else { return false }
            block = next
            position = next.records.lowerBound
            isAtStart = true
        }
    }

    /// Moves to the next record of the block; `false` at its end.
    mutating func advanceInBlock() throws(GitObjectError) -> Bool {
        guard position < block.records.upperBound else { return false }
        let start = position
        let prefix = try block.number(&position)
        let word = try block.number(&position)
        let length = word >> 3
        guard prefix <= key.count, !isAtStart || prefix == 0,
            length <= block.records.upperBound - position,
            prefix + length <= ReftableCursor.maximumKeySize
        else { throw block.damaged("reftable record has a damaged key", at: start) }
        let source = block.bytes
        let span = source.bytes
        // Only in order can tables be searched and merged.
        guard !hasKey || isGreater(position..<position + length, than: key[prefix...]) else {
            throw block.damaged("reftable records are out of order", at: start)
        }
        key.removeLast(key.count - prefix)
        for offset in position..<position + length { key.append(span.byte(at: offset) ?? 0) }
        position += length
        isAtStart = false
        hasKey = true
        value = try readValue(UInt8(word & 7), at: start)
        return true
    }

    private func isGreater(_ suffix: Range<Int>, than rest: ArraySlice<UInt8>) -> Bool {
        let span = block.bytes.bytes
        for (offset, byte) in zip(suffix, rest) {
            let own = span.byte(at: offset) ?? 0
            if own != byte { return own > byte }
        }
        return suffix.count > rest.count
    }

    private mutating func readValue(_ type: UInt8, at start: Int) throws(GitObjectError) -> ReftableValue {
        switch block.type {
        case Reftable.indexType:
            return .block(try block.number(&position))
        case Reftable.Section.references.rawValue:
            // The number of the update, which no question asks.
            _ = try block.number(&position)
            switch type {
            case 0: return .deletion
            case 1: return .object(try block.id(&position, table.format), peeled: nil)
            case 2:
                let id = try block.id(&position, table.format)
                return .object(id, peeled: try block.id(&position, table.format))
            case 3: return .symbolic(try block.string(&position))
            default: throw block.damaged("reftable reference of unknown type", at: start)
            }
        case Reftable.Section.logs.rawValue:
            guard key.count > 9, key[key.count - 9] == 0 else {
                throw block.damaged("reftable log has a damaged key", at: start)
            }
            switch type {
            case 0: return .deletion
            case 1: return .log(try readLog(at: start))
            default: throw block.damaged("reftable log of unknown type", at: start)
            }
        default:
            throw block.damaged("reftable block of another type", at: start)
        }
    }

    private mutating func readLog(at start: Int) throws(GitObjectError) -> ReftableLogRecord {
        let old = try block.id(&position, table.format)
        let new = try block.id(&position, table.format)
        let name = try block.string(&position)
        let email = try block.string(&position)
        let seconds = try block.number(&position)
        let source = block.bytes
        let span = source.bytes
        guard position <= block.records.upperBound - 2, let high = span.byte(at: position),
            let low = span.byte(at: position + 1)
        else { throw block.damaged("reftable log is cut off", at: start) }
        position += 2
        // Minutes by the format's description; but git writes, and reads, the number it prints.
        let offset = Int16(bitPattern: UInt16(high) << 8 | UInt16(low))
        return ReftableLogRecord(
            old: old, new: new, name: name, email: email, seconds: Int64(seconds), offset: Int(offset),
            message: try block.string(&position))
    }
}
