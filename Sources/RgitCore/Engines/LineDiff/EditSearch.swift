// Finds a short edit script between two sequences: Myers' linear-space search from both ends, with git's shortcuts.
//
// E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986, section 4b. Git's variant gives
// up on the shortest script when it becomes dear, and since its numbers are the ones to equal, the same shortcuts are
// taken here at the same moments.

/// The search, with buffers kept from pair to pair.
struct EditSearch: ~Copyable {
    /// A rectangle of the edit graph: old lines `left..<right` against new lines `top..<bottom`.
    private struct Box {
        var left: Int
        var right: Int
        var top: Int
        var bottom: Int
        /// Whether the shortest script is wanted here whatever it costs.
        var exact: Bool
    }

    /// Where a box is cut in two, and how well each half has to be solved.
    private struct Cut {
        var x: Int
        var y: Int
        var exactBefore: Bool
        var exactAfter: Bool
    }

    /// A run of equal lines longer than this is worth following.
    private static let goodRun = 20
    /// No shortcut is taken before this many steps, nor a search ended.
    private static let patience = 256
    /// A path is promising when it has come this many times as far as the steps spent.
    private static let promise = 4

    private var boxes: [Box] = []
    // Per diagonal (old index minus new index), the furthest old index a path from either corner has come to. Files have
    // 2^29 lines at most.
    private var forward: [Int32] = []
    private var backward: [Int32] = []

    init() {}

    /// Marks the lines that a script from `old` to `new` deletes and inserts.
    ///
    /// `mark` is called with a side (`true` for old) and an index into that sequence.
    mutating func run(
        _ old: UnsafeBufferPointer<UInt32>, _ new: UnsafeBufferPointer<UInt32>, minimal: Bool,
        mark: (_ isOld: Bool, _ index: Int) -> Void
    ) {
        let diagonals = old.count + new.count + 3
        if forward.count < diagonals + 2 {
            forward = [Int32](repeating: 0, count: diagonals * 3 / 2 + 2)
            backward = forward
        }
        let costLimit = max(LineClasses.roughSquareRoot(diagonals), EditSearch.patience)
        let origin = new.count + 1
        boxes.removeAll(keepingCapacity: true)
        boxes.append(Box(left: 0, right: old.count, top: 0, bottom: new.count, exact: minimal))
        while var box = boxes.popLast() {
            while box.left < box.right, box.top < box.bottom, unsafe old[box.left] == new[box.top] {
                box.left &+= 1
                box.top &+= 1
            }
            while box.left < box.right, box.top < box.bottom,
                unsafe old[box.right &- 1] == new[box.bottom &- 1]
            {
                box.right &-= 1
                box.bottom &-= 1
            }
            if box.left == box.right {
                for index in box.top..<box.bottom { mark(false, index) }
            } else if box.top == box.bottom {
                for index in box.left..<box.right { mark(true, index) }
            } else {
                let cut = unsafe forward.withUnsafeMutableBufferPointer { forward in
                    unsafe backward.withUnsafeMutableBufferPointer { backward in
                        unsafe EditSearch.cut(box, old, new, forward, backward, origin, costLimit)
                    }
                }
                boxes.append(
                    Box(
                        left: cut.x, right: box.right, top: cut.y, bottom: box.bottom, exact: cut.exactAfter))
                boxes.append(
                    Box(left: box.left, right: cut.x, top: box.top, bottom: cut.y, exact: cut.exactBefore))
            }
        }
    }

