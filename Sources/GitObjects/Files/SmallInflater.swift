// Inflates small zlib streams, such as commits, faster than libdeflate, whose decoding tables take longer to fill than to use.

import Clibdeflate

/// Decodes whole zlib streams (RFC 1950, RFC 1951) of small objects.
///
/// A commit of 300 bytes has some 60 symbols; libdeflate fills a table of 2,048 entries for them, this decoder one of 512,
/// and looks longer codes up bit by bit. It gives up on anything unusual: a stream that is damaged, has an
/// incomplete code, ends near the end of the input, or does not have exactly the size expected. libdeflate's verdict on
/// those stands. What it decodes has the right size and checksum.
@safe struct SmallInflater: ~Copyable {
    /// The greatest object worth decoding here: beyond that libdeflate's larger tables pay.
    static let maximumSize = 1024

    private let lengthCode = DeflateTable()
    private let distanceCode = DeflateTable()
    /// The codes of blocks that bring none.
    private let fixedLengthCode = DeflateTable()
    private let fixedDistanceCode = DeflateTable()
    /// The entries of literals and lengths, and of distances, without code lengths.
    private let lengthEntries: UnsafeMutablePointer<DeflateTable.Entry>
    private let distanceEntries: UnsafeMutablePointer<DeflateTable.Entry>
    private let codeLengths: UnsafeMutablePointer<UInt8>
    /// The code of code lengths: by seven bits, the length in bits 0 to 2 and the symbol from bit 3 on.
    private let precode: UnsafeMutablePointer<UInt8>

    init() {
        unsafe lengthEntries = .allocate(capacity: 288)
        unsafe distanceEntries = .allocate(capacity: 32)
        unsafe codeLengths = .allocate(capacity: 320 + 138)
        unsafe precode = .allocate(capacity: 128)
        unsafe codeLengths.initialize(repeating: 0, count: 320 + 138)
        unsafe precode.initialize(repeating: 0, count: 128)
        for byte in 0..<256 {
            unsafe (lengthEntries + byte).initialize(
                to: DeflateTable.Entry(byte) << 16 | DeflateTable.literal)
        }
        unsafe (lengthEntries + 256).initialize(to: DeflateTable.endOfBlock)
        var base: DeflateTable.Entry = 3
        for symbol in 257..<285 {
            let extra = DeflateTable.Entry(symbol < 265 ? 0 : (symbol - 261) / 4)
            unsafe (lengthEntries + symbol).initialize(to: base << 16 | extra << 4)
            base += 1 << extra
        }
        unsafe (lengthEntries + 285).initialize(to: 258 << 16)
        for symbol in 286..<288 { unsafe (lengthEntries + symbol).initialize(to: DeflateTable.invalid) }
        base = 1
        for symbol in 0..<30 {
            let extra = DeflateTable.Entry(symbol < 4 ? 0 : symbol / 2 - 1)
            unsafe (distanceEntries + symbol).initialize(to: base << 16 | extra << 4)
            base += 1 << extra
        }
        for symbol in 30..<32 { unsafe (distanceEntries + symbol).initialize(to: DeflateTable.invalid) }

        for (symbols, length) in [(0..<144, 8), (144..<256, 9), (256..<280, 7), (280..<288, 8)] {
            unsafe (codeLengths + symbols.lowerBound).update(repeating: UInt8(length), count: symbols.count)
        }
        _ = unsafe fixedLengthCode.build(codeLengths, lengthEntries, count: 288)
        unsafe codeLengths.update(repeating: 5, count: 32)
        _ = unsafe fixedDistanceCode.build(codeLengths, distanceEntries, count: 32)
    }

    deinit {
        unsafe lengthEntries.deallocate()
        unsafe distanceEntries.deallocate()
        unsafe codeLengths.deallocate()
        unsafe precode.deallocate()
    }

