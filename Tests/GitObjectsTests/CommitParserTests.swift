// Dates and signatures of commits that are not written as git writes them.

import Testing

@testable import GitObjects

@Suite struct CommitParserTests {
    private func commit(date: String = "1 +0000", more: String = "") -> [UInt8] {
        let tree = String(repeating: "a", count: 40)
        return Array("tree \(tree)\nauthor A <a> 1 +0000\ncommitter A <a> \(date)\n\(more)\nmessage\n".utf8)
    }

    /// What C's strtoumax makes of them, by which git orders commits.
    @Test(arguments: [
        ("1600000000 +0000", 1_600_000_000 as UInt64), ("  12", 12), ("+7 +0000", 7), ("", 0), ("x", 0),
        ("-1 +0000", .max), ("-5", .max - 4), ("18446744073709551615", .max), ("18446744073709551616", .max),
        ("18446744073709551620", .max), ("99999999999999999999999 +0000", .max),
    ])
    func datesAreReadAsC(text: String, expected: UInt64) {
        let bytes = commit(date: text)
        let links = CommitParser.links(bytes.span, .sha1)
        #expect(links?.committerDate == expected)
    }

    @Test func aSignatureEndsWithItsLastContinuation() throws {
        let bytes = commit(more: "gpgsig one\n two\n \n three\nother x\n four\n")
        let layout = CommitParser.layout(bytes.span, .sha1)
        let signature = try #require(layout?.signature)
        #expect(String(decoding: bytes[signature], as: UTF8.self) == "one\n two\n \n three")
    }
}
