// Trees read entry by entry and compared, well-formed, odd and damaged.

import Testing

@testable import GitObjects

/// Writes raw trees for the tests.
private func tree(_ entries: [(mode: String, name: String, id: UInt8)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
        bytes += Array("\(entry.mode) \(entry.name)".utf8) + [0]
        bytes += [UInt8](repeating: entry.id, count: 20)
    }
    return bytes
}

/// Every difference, written as git's status letter and name.
private func differences(_ old: [UInt8], _ new: [UInt8]) throws -> [String] {
    var result: [String] = []
    var comparison = TreeComparison(.sha1)
    while let change = try comparison.next(old: old.span.bytes, new: new.span.bytes) {
        let name =
            change.new.map { Array(new[$0.name]) } ?? change.old.map { Array(old[$0.name]) } ?? []
        let letter = change.old == nil ? "A" : change.new == nil ? "D" : "M"
        result.append("\(letter) \(String(decoding: name, as: UTF8.self))")
    }
    return result
}

@Suite struct TreeTests {
    @Test func entriesAreReadInOrder() throws {
        let bytes = tree([("100644", "a", 1), ("40000", "dir", 2), ("160000", "sub", 3), ("120000", "x", 4)])
        var reader = TreeReader(.sha1)
        var seen: [String] = []
        while let entry = try reader.next(bytes.span.bytes) {
            seen.append(
                "\(entry.mode) \(String(decoding: bytes[entry.name], as: UTF8.self)) \(entry.id.firstByte)")
        }
        #expect(seen == ["regular a 1", "directory dir 2", "gitlink sub 3", "symlink x 4"])
        let found = try TreeReader.find(Array("sub".utf8).span, in: bytes.span.bytes, .sha1)
        #expect(found?.mode == .gitlink)
        #expect(try TreeReader.find(Array("su".utf8).span, in: bytes.span.bytes, .sha1) == nil)
    }

    @Test func modesAreReadAsGitReadsThem() {
        #expect(FileMode(reading: 0o100664) == .regular)
        #expect(FileMode(reading: 0o100700) == .executable)
        #expect(FileMode(reading: 0o040755) == .directory)
        #expect(FileMode(reading: 0) == .gitlink)
    }

    @Test(arguments: [
        ("9 a\0", "malformed mode in tree entry"), (" abc\0", "malformed mode in tree entry"),
        ("100644 \0", "empty name in tree entry"), ("100644", "malformed mode in tree entry"),
    ])
    func damageIsNamed(text: String, expected: String) {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0xff, count: 20)
        var reader = TreeReader(.sha1)
        #expect { _ = try reader.next(bytes.span.bytes) } throws: {
            ($0 as? GitObjectError)?.what == expected
        }
    }

    @Test func everyTruncationIsAnErrorOrShorter() {
        let whole = tree([("100644", "a", 1), ("40000", "directory", 2)])
        for count in 1..<whole.count where count != 29 {
            let bytes = Array(whole[..<count])
            #expect(throws: GitObjectError.self) {
                var reader = TreeReader(.sha1)
                while try reader.next(bytes.span.bytes) != nil {}
            }
            #expect(throws: GitObjectError.self) { try differences(bytes, []) }
        }
    }

    @Test func equalTreesHaveNoDifferences() throws {
        let bytes = tree([("100644", "a", 1), ("40000", "b", 2)])
        #expect(try differences(bytes, bytes) == [])
        #expect(try differences([], bytes) == ["A a", "A b"])
        #expect(try differences(bytes, []) == ["D a", "D b"])
    }

    @Test func directoriesSortWithASlash() throws {
        let old = tree([("100644", "a", 1), ("100644", "a-b", 1), ("100644", "a.c", 1), ("100644", "a0", 1)])
        let new = tree([("100644", "a-b", 1), ("100644", "a.c", 1), ("40000", "a", 9), ("100644", "a0", 1)])
        #expect(try differences(old, new) == ["D a", "A a"])
        #expect(try differences(new, old) == ["A a", "D a"])
    }

    @Test func aDirectoryComesAfterNamesThatADotFollows() throws {
        let old = tree([("40000", "a", 9), ("100644", "b", 1)])
        let new = tree([("100644", "a.c", 1), ("40000", "a", 9), ("100644", "b", 1)])
        #expect(try differences(old, new) == ["A a.c"])
        #expect(try differences(new, old) == ["D a.c"])
    }

    @Test func modesThatReadAlikeAreEqual() throws {
        #expect(try differences(tree([("100664", "a", 1)]), tree([("100644", "a", 1)])) == [])
        #expect(try differences(tree([("100755", "a", 1)]), tree([("100644", "a", 1)])) == ["M a"])
        #expect(try differences(tree([("120000", "a", 1)]), tree([("100644", "a", 1)])) == ["M a"])
    }

    /// Object names full of zeros and of bytes that look like entries must not mislead the skipping of common bytes.
    @Test func randomTreesDifferWhereTheirEntriesDo() throws {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<300 {
            var old: [(mode: String, name: String, id: UInt8)] = []
            var new: [(mode: String, name: String, id: UInt8)] = []
            var expected: [String] = []
            for index in 0..<random(40) {
                let name = String(format3(index)) + String(repeating: "40000 ", count: random(3))
                let id = UInt8([0, 0x30, 0x20, 7][random(4)])
                switch random(8) {
                case 0:
                    old.append(("100644", name, id))
                    expected.append("D \(name)")
                case 1:
                    new.append(("100644", name, id))
                    expected.append("A \(name)")
                case 2:
                    old.append(("100644", name, id))
                    new.append(("100644", name, id &+ 1))
                    expected.append("M \(name)")
                default:
                    old.append(("100644", name, id))
                    new.append(("100644", name, id))
                }
            }
            #expect(try differences(tree(old), tree(new)) == expected)
        }
    }

    private func format3(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 3 - text.count) + text
    }
}
