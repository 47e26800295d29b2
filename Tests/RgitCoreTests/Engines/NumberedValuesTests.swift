// Numbers of distinct values, with good hashes and with the worst.

import Testing

@testable import RgitCore

@Suite struct NumberedValuesTests {
    /// Values are numbered as they come, each once, also where many or all have the same hash.
    @Test(arguments: [UInt64.max, 7, 0]) func numbers(_ mask: UInt64) {
        var numbered = NumberedValues<UInt64>()
        let count: UInt64 = 3_000
        let hash = { (value: UInt64) in (value &* 0x9e37_79b9_7f4a_7c15) >> 32 & mask }
        for value in 0..<count {
            let found = numbered.number(of: value * value, hash: hash)
            #expect(found.number == UInt32(value) && found.isNew)
        }
        for value in (0..<count).reversed() {
            let found = numbered.number(of: value * value, hash: hash)
            #expect(found.number == UInt32(value) && !found.isNew)
        }
        #expect(numbered.values == (0..<count).map { $0 * $0 })
    }
}
