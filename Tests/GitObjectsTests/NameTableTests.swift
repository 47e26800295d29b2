// Searches of sorted names, spread evenly as hashes are and as unevenly as a hostile index has them.

import Support
import Testing

@testable import GitObjects

@Suite struct NameTableTests {
    /// How the names of a table are spread.
    enum Spread: CaseIterable {
        case even
        case oneFirstByte
        case sameFirstWord
        case clusters
        case doubling
    }

    private func names(_ spread: Spread, _ format: ObjectFormat, _ random: inout SplitMix64) -> [ObjectID] {
        let made = (0..<3_000).map { number in
            var bytes = (0..<format.byteCount).map { _ in UInt8.random(in: 0...255, using: &random) }
            switch spread {
            case .even: break
            case .oneFirstByte: bytes[0] = 0xff
            case .sameFirstWord: for place in 0..<8 { bytes[place] = 0x7f }
            case .clusters: for place in 1..<6 { bytes[place] = bytes[0] % 3 &* 0x7f }
            case .doubling:
                let word = UInt64(0x4200_0000_0000_0000) | 1 << UInt64(number % 56)
                for place in 0..<8 {
                    bytes[place] = UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * place))
                }
            }
            return ObjectID(bytes: bytes, format) ?? .zero
        }
        return Set(made).sorted()
    }

    /// Each name is found where it is, and no other name is found.
    @Test(arguments: Spread.allCases, [ObjectFormat.sha1, .sha256])
    func position(_ spread: Spread, _ format: ObjectFormat) throws {
        var random = SplitMix64(seed: 7)
        let all = names(spread, format, &random)
        let present = all.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
        var bytes: [UInt8] = []
        for first in 0..<256 {
            let count = UInt32(present.count { Int($0.firstByte) <= first })
            for shift in [24, 16, 8, 0] as [UInt32] {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
        }
        for name in present { bytes += name.bytes }
        let span = bytes.span.bytes
        let read = NameTable(span, fanoutOffset: 0, namesOffset: 1_024, stride: format.byteCount, format)
        let table = try #require(read)
        for (place, name) in present.enumerated() {
            #expect(table.position(of: name, in: span) == place)
        }
        for (place, name) in all.enumerated() where place % 3 == 0 {
            #expect(table.position(of: name, in: span) == nil)
        }
    }
}
