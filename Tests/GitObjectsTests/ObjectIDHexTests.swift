// Object names from and to hexadecimal digits, eight of which are read and written at once.

import GitObjects
import Testing

@Suite struct ObjectIDHexTests {
    private static let digits = Array("0123456789abcdefABCDEF0f1e2d3c4b5a698778".utf8)

    private func read(_ text: [UInt8], from start: Int = 0) -> ObjectID? {
        ObjectID(hex: text.span, from: start, .sha1)
    }

    /// The name that reading byte by byte gives.
    private func readSlowly(_ text: [UInt8]) -> ObjectID? {
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: 2) {
            // A sign would pass for a digit.
            guard text[start] != 0x2b,
                let byte = UInt8(String(decoding: text[start..<start + 2], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return ObjectID(bytes: bytes, .sha1)
    }

    @Test func readsWhatTheSlowWayReads() throws {
        let id = try #require(read(Self.digits))
        #expect(id == readSlowly(Self.digits))
        #expect(id.hex == Array("0123456789abcdefabcdef0f1e2d3c4b5a698778".utf8))
        let shifted = Array("tree ".utf8) + Self.digits + [0x0a]
        #expect(read(shifted, from: 5) == id)
    }

    /// Every byte at every place: digits give the name that reading digit by digit gives, anything else gives none.
    @Test func everyByteAtEveryPlace() {
        for place in 0..<ObjectFormat.sha1.hexCount {
            for byte in UInt8.min...UInt8.max {
                var text = Self.digits
                text[place] = byte
                let fast = read(text)
                #expect(fast == readSlowly(text), "byte \(byte) at \(place)")
                let isDigit = "0123456789abcdefABCDEF".utf8.contains(byte)
                #expect((fast != nil) == isDigit, "byte \(byte) at \(place)")
            }
        }
    }

    @Test func refusesWhatIsTooShort() {
        #expect(read(Self.digits, from: 1) == nil)
        #expect(read(Self.digits, from: -1) == nil)
        #expect(read(Self.digits, from: .max) == nil)
    }

    @Test func writesEveryNibble() {
        for value in UInt64(0)..<16 {
            let word = (0..<16).reduce(UInt64(0)) { word, _ in word << 4 | value }
            let id = ObjectID(sha1: word, word, UInt32(truncatingIfNeeded: word))
            #expect(id.hex == [UInt8](repeating: Array("0123456789abcdef".utf8)[Int(value)], count: 40))
        }
    }
}
