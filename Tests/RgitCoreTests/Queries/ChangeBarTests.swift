// The bars of `diff-stats`, beside what `git diff --stat` draws on the same scale.

import Testing

@testable import RgitCore

@Suite struct ChangeBarTests {
    private func bar(_ insertions: Int, _ deletions: Int, maximum: Int, width: Int = 10) -> [Int] {
        let bar = ChangeBar(insertions: insertions, deletions: deletions, maximum: maximum, width: width)
        return [bar.insertions, bar.deletions]
    }

    @Test func fewLinesAreASignEach() {
        #expect(bar(3, 2, maximum: 9) == [3, 2])
        #expect(bar(0, 0, maximum: 0) == [0, 0])
    }

    @Test func manyAreScaledAndNoneVanishes() {
        #expect(bar(100, 0, maximum: 100) == [10, 0])
        #expect(bar(50, 50, maximum: 100) == [5, 5])
        #expect(bar(1, 1, maximum: 1000) == [1, 1])
        #expect(bar(0, 1, maximum: 1000) == [0, 1])
        #expect(bar(999, 1, maximum: 1000) == [9, 1])
    }
}