    /// Inflates the stream at the start of `input` into `output`, which it has to fill exactly; the stream's length, or
    /// `nil` where it has to be decoded by libdeflate.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard let start = input.baseAddress, let target = output.baseAddress, input.count >= 16,
            unsafe SmallInflater.isHeader(input[0], input[1])
        else { return nil }
        var reader = unsafe DeflateBitReader(next: start + 2, last: start + (input.count - 8))
        var position = 0
        var isLast = false
        while !isLast {
            guard reader.refill() else { return nil }
            isLast = reader.take(1) == 1
            let end: Int?
            switch reader.take(2) {
            case 1: end = unsafe readBlock(&reader, fixedLengthCode, fixedDistanceCode, output, position)
            case 2:
                guard readCodes(&reader) else { return nil }
                end = unsafe readBlock(&reader, lengthCode, distanceCode, output, position)
            // Stored blocks are rare, and libdeflate copies them as fast.
            default: end = nil
            }
            guard let end else { return nil }
            position = end
        }
        guard position == output.count else { return nil }
        // The bytes that have been loaded and not used; the checksum is after them, and big-endian.
        let place = unsafe reader.next - Int(truncatingIfNeeded: reader.count &>> 3)
        let used = unsafe start.distance(to: place)
        guard used + 4 <= input.count else { return nil }
        let checksum = unsafe UInt32(bigEndian: place.loadUnaligned(as: UInt32.self))
        guard unsafe libdeflate_adler32(1, target, position) == checksum else { return nil }
        return used + 4
    }

    /// Inflates the beginning of the stream at the start of `input`, at least `count` bytes unless it is shorter and at
    /// most ``prefixRoom`` more, into `output`, which has room for them; how many, or `nil` where it cannot.
    func inflatePrefix(
        _ input: UnsafeRawBufferPointer, count: Int, into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        guard let start = input.baseAddress, input.count >= 16,
            output.count >= count + SmallInflater.prefixRoom,
            unsafe SmallInflater.isHeader(input[0], input[1])
        else { return nil }
        var reader = unsafe DeflateBitReader(next: start + 2, last: start + (input.count - 8))
        var position = 0
        var isLast = false
        while !isLast, position < count {
            guard reader.refill() else { return nil }
            isLast = reader.take(1) == 1
            let end: Int?
            switch reader.take(2) {
            case 1:
                end = unsafe readPrefix(&reader, fixedLengthCode, fixedDistanceCode, output, position, count)
            case 2:
                guard readCodes(&reader) else { return nil }
                end = unsafe readPrefix(&reader, lengthCode, distanceCode, output, position, count)
            default: end = nil
            }
            guard let end else { return nil }
            position = end
        }
        return position
    }

    /// More than one repeat makes, and the four literals that may be read ahead.
    static let prefixRoom = 258 + 4

    private static func isHeader(_ method: UInt8, _ flags: UInt8) -> Bool {
        method & 0xf == 8 && method >> 4 <= 7 && (UInt32(method) << 8 | UInt32(flags)) % 31 == 0
            && flags & 0x20 == 0
    }

    /// Reads the codes at the start of a dynamic block.
    private func readCodes(_ reader: inout DeflateBitReader) -> Bool {
        let lengthCount = Int(reader.take(5)) + 257
        let distanceCount = Int(reader.take(5)) + 1
        let precodeCount = Int(reader.take(4)) + 4
        guard lengthCount <= 286, distanceCount <= 30, readPrecode(&reader, count: precodeCount) else {
            return false
        }
        let total = lengthCount + distanceCount
        var index = 0
        while index < total {
            guard reader.refill() else { return false }
            // Three of at most 14 bits are in the 56.
            for _ in 0..<3 where index < total {
                let entry = unsafe precode[Int(truncatingIfNeeded: reader.bits & 127)]
                reader.skip(UInt64(entry & 7))
                let symbol = entry >> 3
                if symbol < 16 {
                    unsafe codeLengths[index] = symbol
                    index &+= 1
                    continue
                }
                var value: UInt8 = 0
                let count: Int
                switch symbol {
                case 16:
                    guard index > 0 else { return false }
                    value = unsafe codeLengths[index - 1]
                    count = 3 + Int(reader.take(2))
                case 17: count = 3 + Int(reader.take(3))
                default: count = 11 + Int(reader.take(7))
                }
                // At most 138, for which there is room behind the last code length.
                unsafe (codeLengths + index).update(repeating: value, count: count)
                index &+= count
            }
        }
        guard index == total, unsafe codeLengths[256] != 0 else { return false }
        return unsafe lengthCode.build(codeLengths, lengthEntries, count: lengthCount)
            && distanceCode.build(codeLengths + lengthCount, distanceEntries, count: distanceCount)
    }

    /// Reads the code of code lengths.
    private func readPrecode(_ reader: inout DeflateBitReader, count: Int) -> Bool {
        var lengths: (UInt64, UInt64, UInt64) = (0, 0, 0)
        return unsafe withUnsafeMutableBytes(of: &lengths) { lengths in
            guard reader.refill() else { return false }
            for position in 0..<count {
                // 18 of them are in the 56 bits.
                if position == 17, !reader.refill() { return false }
                unsafe lengths[Int(SmallInflater.precodeOrder[position])] = UInt8(
                    truncatingIfNeeded: reader.take(3))
            }
            var pattern = 0
            var end = 1
            for length in 1...7 as ClosedRange<UInt8> {
                unsafe (precode + end).update(from: precode, count: end)
                end &*= 2
                for symbol in 0..<19 where unsafe lengths[symbol] == length {
                    // One symbol too many.
                    guard pattern >= 0 else { return false }
                    unsafe precode[pattern] = UInt8(truncatingIfNeeded: symbol) << 3 | length
                    pattern = DeflateTable.successor(of: pattern, below: end)
                }
            }
            // Every pattern has to belong to a symbol.
            return pattern < 0
        }
    }

    private static let precodeOrder: [UInt8] = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]

    /// Decodes a block from the byte `start` of the output on; returns the place behind its last byte.
    @inline(never)
    private func readBlock(
        _ reader: inout DeflateBitReader, _ lengthCode: borrowing DeflateTable,
        _ distanceCode: borrowing DeflateTable,
        _ output: UnsafeMutableRawBufferPointer, _ start: Int
    ) -> Int? {
        unsafe readBlock(&reader, lengthCode, distanceCode, output, start, wanted: .max)
    }

    /// The same, but no further than necessary for `wanted` bytes of output.
    @inline(never)
    private func readPrefix(
        _ reader: inout DeflateBitReader, _ lengthCode: borrowing DeflateTable,
        _ distanceCode: borrowing DeflateTable,
        _ output: UnsafeMutableRawBufferPointer, _ start: Int, _ wanted: Int
    ) -> Int? {
        unsafe readBlock(&reader, lengthCode, distanceCode, output, start, wanted: wanted)
    }

    /// Inlined into both, so that whole blocks are not checked for a limit they do not have.
    @inline(__always)
    private func readBlock(
        _ shared: inout DeflateBitReader, _ lengthCode: borrowing DeflateTable,
        _ distanceCode: borrowing DeflateTable,
        _ output: UnsafeMutableRawBufferPointer, _ start: Int, wanted: Int
    ) -> Int? {
        guard let target = output.baseAddress else { return nil }
        let size = output.count
        // A copy, which stays in registers.
        var reader = shared
        defer { shared = reader }
        var position = start
        let table = unsafe lengthCode.table
        let mask: UInt64 = (1 << DeflateTable.tableBits) - 1
        while true {
            if position >= wanted { return position }
            guard reader.refill() else { return nil }
            var entry = unsafe table[Int(truncatingIfNeeded: reader.bits & mask)]
            // Of the 56 bits four literals take 36 at most, and the next lookup nine.
            if entry & DeflateTable.literal != 0, position &+ 4 < size {
                var literals = 0
                repeat {
                    reader.skip(UInt64(entry & 15))
                    unsafe target.storeBytes(
                        of: UInt8(truncatingIfNeeded: entry >> 16), toByteOffset: position, as: UInt8.self)
                    position &+= 1
                    literals &+= 1
                    entry = unsafe table[Int(truncatingIfNeeded: reader.bits & mask)]
                } while literals < 4 && entry & DeflateTable.literal != 0
                guard reader.refill() else { return nil }
            }
            if entry & 15 == 0 { entry = lengthCode.long(reader.bits) }
            reader.skip(UInt64(entry & 15))
            if entry & DeflateTable.literal != 0 {
                guard position < size else { return nil }
                unsafe target.storeBytes(
                    of: UInt8(truncatingIfNeeded: entry >> 16), toByteOffset: position, as: UInt8.self)
                position &+= 1
                continue
            }
            if entry & (DeflateTable.endOfBlock | DeflateTable.invalid) != 0 {
                return entry & DeflateTable.endOfBlock != 0 ? position : nil
            }
            let length =
                Int(entry >> 16) &+ Int(truncatingIfNeeded: reader.take(UInt64(entry >> 4 & 15)))
            var far = unsafe distanceCode.table[Int(truncatingIfNeeded: reader.bits & mask)]
            if far & 15 == 0 { far = distanceCode.long(reader.bits) }
            reader.skip(UInt64(far & 15))
            let distance =
                Int(far >> 16) &+ Int(truncatingIfNeeded: reader.take(UInt64(far >> 4 & 15)))
            guard far & DeflateTable.invalid == 0, distance <= position, length <= size &- position else {
                return nil
            }
            unsafe SmallInflater.copy(target + position, distance, length, room: size &- position)
            position &+= length
        }
    }

    /// Repeats `length` bytes from `distance` bytes before; nothing is written beyond `room`.
    @inline(__always)
    private static func copy(_ target: UnsafeMutableRawPointer, _ distance: Int, _ length: Int, room: Int) {
        let source = unsafe target - distance
        var offset = 0
        if distance >= 8, room &- length >= 16 {
            // Sixteen bytes at a time, up to fifteen too many, which what comes next overwrites: most repeats take one turn.
            repeat {
                let first = unsafe source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                unsafe target.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
                let second = unsafe source.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
                unsafe target.storeBytes(of: second, toByteOffset: offset &+ 8, as: UInt64.self)
                offset &+= 16
            } while offset < length
            return
        }
        while offset < length {
            let byte = unsafe source.load(fromByteOffset: offset, as: UInt8.self)
            unsafe target.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
            offset &+= 1
        }
    }
}
