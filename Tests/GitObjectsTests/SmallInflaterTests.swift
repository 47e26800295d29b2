// The decoder of small streams beside libdeflate: the same bytes, or no answer.

import Clibdeflate
import Testing

@testable import GitObjects

@Suite struct SmallInflaterTests {
    /// Reproducible random numbers.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33 ^ state << 21
        }
    }

    private static func compress(_ content: [UInt8], level: Int32) -> [UInt8] {
        let compressor = libdeflate_alloc_compressor(level)
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_zlib_compress_bound(compressor, content.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = libdeflate_zlib_compress(
                compressor, content, content.count, buffer.baseAddress, buffer.count)
        }
    }

    /// What the decoder makes of a stream; `nil` where it leaves it to libdeflate.
    private static func decode(_ stream: [UInt8], size: Int, _ inflater: borrowing SmallInflater) -> (
        content: [UInt8], length: Int
    )? {
        var length: Int?
        let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            stream.withUnsafeBytes { input in
                length = inflater.inflate(
                    input,
                    into: UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[..<size]))
            }
            count = length == nil ? 0 : size
        }
        return length.map { (content, $0) }
    }

    private static func libdeflate(_ stream: [UInt8], size: Int) -> (content: [UInt8], length: Int)? {
        let inflater = unsafe libdeflate_alloc_decompressor()
        defer { libdeflate_free_decompressor(inflater) }
        var length = 0
        var result = LIBDEFLATE_BAD_DATA
        let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            result = libdeflate_zlib_decompress_ex(
                inflater, stream, stream.count, buffer.baseAddress, size, &length, nil)
            count = result == LIBDEFLATE_SUCCESS ? size : 0
        }
        return result == LIBDEFLATE_SUCCESS ? (content, length) : nil
    }

    /// Texts of many alphabets, so that codes are short and long, with repeats near and far.
    private static func content(_ random: inout Generator) -> [UInt8] {
        let alphabet = UInt8.random(in: 20...255, using: &random)
        var content: [UInt8] = []
        let size = Int.random(in: 300...4000, using: &random)
        while content.count < size {
            if content.count > 10, Int.random(in: 0..<4, using: &random) == 0 {
                let distance = Int.random(in: 1...content.count, using: &random)
                for _ in 0..<Int.random(in: 3...300, using: &random) {
                    content.append(content[content.count - distance])
                }
            } else {
                // Small bytes are frequent, the greatest are rare: codes of up to fifteen bits.
                let bits = Int.random(in: 0...6, using: &random)
                let byte = UInt8(truncatingIfNeeded: random.next()) >> UInt8(bits)
                content.append(byte % alphabet)
            }
        }
        return content
    }

    @Test func decodesWhatLibdeflateDecodes() {
        let inflater = SmallInflater()
        var random = Generator(state: 11)
        var decoded = 0
        for round in 0..<200 {
            let content = Self.content(&random)
            let stream = Self.compress(content, level: Int32(round % 12) + 1)
            // Bytes behind the stream, as in a pack.
            let input = stream + (0..<20).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            if let found = Self.decode(input, size: content.count, inflater) {
                decoded += 1
                #expect(found.content == content)
                #expect(found.length == stream.count)
            }
            #expect(Self.decode(input, size: content.count - 1, inflater) == nil)
            #expect(Self.decode(input, size: content.count + 1, inflater) == nil)
        }
        #expect(decoded > 150)
    }

    /// Damaged streams are left to libdeflate; where the decoder answers, libdeflate says the same.
    @Test func damageIsLeftToLibdeflate() {
        let inflater = SmallInflater()
        var random = Generator(state: 12)
        var undecided = 0
        for _ in 0..<60 {
            let content = Self.content(&random)
            let stream = Self.compress(content, level: 6) + [UInt8](repeating: 0, count: 20)
            for _ in 0..<20 {
                var bent = stream
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    bent[Int.random(in: 0..<bent.count, using: &random)] ^=
                        1 << UInt8.random(in: 0...7, using: &random)
                }
                if Bool.random(using: &random) {
                    bent.removeLast(Int.random(in: 0..<bent.count, using: &random))
                }
                if let found = Self.decode(bent, size: content.count, inflater) {
                    let expected = Self.libdeflate(bent, size: content.count)
                    #expect(found.content == expected?.content)
                    #expect(found.length == expected?.length)
                } else {
                    undecided += 1
                }
            }
        }
        #expect(undecided > 600)
    }

    @Test func emptyAndTinyInputs() {
        let inflater = SmallInflater()
        for count in 0..<20 {
            #expect(Self.decode([UInt8](repeating: 0x78, count: count), size: 0, inflater) == nil)
            #expect(Self.decode([UInt8](repeating: 0, count: count), size: 5, inflater) == nil)
        }
    }
}
