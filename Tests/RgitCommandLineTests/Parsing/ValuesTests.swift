// Values of options: numbers, similarities as git reads them, lists.

import RgitCore
import Testing

@testable import RgitCommandLine

@Suite struct ValuesTests {
    @Test(arguments: [
        ("", 30_000), ("5", 30_000), ("50", 30_000), ("50%", 30_000), ("05", 3_000), ("5%", 3_000),
        ("100%", 60_000),
        ("1.0", 60_000), ("0.9", 54_000), (".75", 45_000), ("0", 30_000), ("0%", 30_000), ("7", 42_000),
        ("33.3%", 19_980), ("100", 6_000), ("999999999999", 59_999), ("200%", 60_000), ("90%", 54_000),
    ])
    func similarityIsReadAsGitReadsIt(_ text: String, _ score: Int) throws {
        #expect(try Values.similarity(Array(text.utf8), for: "-M") == score)
    }

    @Test(arguments: ["x", "50%x", "50%%", "1.2.3", "-5", " 5", "5 "])
    func whatIsNoSimilarityIsRefused(_ text: String) {
        #expect(throws: RgitError.self) { try Values.similarity(Array(text.utf8), for: "-M") }
    }

    @Test(arguments: [("0", 0), ("+7", 7), ("-7", -7), ("007", 7)])
    func wholeNumbers(_ text: String, _ number: Int) throws {
        #expect(try Values.integer(Array(text.utf8), for: "-n") == number)
    }

    @Test(arguments: ["", "x", "1x", "1.0", " 1", "0x10", "9223372036854775808", "\u{661}"])
    func whatIsNoWholeNumberIsRefused(_ text: String) {
        #expect(throws: RgitError.self) { try Values.integer(Array(text.utf8), for: "-n") }
    }

    @Test(arguments: ["", ",", "a,", ",a", "a,,b"])
    func listsHaveNoEmptyNames(_ text: String) {
        #expect(throws: RgitError.self) { try Values.names(Array(text.utf8), for: "--fields") }
    }
}
