// Base 64 as RFC 4648 has it, read back as it was written.

import Testing

@testable import Records

@Suite struct Base64Tests {
    /// The test vectors of RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func vectorsOfTheStandard(text: String, coded: String) {
        var written: [UInt8] = []
        Base64.append(Array(text.utf8), to: &written)
        #expect(written == Array(coded.utf8))
        #expect(Base64.decode(written) == Array(text.utf8))
    }

    @Test func everyByteIsReadBack() {
        let bytes = (0...255).map { UInt8($0) }
        var written: [UInt8] = []
        Base64.append(bytes, to: &written)
        #expect(Base64.decode(written) == bytes)
    }

    @Test(arguments: ["Zg", "Zg=", "Z===", "Zm 8=", "=Zm8", "Zm9v!"])
    func anythingElseIsNone(text: String) {
        let decoded = Base64.decode(Array(text.utf8))
        #expect(decoded == nil, "\(String(describing: decoded))")
    }
}
