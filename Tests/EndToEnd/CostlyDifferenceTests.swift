// Files so different that git stops looking for the shortest edit script: the counts are those of its shortcuts.

import Support
import Testing

@Suite struct CostlyDifferenceTests {
    /// Files of the same lines, in blocks of a size that have been put into another order, with some lines changed.
    @Test(arguments: [1, 4, 14, 25, 40]) func countsOfShuffledBlocksEqualGits(size: Int) throws {
        var random = SplitMix64(seed: 62)
        var old: [Change] = []
        var new: [Change] = []
        for number in 0..<8 {
            let count = 600 + random.below(1500)
            var blocks = (0..<count / size).map { block in
                (0..<size).map { "line \(block) \($0)\n" }
            }
            old.append(.file("file-\(number)", blocks.joined().joined()))
            // Near enough to where they were that following them pays, or anywhere.
            let reach = random.percent(50) ? blocks.count : 1 + 300 / size
            for place in blocks.indices.dropLast() {
                blocks.swapAt(place, min(blocks.count - 1, place + random.below(reach)))
                if random.percent(20) { blocks[place][random.below(size)] = "changed \(place)\n" }
            }
            new.append(.file("file-\(number)", blocks.joined().joined()))
        }
        let repository = try ScratchRepository { builder in
            let first = builder.commit("old\n", old)
            builder.commit("new\n", parents: [first], new)
        }
        for revisions in [["HEAD~", "HEAD"], ["HEAD", "HEAD~"]] {
            let expected = try repository.git.run(["diff", "--numstat"] + revisions).stdout
            let found = try repository.rgit.run(["diff-stats", "--numstat"] + revisions).expecting(0).stdout
            #expect(found == expected)
        }
    }

    /// Only files of more than 65,536 lines together are searched long enough that git takes a run of 20 equal lines for a
    /// sign of the right way.
    @Test func countsOfLongFilesEqualGits() throws {
        var random = SplitMix64(seed: 66)
        let size = 14
        let old = (0..<2800).map { _ in (0..<size).map { _ in "line \(random.below(26_000))\n" } }
        var new = old
        for place in new.indices.dropLast(3) {
            new[place][random.percent(30) ? random.below(size) : size - 1] = "new \(place)\n"
            if random.percent(10) { new.swapAt(place, place + 1 + random.below(3)) }
            if random.percent(10) { new[place] = new[place + 1] }
        }
        let text = { (blocks: [[String]]) in blocks.joined().joined() }
        let repository = try ScratchRepository { builder in
            let first = builder.commit("old\n", [.file("file", text(old))])
            builder.commit("new\n", parents: [first], [.file("file", text(new))])
        }
        let expected = try repository.git("diff", "--numstat", "HEAD~", "HEAD").stdout
        #expect(
            try repository.rgit("diff-stats", "--numstat", "HEAD~", "HEAD").expecting(0).stdout == expected)
    }
}
