// One table of references and their logs: its header, its footer and where its sections are (git's reftable format).

import Clibdeflate

/// A file of a reftable stack, which never changes once it is written.
package final class Reftable: Sendable {
    /// What a table is asked for.
    package enum Section: UInt8, Sendable {
        /// References by their names.
        case references = 0x72
        /// Moves of references, by their names and backwards by the numbers of their updates.
        case logs = 0x67
    }

    /// A section's first block and, where it has one, the root of its index.
    struct Place: Sendable {
        let start: Int
        let index: Int?
    }

    /// The type of the blocks an index is made of.
    static let indexType: UInt8 = 0x69
    /// The type of the blocks that lead from objects to references, which no question here asks.
    static let objectType: UInt8 = 0x6f
    /// `REFT`
    private static let magic: UInt32 = 0x5245_4654
    /// What a footer has besides the header: five positions and a checksum.
    private static let footerRest = 44

    let file: MappedFile
    let format: ObjectFormat
    /// What the blocks are aligned to; zero where they follow each other at once.
    let blockSize: Int
    let headerSize: Int
    /// Where the footer begins.
    let end: Int
    private let references: Place?
    private let logs: Place?

    /// Reads header and footer.
    ///
    /// - Throws: `damaged` for what is no table or whose checksum is wrong, `unsupported` for a later version.
    package init(_ file: MappedFile, _ format: ObjectFormat) throws(GitObjectError) {
        self.file = file
        self.format = format
        let bytes = file.bytes
        guard bytes.number32(at: 0) == Reftable.magic, let version = bytes.byte(at: 4) else {
            throw file.damaged("not a reftable", at: 0)
        }
        guard version == 1 || version == 2 else {
            throw GitObjectError(
                .unsupported, "reftable version not supported", file: file.path, offset: 4)
        }
        headerSize = version == 1 ? 24 : 28
        end = bytes.byteCount - headerSize - Reftable.footerRest
        guard end >= headerSize, let size = bytes.number32(at: 4) else {
            throw file.damaged("reftable is cut off")
        }
        blockSize = Int(size & 0xff_ffff)
        guard bytes.array(0..<headerSize) == bytes.array(end..<end + headerSize) else {
            throw file.damaged("reftable footer does not repeat the header", at: end)
        }
        guard bytes.number32(at: bytes.byteCount - 4) == Reftable.checksum(bytes, end..<bytes.byteCount - 4)
        else { throw file.damaged("reftable footer has a wrong checksum", at: end) }
        let names: ObjectFormat?
        switch version == 1 ? 0x7368_6131 : bytes.number32(at: 24) {
        case 0x7368_6131: names = .sha1
        case 0x7332_3536: names = .sha256
        default: names = nil
        }
        guard names == format else {
            throw file.damaged("reftable names objects by another hash function than the repository", at: 24)
        }
        let rest = end + headerSize
        var positions: [Int] = []
        for number in 0..<5 {
            // A position beyond the file is found to be wrong where a block is read there.
            positions.append(Int(clamping: bytes.number64(at: rest + number * 8) ?? 0))
        }
        func index(_ position: Int) -> Int? { position == 0 ? nil : position }
        let first = end > headerSize ? bytes.byte(at: headerSize) : nil
        references =
            first == Section.references.rawValue ? Place(start: 0, index: index(positions[0])) : nil
        let isLogFirst = first == Section.logs.rawValue
        logs =
            isLogFirst || positions[3] > 0
            ? Place(start: isLogFirst ? 0 : positions[3], index: index(positions[4])) : nil
    }

    /// Where a section is; `nil` where the table has none.
    func place(of section: Section) -> Place? {
        switch section {
        case .references: references
        case .logs: logs
        }
    }

    private static func checksum(_ bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
        unsafe bytes.extracting(range).withUnsafeBytes {
            unsafe UInt32(truncatingIfNeeded: libdeflate_crc32(0, $0.baseAddress, $0.count))
        }
    }

    // MARK: Seeking

    /// A cursor at the first record whose key is not less than `key`; `nil` where there is none.
    package func seek(_ key: [UInt8], in section: Section) throws(GitObjectError) -> ReftableCursor? {
        guard let place = place(of: section), let block = try block(for: key, section, place) else {
            return nil
        }
        var cursor = ReftableCursor(self, block, at: try block.scanStart(for: key))
        while try cursor.advance() {
            if !cursor.key.lexicographicallyPrecedes(key) { return cursor }
        }
        return nil
    }

    /// The block in which the first record not less than `key` is, or one before it.
    private func block(
        for key: [UInt8], _ section: Section, _ place: Place
    ) throws(GitObjectError) -> ReftableBlock? {
        guard var position = place.index else {
            var block = try ReftableBlock(self, at: place.start)
            guard block.type == section.rawValue else {
                throw file.damaged("reftable section begins with a block of another type", at: place.start)
            }
            while let next = try block.following(in: self) {
                guard try !key.lexicographicallyPrecedes(next.firstKey()) else { break }
                block = next
            }
            return block
        }
        while true {
            let block = try ReftableBlock(self, at: position)
            if block.type == section.rawValue { return block }
            guard block.type == Reftable.indexType else {
                throw file.damaged("reftable index leads to a block of another type", at: position)
            }
            var cursor = ReftableCursor(self, block, at: try block.scanStart(for: key))
            var child: Int?
            while child == nil, try cursor.advanceInBlock() {
                if !cursor.key.lexicographicallyPrecedes(key), case .block(let at) = cursor.value {
                    child = at
                }
            }
            guard let child else { return nil }
            // Blocks come before the index that leads to them, so that every search ends.
            guard child < position else {
                throw file.damaged("reftable index does not lead backwards", at: position)
            }
            position = child
        }
    }
}
