// Marks carried along deltas, beside those of a search through the whole content.

import Support
import Synchronization
import Testing

@testable import GitObjects

@Suite struct ContentMarkTests {
    /// Finds two strings, one of which can overlap itself.
    private final class Scanner: ContentScanner {
        let needles: [[UInt8]]
        /// How many places have been looked at.
        let scanned = Atomic(0)

        init(needles: [[UInt8]]) { self.needles = needles }

        var reach: Int { needles.map(\.count).max() ?? 1 }

        func scan(_ text: UnsafeBufferPointer<UInt8>, starts: Range<Int>, into marks: inout [ContentMark]) {
            scanned.add(starts.count, ordering: .relaxed)
            for place in starts {
                for (number, needle) in needles.enumerated()
                where place + needle.count <= text.count
                    && needle.indices.allSatisfy({ unsafe text[place + $0] == needle[$0] })
                {
                    marks.append(ContentMark(place: UInt32(place), number: UInt32(number)))
                }
            }
        }
    }

    private static func copy(_ start: Int, _ size: Int) -> [UInt8] {
        let values = [
            start & 0xff, start >> 8 & 0xff, start >> 16, 0, size & 0xff, size >> 8 & 0xff, size >> 16,
        ]
        var code: UInt8 = 0x80
        var bytes: [UInt8] = []
        for (bit, value) in values.enumerated() where value != 0 {
            code |= 1 << UInt8(bit)
            bytes.append(UInt8(value))
        }
        return [code] + bytes
    }

    private static func size(_ number: Int) -> [UInt8] {
        number < 0x80 ? [UInt8(number)] : [UInt8(number & 0x7f) | 0x80] + size(number >> 7)
    }

    @Test func randomDeltas() throws {
        var random = SplitMix64(seed: 11)
        let scanner = Scanner(needles: [Array("abab".utf8), Array("bac".utf8)])
        var (carried, looked, total) = (0, 0, 0)
        for _ in 0..<400 {
            func text(_ count: Int) -> [UInt8] {
                (0..<count).map { _ in random.below(8) == 0 ? random.pick(Array("abc".utf8)) : 0x78 }
            }
            var base: [UInt8] = []
            while base.count < 1200 { base += random.below(8) == 0 ? Array("ababac".utf8) : text(50) }
            var marks = try #require(scanner.marks(in: base))
            // A chain of deltas, each on the result of the one before.
            for _ in 0..<4 {
                var instructions: [UInt8] = []
                var made = 0
                for _ in 0..<1 + random.below(8) {
                    if random.below(2) == 0 {
                        let inserted = random.below(2) == 0 ? Array("ab".utf8) : text(1 + random.below(20))
                        instructions += [UInt8(inserted.count)] + inserted
                        made += inserted.count
                    } else {
                        let start = random.below(base.count)
                        let size = 1 + random.below(base.count - start)
                        instructions += Self.copy(start, size)
                        made += size
                    }
                }
                let delta = Self.size(base.count) + Self.size(made) + instructions
                var copies: [Delta.Copy] = []
                let result =
                    Delta.apply(
                        delta.span.bytes, to: base.span.bytes, noting: &copies,
                        minimumSize: scanner.minimumCopySize) ?? []
                #expect(result.count == made)
                #expect(result == Delta.apply(delta.span.bytes, to: base.span.bytes))
                let whole = scanner.marks(in: result)
                let before = scanner.scanned.load(ordering: .relaxed)
                let found = scanner.marks(in: result, with: copies, of: marks)
                looked += scanner.scanned.load(ordering: .relaxed) - before
                total += result.count
                #expect(found == whole)
                if let found { carried += found.count }
                base = result
                marks = found ?? []
                if found == nil || base.count > 20_000 { break }
            }
        }
        #expect(carried > 1000)
        // What a delta copies is not searched again.
        #expect(looked * 2 < total, "\(looked) of \(total)")
    }

    /// A content that is nothing but what is searched for is searched as a whole each time it is needed.
    @Test func tooManyMarks() {
        let scanner = Scanner(needles: [Array("a".utf8)])
        #expect(scanner.marks(in: Array(repeating: 0x61, count: 4096)) == nil)
        #expect(scanner.marks(in: Array(repeating: 0x61, count: 10))?.count == 10)
    }
}
