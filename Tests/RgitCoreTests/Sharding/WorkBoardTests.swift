// The order in which workers take tasks, and the end of them.

import Testing

@testable import RgitCore

@Suite struct WorkBoardTests {
    /// Urgent tasks come first, then the latest of those to be done soon, then the others.
    @Test func turns() {
        let board = WorkBoard<Int>()
        for (task, turn) in [
            (1, WorkBoard<Int>.Turn.ordinary), (2, .soon), (3, .urgent), (4, .ordinary), (5, .soon),
            (6, .urgent),
        ] {
            board.add(task, turn)
        }
        var taken: [Int] = []
        while let task = board.take() {
            taken.append(task)
            // A task that a task makes has its turn among those that are left.
            if task == 5 { board.add(7, .soon) }
            board.finished()
        }
        #expect(taken == [3, 6, 5, 7, 2, 1, 4])
        #expect(board.take() == nil)
    }
}