    /// Where the paths from the two corners of `box` meet, or where the search had better be cut short.
    private static func cut(
        _ box: Box, _ old: UnsafeBufferPointer<UInt32>, _ new: UnsafeBufferPointer<UInt32>,
        _ forward: UnsafeMutableBufferPointer<Int32>, _ backward: UnsafeMutableBufferPointer<Int32>,
        _ origin: Int, _ costLimit: Int
    ) -> Cut {
        let (left, right, top, bottom) = (box.left, box.right, box.top, box.bottom)
        // The diagonals the box has, those of its two corners, and the ranges each search has spread over.
        let lowest = left - bottom
        let highest = right - top
        let start = left - top
        let end = right - bottom
        let meetsForward = (start ^ end) & 1 != 0
        var forwardLow = start
        var forwardHigh = start
        var backwardLow = end
        var backwardHigh = end
        unsafe forward[origin + start] = Int32(truncatingIfNeeded: left)
        unsafe backward[origin + end] = Int32(truncatingIfNeeded: right)

        var cost = 0
        while true {
            cost &+= 1
            var sawGoodRun = false

            // At the edge of the box the range shrinks instead, since only every second diagonal is in play.
            if forwardLow > lowest {
                forwardLow &-= 1
                unsafe forward[origin &+ forwardLow &- 1] = -1
            } else {
                forwardLow &+= 1
            }
            if forwardHigh < highest {
                forwardHigh &+= 1
                unsafe forward[origin &+ forwardHigh &+ 1] = -1
            } else {
                forwardHigh &-= 1
            }
            var diagonal = forwardHigh
            while diagonal >= forwardLow {
                let slot = origin &+ diagonal
                let viaDeletion = unsafe Int(forward[slot &- 1])
                let viaInsertion = unsafe Int(forward[slot &+ 1])
                var x = viaDeletion >= viaInsertion ? viaDeletion &+ 1 : viaInsertion
                let runStart = x
                var y = x &- diagonal
                while x < right, y < bottom, unsafe old[x] == new[y] {
                    x &+= 1
                    y &+= 1
                }
                if x &- runStart > goodRun { sawGoodRun = true }
                unsafe forward[slot] = Int32(truncatingIfNeeded: x)
                if meetsForward, backwardLow <= diagonal, diagonal <= backwardHigh,
                    unsafe Int(backward[slot]) <= x
                {
                    return Cut(x: x, y: y, exactBefore: true, exactAfter: true)
                }
                diagonal &-= 2
            }

            if backwardLow > lowest {
                backwardLow &-= 1
                unsafe backward[origin &+ backwardLow &- 1] = Int32.max
            } else {
                backwardLow &+= 1
            }
            if backwardHigh < highest {
                backwardHigh &+= 1
                unsafe backward[origin &+ backwardHigh &+ 1] = Int32.max
            } else {
                backwardHigh &-= 1
            }
            diagonal = backwardHigh
            while diagonal >= backwardLow {
                let slot = origin &+ diagonal
                let viaInsertion = unsafe Int(backward[slot &- 1])
                let viaDeletion = unsafe Int(backward[slot &+ 1])
                var x = viaInsertion < viaDeletion ? viaInsertion : viaDeletion &- 1
                let runEnd = x
                var y = x &- diagonal
                while x > left, y > top, unsafe old[x &- 1] == new[y &- 1] {
                    x &-= 1
                    y &-= 1
                }
                if runEnd &- x > goodRun { sawGoodRun = true }
                unsafe backward[slot] = Int32(truncatingIfNeeded: x)
                if !meetsForward, forwardLow <= diagonal, diagonal <= forwardHigh,
                    unsafe x <= Int(forward[slot])
                {
                    return Cut(x: x, y: y, exactBefore: true, exactAfter: true)
                }
                diagonal &-= 2
            }

            if box.exact { continue }
            if sawGoodRun, cost > patience {
                let minimum = promise * cost
                if let point = promising(
                    stride(from: forwardHigh, through: forwardLow, by: -2), beyond: minimum,
                    reach: { diagonal in
                        let x = unsafe Int(forward[origin + diagonal])
                        let y = x - diagonal
                        guard left + goodRun <= x, x < right, top + goodRun <= y, y < bottom else {
                            return nil
                        }
                        return (x, y, x - left + y - top - abs(diagonal - start))
                    },
                    endsGoodRun: { x, y in (1...goodRun).allSatisfy { unsafe old[x - $0] == new[y - $0] } })
                {
                    return Cut(x: point.x, y: point.y, exactBefore: true, exactAfter: false)
                }
                if let point = promising(
                    stride(from: backwardHigh, through: backwardLow, by: -2), beyond: minimum,
                    reach: { diagonal in
                        let x = unsafe Int(backward[origin + diagonal])
                        let y = x - diagonal
                        guard left < x, x <= right - goodRun, top < y, y <= bottom - goodRun else {
                            return nil
                        }
                        return (x, y, right - x + bottom - y - abs(diagonal - end))
                    },
                    endsGoodRun: { x, y in (0..<goodRun).allSatisfy { unsafe old[x + $0] == new[y + $0] } })
                {
                    return Cut(x: point.x, y: point.y, exactBefore: false, exactAfter: true)
                }
            }
            if cost >= costLimit {
                return unsafe furthest(
                    box, forward, forwardLow, forwardHigh, backward, backwardLow, backwardHigh, origin)
            }
        }
    }

    /// Among the diagonals, the point that is furthest along (the first of equals) past `minimum` and has just come over a
    /// good run of equal lines.
    @inline(__always)
    private static func promising(
        _ diagonals: StrideThrough<Int>, beyond minimum: Int,
        reach: (Int) -> (x: Int, y: Int, progress: Int)?, endsGoodRun: (Int, Int) -> Bool
    ) -> (x: Int, y: Int)? {
        var best = minimum
        var found: (x: Int, y: Int)?
        for diagonal in diagonals {
            guard let point = reach(diagonal), point.progress > best, endsGoodRun(point.x, point.y) else {
                continue
            }
            best = point.progress
            found = (point.x, point.y)
        }
        return found
    }

    /// The search has cost enough: the point either side has come to that is furthest from its corner.
    private static func furthest(
        _ box: Box, _ forward: UnsafeMutableBufferPointer<Int32>, _ forwardLow: Int, _ forwardHigh: Int,
        _ backward: UnsafeMutableBufferPointer<Int32>, _ backwardLow: Int, _ backwardHigh: Int, _ origin: Int
    ) -> Cut {
        var forwardSum = -1
        var forwardX = -1
        for diagonal in stride(from: forwardHigh, through: forwardLow, by: -2) {
            var x = unsafe min(Int(forward[origin + diagonal]), box.right)
            if x - diagonal > box.bottom { x = box.bottom + diagonal }
            let sum = 2 * x - diagonal
            if sum > forwardSum {
                forwardSum = sum
                forwardX = x
            }
        }
        var backwardSum = Int.max
        var backwardX = Int.max
        for diagonal in stride(from: backwardHigh, through: backwardLow, by: -2) {
            var x = unsafe max(Int(backward[origin + diagonal]), box.left)
            if x - diagonal < box.top { x = box.top + diagonal }
            let sum = 2 * x - diagonal
            if sum < backwardSum {
                backwardSum = sum
                backwardX = x
            }
        }
        if box.right + box.bottom - backwardSum < forwardSum - (box.left + box.top) {
            return Cut(x: forwardX, y: forwardSum - forwardX, exactBefore: true, exactAfter: false)
        }
        return Cut(x: backwardX, y: backwardSum - backwardX, exactBefore: false, exactAfter: true)
    }
}
