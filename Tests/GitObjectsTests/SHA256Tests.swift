// Our SHA-256 against git's, over every length that meets the padding and the edges of blocks.

import Support
import Testing

@testable import GitObjects

@Suite struct SHA256Tests {
    @Test func everyLengthAroundBlocks() throws {
        let repository = try ScratchRepository(bare: true, hash: .sha256)
        let lengths = Array(0..<200) + [1_000, 65_535, 65_536, 1_000_003]
        var random = SplitMix64(seed: 6)
        let noise = (0..<1_000_003).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        for length in lengths {
            try FileTree.write(Array(noise[..<length]), to: Array("\(repository.path)/\(length)".utf8))
        }
        let paths = lengths.map { "\($0)\n" }.joined()
        let names = try repository.git.run(
            ["hash-object", "--stdin-paths", "--no-filters"], input: Array(paths.utf8)
        ).lines
        for (length, name) in zip(lengths, names) {
            var hash = SHA256()
            hash.add(Array("blob \(length)\0".utf8))
            hash.add(Array(noise[..<length]))
            #expect(hash.finish().hex == name, "\(length) bytes")
        }
        #expect(names.count == lengths.count)
    }

    @Test func piecesOfAnySize() {
        var random = SplitMix64(seed: 7)
        let bytes = (0..<5_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var whole = SHA256()
        whole.add(bytes)
        let expected = whole.finish()
        for _ in 0..<50 {
            var hash = SHA256()
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + random.below(150))
                hash.add(Array(bytes[position..<end]))
                position = end
            }
            #expect(hash.finish() == expected)
        }
    }
}
