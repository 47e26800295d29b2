// The search for a string by its two rarest bytes, beside one that compares at every place.

import Support
import Testing

@testable import RgitCore

@Suite struct ByteSearchTests {
    /// The places that a search visits; after each it goes on `step` bytes further.
    private func places(_ search: ByteSearch, _ text: [UInt8], from start: Int, step: Int) -> [Int] {
        var found: [Int] = []
        text.withUnsafeBufferPointer { text in
            search.visit(text, from: start) { place in
                found.append(place)
                return place + step
            }
        }
        return found
    }

    private func expectedPlaces(
        _ needle: [UInt8], _ text: [UInt8], from start: Int, step: Int, ignoresCase: Bool
    ) -> [Int] {
        func fold(_ bytes: some Sequence<UInt8>) -> [UInt8] {
            bytes.map { ignoresCase && $0 >= 0x41 && $0 <= 0x5a ? $0 + 0x20 : $0 }
        }
        let (needle, text) = (fold(needle), fold(text))
        var found: [Int] = []
        var place = start
        while place + needle.count <= text.count {
            if Array(text[place..<place + needle.count]) == needle {
                found.append(place)
                place += max(1, step)
            } else {
                place += 1
            }
        }
        return found
    }

    /// Lengths around the 16 and 8 places that are compared at once, bytes that differ in one bit only, and both cases.
    @Test(arguments: [
        Array("ab".utf8), Array("aAbB@`[{".utf8), [0x00, 0x01, 0x80, 0x81, 0xff], Array(0...255),
    ])
    func everyPlaceIsFound(alphabet: [UInt8]) throws {
        var random = SplitMix64(seed: UInt64(alphabet.count))
        var total = 0
        for round in 0..<3000 {
            let needle = (0..<1 + random.below(round % 3 == 0 ? 40 : 4)).map { _ in random.pick(alphabet) }
            var text = (0..<random.below(100)).map { _ in random.pick(alphabet) }
            for _ in 0..<random.below(3) {
                text.insert(contentsOf: needle, at: random.below(text.count + 1))
            }
            for ignoresCase in [false, true] {
                let search = try #require(ByteSearch(needle, ignoresCase: ignoresCase))
                let start = random.below(text.count + 1)
                let step = random.percent(50) ? 1 : needle.count
                let found = places(search, text, from: start, step: step)
                let expected = expectedPlaces(
                    needle, text, from: start, step: step, ignoresCase: ignoresCase)
                #expect(found == expected, "\(needle) in \(text) from \(start)")
                total += expected.count
            }
        }
        #expect(total > 1000)
    }

    @Test func theSearchEndsWhereItsCallerSaysSo() throws {
        let search = try #require(ByteSearch(Array("x".utf8)))
        var visited = 0
        Array("xxxx".utf8).withUnsafeBufferPointer { text in
            search.visit(text) { place in
                visited += 1
                return place == 1 ? nil : place + 1
            }
        }
        #expect(visited == 2)
        #expect(ByteSearch([]) == nil)
    }
}
