// Writes reftables by the format's description, since the git of most machines can't: blocks, restarts, indexes, logs.

/// The making of one table.
public struct ReftableWriter: Sendable {
    /// What a reference is in a table.
    public enum Value: Sendable {
        /// It is no more.
        case deletion
        /// It points to an object, and as a tag comes down to another.
        case object(String, peeled: String? = nil)
        /// It points to another reference.
        case symbolic([UInt8])
    }

    /// A move of a reference, or the deletion of one.
    public struct Move: Sendable {
        /// The reference.
        public var name: [UInt8]
        /// The number of the update.
        public var update: UInt64
        /// The values before and after; `nil` where an older table's move is deleted.
        public var values: (old: String, new: String)?
        /// Who moved it.
        public var person: (name: [UInt8], email: [UInt8]) = (
            Array("C O Mitter".utf8), Array("c@example.com".utf8)
        )
        /// When, and the offset as git writes it.
        public var seconds = Hermetic.date, offset = 0
        /// Why.
        public var message: [UInt8] = []

        /// A move by its parts.
        public init(name: [UInt8], update: UInt64, values: (old: String, new: String)?) {
            self.name = name
            self.update = update
            self.values = values
        }
    }

    /// How objects are named; SHA-1 names make a table of version 1.
    public var hash = HashFunction.sha1
    /// What blocks are aligned to; zero writes them one after the other.
    public var blockSize = 4_096
    /// The bytes of a block that is not aligned, and of one of an index.
    public var looseBlockSize = 300
    /// Every such record has its whole key.
    public var restartInterval = 16
    /// Whether blocks are indexed that could do without.
    public var alwaysIndexes = false
    /// The references.
    public var references: [(name: [UInt8], value: Value)] = []
    /// Their moves.
    public var moves: [Move] = []
    /// The bounds of the numbers of updates.
    public var updates: ClosedRange<UInt64> = 1...1

    private var output: [UInt8] = []

    /// An empty table.
    public init() {}

    private var header: [UInt8] {
        var bytes = Array("REFT".utf8) + Self.big(UInt64(hash == .sha1 ? 1 : 2), 1)
        bytes += Self.big(UInt64(blockSize), 3) + Self.big(updates.lowerBound, 8)
        bytes += Self.big(updates.upperBound, 8)
        return hash == .sha1 ? bytes : bytes + Array("s256".utf8)
    }

    /// The whole file.
    public func table() -> [UInt8] {
        var writer = self
        return writer.write()
    }

    private mutating func write() -> [UInt8] {
        let header = header
        output = header
        let ordered = references.sorted { $0.name.lexicographicallyPrecedes($1.name) }
        let blocks = section(
            0x72,
            ordered.map { reference in
                let (type, value) = encoded(reference.value)
                return Record(key: reference.name, type: type, value: [0] + value)
            })
        let referenceIndex = index(of: blocks, isNeeded: blocks.count > (blockSize == 0 ? 1 : 3))
        var records = moves.map { move in
            Record(
                key: move.name + [0] + Self.big(UInt64.max - move.update, 8),
                type: move.values == nil ? 0 : 1, value: encoded(move))
        }
        records.sort { $0.key.lexicographicallyPrecedes($1.key) }
        let logPosition = records.isEmpty ? 0 : output.count
        let logs = section(0x67, records)
        let logIndex = index(of: logs, isNeeded: logs.count > 1)
        var footer = header
        for position in [referenceIndex, 0, 0, logPosition, logIndex] {
            footer += Self.big(UInt64(position), 8)
        }
        output += footer + Self.big(UInt64(Self.checksum(footer)), 4)
        return output
    }

    // MARK: Blocks

    private struct Record {
        var key: [UInt8]
        var type: UInt8
        var value: [UInt8]
    }

    /// Writes the blocks of a section and returns their last keys and positions.
    private mutating func section(_ type: UInt8, _ records: [Record]) -> [(key: [UInt8], position: Int)] {
        var blocks: [(key: [UInt8], position: Int)] = []
        var rest = records[...]
        while !rest.isEmpty {
            if type == 0x72, blockSize > 0, output.count > header.count {
                output += [UInt8](repeating: 0, count: (blockSize - output.count % blockSize) % blockSize)
            }
            // The first block counts the file's header as its own.
            let base = output.count == header.count ? 0 : output.count
            let skipped = output.count - base
            var block: [UInt8] = []
            var restarts: [Int] = []
            var previous: [UInt8] = []
            var count = 0
            let limit = type == 0x72 && blockSize > 0 ? blockSize : looseBlockSize
            while let record = rest.first {
                let isRestart = count % restartInterval == 0
                let shared = isRestart ? 0 : zip(previous, record.key).prefix { $0 == $1 }.count
                let bytes =
                    Self.variable(shared) + Self.variable((record.key.count - shared) << 3 | Int(record.type))
                    + record.key[shared...] + record.value
                let size = skipped + 4 + block.count + bytes.count + (restarts.count + 1) * 3 + 2
                if count > 0, size > limit { break }
                if isRestart { restarts.append(skipped + 4 + block.count) }
                block += bytes
                previous = record.key
                count += 1
                rest = rest.dropFirst()
            }
            for restart in restarts { block += Self.big(UInt64(restart), 3) }
            block += Self.big(UInt64(restarts.count), 2)
            output += [type] + Self.big(UInt64(skipped + 4 + block.count), 3)
            output += type == 0x67 ? LooseObjectWriter.zlibStream(block) : block
            blocks.append((previous, base))
        }
        return blocks
    }

    /// Writes an index of blocks, on as many levels as it takes, and returns the root's position; zero for none.
    private mutating func index(of blocks: [(key: [UInt8], position: Int)], isNeeded: Bool) -> Int {
        guard isNeeded || alwaysIndexes && !blocks.isEmpty else { return 0 }
        var level = blocks
        repeat {
            level = section(
                0x69, level.map { Record(key: $0.key, type: 0, value: Self.variable($0.position)) })
        } while level.count > 1
        return level[0].position
    }

    // MARK: Values

    private func encoded(_ value: Value) -> (type: UInt8, bytes: [UInt8]) {
        switch value {
        case .deletion: (0, [])
        case .object(let name, nil): (1, Self.bytes(ofHex: name))
        case .object(let name, let peeled?): (2, Self.bytes(ofHex: name) + Self.bytes(ofHex: peeled))
        case .symbolic(let target): (3, Self.variable(target.count) + target)
        }
    }

    private func encoded(_ move: Move) -> [UInt8] {
        guard let values = move.values else { return [] }
        var bytes = Self.bytes(ofHex: values.old) + Self.bytes(ofHex: values.new)
        for text in [move.person.name, move.person.email] { bytes += Self.variable(text.count) + text }
        bytes += Self.variable(move.seconds)
        bytes += Self.big(UInt64(UInt16(bitPattern: Int16(truncatingIfNeeded: move.offset))), 2)
        // Git ends messages with a line feed.
        let message = move.message + [0x0a]
        return bytes + Self.variable(message.count) + message
    }

    static func big(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }

    private static func variable(_ value: Int) -> [UInt8] {
        var bytes = [UInt8(value & 0x7f)]
        var rest = value >> 7
        while rest > 0 {
            rest -= 1
            bytes.insert(UInt8(0x80 | rest & 0x7f), at: 0)
            rest >>= 7
        }
        return bytes
    }

    private static func bytes(ofHex text: String) -> [UInt8] {
        let digits = text.utf8.map { $0 < 0x40 ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// CRC-32, bit by bit.
    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xedb8_8320 : 0) }
        }
        return ~remainder
    }
}
