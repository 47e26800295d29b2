// Writes packs and indexes by hand, so that tests can have what git never writes: cycles, wrong sizes, truncation.

import Support

@testable import GitObjects

/// An entry of a pack in the making.
struct BuiltEntry {
    var id: ObjectID
    /// The type in the entry's header, 0 to 7.
    var type: UInt8
    /// The inflated size the header announces.
    var size: Int
    /// The bytes between the header and the data: a distance or the name of a base.
    var base: [UInt8] = []
    /// The bytes of the zlib stream.
    var data: [UInt8]

    static func object(_ id: ObjectID, _ type: ObjectType, _ bytes: [UInt8]) -> BuiltEntry {
        BuiltEntry(id: id, type: type.rawValue, size: bytes.count, data: stored(bytes))
    }

    static func delta(_ id: ObjectID, against base: ObjectID, _ delta: [UInt8]) -> BuiltEntry {
        BuiltEntry(id: id, type: 7, size: delta.count, base: base.bytes, data: stored(delta))
    }

    static func delta(_ id: ObjectID, distance: Int, _ delta: [UInt8]) -> BuiltEntry {
        var digits = [UInt8(distance & 0x7f)]
        var rest = distance >> 7
        while rest > 0 {
            rest -= 1
            digits.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
            rest >>= 7
        }
        return BuiltEntry(id: id, type: 6, size: delta.count, base: digits, data: stored(delta))
    }

    /// The entry as it is in the pack.
    var bytes: [UInt8] {
        var result: [UInt8] = []
        var rest = size >> 4
        result.append(type << 4 | UInt8(size & 0xf) | (rest > 0 ? 0x80 : 0))
        while rest > 0 {
            result.append(UInt8(rest & 0x7f) | (rest >> 7 > 0 ? 0x80 : 0))
            rest >>= 7
        }
        return result + base + data
    }
}

/// A zlib stream of stored blocks.
func stored(_ bytes: [UInt8]) -> [UInt8] { LooseObjectWriter.zlibStream(bytes) }

/// `value` as `count` bytes, the greatest first.
func bigEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// A size as deltas write it.
func deltaSize(_ value: Int) -> [UInt8] {
    var rest = value
    var result: [UInt8] = []
    repeat {
        result.append(UInt8(rest & 0x7f) | (rest >> 7 > 0 ? 0x80 : 0))
        rest >>= 7
    } while rest > 0
    return result
}

/// A pack and its index in memory.
struct BuiltPack {
    var pack: [UInt8]
    var index: [UInt8]
    var offsets: [Int]

    init(_ entries: [BuiltEntry]) {
        pack = Array("PACK".utf8) + bigEndian(2, 4) + bigEndian(entries.count, 4)
        offsets = []
        for entry in entries {
            offsets.append(pack.count)
            pack += entry.bytes
        }
        let checksum = [UInt8](repeating: 0xab, count: 20)
        pack += checksum
        let sorted = entries.indices.sorted { entries[$0].id < entries[$1].id }
        index = [0xff, 0x74, 0x4f, 0x63] + bigEndian(2, 4)
        for byte in 0...255 {
            index += bigEndian(entries.filter { $0.id.firstByte <= UInt8(byte) }.count, 4)
        }
        for place in sorted { index += entries[place].id.bytes }
        index += [UInt8](repeating: 0, count: 4 * entries.count)
        for place in sorted { index += bigEndian(offsets[place], 4) }
        index += checksum + checksum
    }

    /// A database of this pack alone.
    var database: ObjectDatabase {
        get throws(GitObjectError) {
            let index = try PackIndex(MappedFile(copying: index, path: Array("test.idx".utf8)), .sha1)
            let data = try Packfile(MappedFile(copying: pack, path: Array("test.pack".utf8)), .sha1)
            return ObjectDatabase(packs: [Pack(number: 0, index: index, data: data)], format: .sha1)
        }
    }
}

/// A name that begins with the bytes of `number`.
func testID(_ number: Int) -> ObjectID {
    ObjectID(sha1: UInt64(number) << 40 | 0x11_2233, 5, 6)
}
