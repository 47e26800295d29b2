// Inflates only the first bytes of any zlib stream, such as the header of a loose object.

/// Decodes the beginning of a zlib stream (RFC 1950, RFC 1951) into a few bytes.
///
/// libdeflate works on whole streams only. This decoder is slow and small: every bit is asked for with a check, and it
/// stops as soon as it has made the bytes wanted.
struct PrefixInflater: ~Copyable, ~Escapable {
    private let input: RawSpan
    private var position = 0
    private var bits: UInt32 = 0
    private var bitCount = 0
    private let wanted: Int
    private var output: [UInt8] = []

    /// The first `count` bytes (fewer if the stream is shorter); `nil` when the stream is damaged before them.
    static func prefix(of input: RawSpan, count: Int) -> [UInt8]? {
        var inflater = PrefixInflater(input: input, wanted: count)
        return inflater.run() ? inflater.output : nil
    }

    @_lifetime(copy input)
    private init(input: RawSpan, wanted: Int) {
        self.input = input
        self.wanted = wanted
    }

    private var isDone: Bool { output.count >= wanted }

    private mutating func run() -> Bool {
        guard let method = input.byte(at: 0), let flags = input.byte(at: 1),
            method & 0xf == 8, method >> 4 <= 7,
            (UInt32(method) << 8 | UInt32(flags)) % 31 == 0, flags & 0x20 == 0
        else { return false }
        position = 2
        output.reserveCapacity(wanted)
        while !isDone {
            guard let last = take(1), let kind = take(2) else { return false }
            let succeeded =
                switch kind {
                case 0: storedBlock()
                case 1: compressedBlock(literals: .fixedLiterals, distances: .fixedDistances)
                case 2: dynamicBlock()
                default: false
                }
            guard succeeded else { return false }
            if last == 1 { break }
        }
        return true
    }

    private mutating func take(_ count: Int) -> UInt32? {
        while bitCount < count {
            guard let byte = input.byte(at: position) else { return nil }
            bits |= UInt32(byte) << UInt32(bitCount)
            bitCount += 8
            position += 1
        }
        let value = bits & (1 << UInt32(count) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return value
    }

    private mutating func storedBlock() -> Bool {
        bits = 0
        bitCount = 0
        guard let low = input.byte(at: position), let high = input.byte(at: position + 1),
            let lowCheck = input.byte(at: position + 2), let highCheck = input.byte(at: position + 3),
            low == ~lowCheck, high == ~highCheck
        else { return false }
        position += 4
        var left = Int(low) | Int(high) << 8
        while left > 0, !isDone {
            guard let byte = input.byte(at: position) else { return false }
            output.append(byte)
            position += 1
            left -= 1
        }
        return true
    }

    private mutating func dynamicBlock() -> Bool {
        guard let literalCount = take(5), let distanceCount = take(5), let codeCount = take(4) else {
            return false
        }
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<Int(codeCount) + 4 {
            guard let length = take(3) else { return false }
            codeLengths[PrefixInflater.codeOrder[index]] = UInt8(length)
        }
        let codes = HuffmanCode(lengths: codeLengths[...])
        let literals = Int(literalCount) + 257
        let total = literals + Int(distanceCount) + 1
        var lengths: [UInt8] = []
        while lengths.count < total {
            guard let symbol = decode(codes) else { return false }
            let value: UInt8
            let count: Int
            switch symbol {
            case 0...15:
                value = UInt8(symbol)
                count = 1
            case 16:
                guard let previous = lengths.last, let extra = take(2) else { return false }
                value = previous
                count = 3 + Int(extra)
            case 17:
                guard let extra = take(3) else { return false }
                value = 0
                count = 3 + Int(extra)
            default:
                guard let extra = take(7) else { return false }
                value = 0
                count = 11 + Int(extra)
            }
            guard lengths.count + count <= total else { return false }
            for _ in 0..<count { lengths.append(value) }
        }
        return compressedBlock(
            literals: HuffmanCode(lengths: lengths[..<literals]),
            distances: HuffmanCode(lengths: lengths[literals...]))
    }

    private mutating func compressedBlock(literals: HuffmanCode, distances: HuffmanCode) -> Bool {
        while !isDone {
            guard let symbol = decode(literals) else { return false }
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return true }
            let lengthIndex = symbol - 257
            guard lengthIndex < PrefixInflater.lengthBases.count,
                let lengthExtra = take(PrefixInflater.lengthBits[lengthIndex]),
                let distanceIndex = decode(distances), distanceIndex < PrefixInflater.distanceBases.count,
                let distanceExtra = take(PrefixInflater.distanceBits[distanceIndex])
            else { return false }
            let distance = PrefixInflater.distanceBases[distanceIndex] + Int(distanceExtra)
            var left = PrefixInflater.lengthBases[lengthIndex] + Int(lengthExtra)
            guard distance <= output.count else { return false }
            while left > 0, !isDone {
                output.append(output[output.count - distance])
                left -= 1
            }
        }
        return true
    }

    /// Reads one code bit by bit: codes of one length are consecutive numbers (RFC 1951, 3.2.2).
    private mutating func decode(_ code: HuffmanCode) -> Int? {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            guard let bit = take(1) else { return nil }
            value |= Int(bit)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195, 227, 258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049,
        3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}

/// A canonical Huffman code: how many codes there are of each length, and the symbols in the order of their codes.
private struct HuffmanCode {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    /// An over-subscribed set of lengths only makes some symbols unreachable.
    init(lengths: ArraySlice<UInt8>) {
        for length in 1...15 {
            for (symbol, own) in lengths.enumerated() where own == length {
                symbols.append(symbol)
                counts[length] += 1
            }
        }
    }

    static let fixedLiterals = HuffmanCode(
        lengths: ([UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
            + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))[...])
    static let fixedDistances = HuffmanCode(lengths: [UInt8](repeating: 5, count: 30)[...])
}
