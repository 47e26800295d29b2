// Blocks of lines that could have been added in several places: blame shows the place git chooses by indentation.

import Support
import Testing

@Suite struct IndentationTests {
    private static func block(_ random: inout SplitMix64) -> [String] {
        let lines = [
            "}", "", "func f() {", "    if x {", "        y()", "    }", "    return 0", "", "\t}", "/* */",
            "  z",
        ]
        return (0..<(1 + random.below(9))).map { _ in random.pick(lines) }
    }

    @Test(arguments: [63, 64, 65] as [UInt64]) func blameEqualsGitsWhereBlocksCanSlide(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var old: [Change] = []
        var new: [Change] = []
        let files = 25
        for number in 0..<files {
            let block = Self.block(&random)
            let before = Self.block(&random)
            let after = random.percent(50) ? [] : Self.block(&random)
            let copies = 1 + random.below(3)
            func text(_ copies: Int) -> String {
                let lines = before + Array(repeating: block, count: copies).joined() + after
                return lines.map { $0 + "\n" }.joined()
            }
            old.append(.file("file-\(number)", text(copies)))
            new.append(.file("file-\(number)", text(copies + 1 + random.below(2))))
        }
        let repository = try ScratchRepository { builder in
            let first = builder.commit("old\n", old)
            builder.commit("new\n", parents: [first], new)
        }
        try repository.checkOut()
        for number in 0..<files {
            let words = ["blame", "--porcelain", "file-\(number)"]
            let expected = try repository.git.run(words).stdout.text
            #expect(try repository.rgit.run(words).expecting(0).text == expected, "\(words)")
        }
    }
}
