// Decimal digits beside those of Swift's own descriptions.

import Support
import Testing

@testable import Records

@Suite struct DecimalTests {
    private func digits(_ value: UInt64, minimum: Int = 1) -> String {
        var bytes = Array("x".utf8)
        Decimal.append(value, minimumDigits: minimum, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func digits(_ value: Int64) -> String {
        var bytes = Array("x".utf8)
        Decimal.append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func numbersAroundEachPowerOfTen() {
        var power: UInt64 = 1
        for _ in 0..<20 {
            for value in [power &- 1, power, power &+ 1, power &* 9] {
                #expect(digits(value) == "x\(value)")
                for minimum in [1, 2, 4, 19, 20, 30] {
                    let plain = String(value)
                    let zeros = String(repeating: "0", count: max(0, minimum - plain.count))
                    #expect(digits(value, minimum: minimum) == "x\(zeros)\(plain)")
                }
                let signed = Int64(bitPattern: value)
                #expect(digits(signed) == "x\(signed)")
                #expect(digits(0 &- signed) == "x\(0 &- signed)")
            }
            power = power &* 10
        }
        #expect(digits(UInt64.max) == "x\(UInt64.max)")
        #expect(digits(Int64.min) == "x\(Int64.min)")
    }

    @Test func randomNumbers() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<5000 {
            let value = random.next() >> UInt64(random.below(64))
            #expect(digits(value) == "x\(value)")
            #expect(
                digits(Int64(bitPattern: random.next())).dropFirst().allSatisfy { $0 == "-" || $0.isNumber })
        }
    }
}
