// The search for zero bytes, by which the entries of trees are found, beside one that goes byte by byte.

import Testing

@testable import GitObjects

@Suite struct ZeroByteTests {
    /// Bytes around a zero, 1 and 0x80 among them, whose bits borrows and carries reach.
    @Test func theFirstZeroIsFound() {
        for length in 0...75 {
            for zero in 0...length {
                var bytes = (0..<length).map { [1, 0x80, 0xff, 0x81, 0x7f][$0 % 5] as UInt8 }
                if zero < length { bytes[zero] = 0 }
                for later in [zero + 1, zero + 9, zero + 33] where later < length { bytes[later] = 0 }
                for start in 0...length {
                    let expected = bytes[start...].firstIndex(of: 0)
                    #expect(bytes.span.bytes.firstZero(from: start) == expected, "\(length) \(zero) \(start)")
                }
            }
        }
    }
}
