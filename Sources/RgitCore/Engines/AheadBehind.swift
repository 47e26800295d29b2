// How far histories have gone apart: the commits only one of two has (git rev-list --left-right --count), many pairs in
// one walk.

import GitObjects

/// Counts the commits that only one of two commits reaches, for up to 64 pairs at a time; keeps what it has read.
///
/// A commit has one bit for each pair and side that reaches it. A walk visits the youngest commit first and ends a few
/// commits after none is queued that only one side of some pair reaches. Pairs are put together with those whose commits
/// are about as old, so that one forgotten branch does not lengthen the walk of the others.
///
/// - Complexity: for each 64 pairs O(*n* log *n*) in the commits back to the merge bases of all; 17 bytes and a row
///   of the table for each commit visited.
struct AheadBehind {
    /// Two commits to be compared.
    struct Pair: Sendable {
        var left: ObjectID
        var right: ObjectID
    }

    /// How many commits each of the two has that the other has not.
    struct Count: Sendable, Equatable {
        var ahead = 0
        var behind = 0
    }

    /// Which pairs' left and right commits reach a commit: one bit a pair.
    private struct Reach: Equatable {
        var left: UInt64 = 0
        var right: UInt64 = 0

        /// Whether it is on one side only of some pair.
        var isOpen: Bool { left != right }

        func union(_ other: Reach) -> Reach {
            Reach(left: left | other.left, right: right | other.right)
        }
    }

    /// Counts of up to 64 things at once, one binary digit of all of them in each number.
    private struct Counters {
        private var digits: [UInt64] = []

        mutating func add(_ ones: UInt64) {
            var carry = ones
            for place in digits.indices where carry != 0 {
                let next = digits[place] & carry
                digits[place] ^= carry
                carry = next
            }
            if carry != 0 { digits.append(carry) }
        }

        subscript(number: Int) -> Int {
            var value = 0
            for (place, digit) in digits.enumerated() where digit >> UInt64(number) & 1 != 0 {
                value += 1 << place
            }
            return value
        }
    }

    /// What ends a walk before its time.
    private enum Interruption: Error {
        /// Enough commits were read one by one for reading them all at once to be better.
        case wantsPreload
        case failure(RgitError)
    }

    /// The number of pairs a walk counts together.
    private static let pairsPerWalk = 64
    /// The number of commits visited past the end that dates suggest, for clocks that went wrong, as in git.
    private static let maximumExtraCommits = 5
    /// The number of commits read one by one before all are read at once.
    private static let maximumReads = 2000

    private let loader: CommitLoader
    private let preloader: CommitPreloader
    private var table = CommitTable()
    private var reaches: ContiguousArray<Reach> = []
    private var queued: ContiguousArray<Bool> = []
    private var mayPreload = true

    init(loader: CommitLoader, preloader: CommitPreloader) {
        self.loader = loader
        self.preloader = preloader
    }

    /// Counts for every pair; what cannot be read on the way fails those pairs only whose counts need it.
    ///
    /// `advance` is called with the number of pairs counted since.
    mutating func counts(
        _ pairs: [Pair], advance: (Int) -> Void = { _ in }
    ) async throws -> [Result<Count, RgitError>] {
        var results = [Result<Count, RgitError>](repeating: .success(Count()), count: pairs.count)
        var places = pairs.indices.filter { pairs[$0].left != pairs[$0].right }
        advance(pairs.count - places.count)
        let dates = places.reduce(into: [Int: UInt64]()) { $0[$1] = earliestDate(of: pairs[$1]) }
        // Pairs that lead equally far back walk together, so that a forgotten one does not keep the fresh ones.
        places.sort { left, right in
            let (first, second) = (dates[left] ?? 0, dates[right] ?? 0)
            return first != second ? first > second : left < right
        }
        for start in stride(from: 0, to: places.count, by: Self.pairsPerWalk) {
            try Task.checkCancellation()
            let batch = places[start..<min(places.count, start + Self.pairsPerWalk)]
            let counts = try await count(batch.map { pairs[$0] })
            for (place, count) in zip(batch, counts) { results[place] = count }
            advance(batch.count)
        }
        return results
    }

    /// The earlier date of the two, as far as they can be read.
    private mutating func earliestDate(of pair: Pair) -> UInt64 {
        var problems: [RgitError] = []
        var earliest = UInt64.max
        for id in [pair.left, pair.right] {
            let index = table.index(of: id)
            guard loader.load(index, into: &table, problems: &problems) else { return 0 }
            earliest = min(earliest, table.dates[Int(index)])
        }
        return earliest
    }

    private mutating func count(_ pairs: [Pair]) async throws -> [Result<Count, RgitError>] {
        while true {
            do throws(Interruption) {
                return try walk(pairs).map { .success($0) }
            } catch {
                switch error {
                case .wantsPreload:
                    mayPreload = false
                    try await preloader.fill(&table)
                case .failure(let problem):
                    guard pairs.count > 1 else { return [.failure(problem)] }
                    // Perhaps only some of them come that far.
                    let middle = pairs.count / 2
                    let first = try await count(Array(pairs[..<middle]))
                    return first + (try await count(Array(pairs[middle...])))
                }
            }
        }
    }

    private mutating func walk(_ pairs: [Pair]) throws(Interruption) -> [Count] {
        var touched: [CommitIndex] = []
        var queue = CommitQueue()
        var open = 0
        defer {
            for row in touched {
                reaches[Int(row)] = Reach()
                queued[Int(row)] = false
            }
        }
        for (number, pair) in pairs.enumerated() {
            let bit = UInt64(1) << UInt64(number)
            try reach(table.index(of: pair.left), Reach(left: bit), &queue, &open, &touched)
            try reach(table.index(of: pair.right), Reach(right: bit), &queue, &open, &touched)
        }
        var oldest = UInt64.max
        var remainingExtraCommits = Self.maximumExtraCommits
        while let next = queue.firstDate {
            if open == 0 {
                // Everything left belongs to both sides of all pairs; only younger commits can still be reached.
                if next < oldest {
                    remainingExtraCommits -= 1
                    if remainingExtraCommits < 0 { break }
                } else {
                    remainingExtraCommits = Self.maximumExtraCommits
                }
            }
            guard let commit = queue.pop() else { break }
            let row = Int(commit)
            queued[row] = false
            let own = reaches[row]
            if own.isOpen {
                open -= 1
                oldest = min(oldest, table.dates[row])
            }
            for position in 0..<table.parentCount(commit) {
                let parent = table.parent(commit, position)
                if Int(parent) < reaches.count, reaches[Int(parent)].union(own) == reaches[Int(parent)] {
                    continue
                }
                try reach(parent, own, &queue, &open, &touched)
            }
        }
        var ahead = Counters()
        var behind = Counters()
        for row in touched {
            let reach = reaches[Int(row)]
            ahead.add(reach.left & ~reach.right)
            behind.add(reach.right & ~reach.left)
        }
        return pairs.indices.map { Count(ahead: ahead[$0], behind: behind[$0]) }
    }

    /// Notes that a commit is reached from where `more` says, and queues it.
    private mutating func reach(
        _ index: CommitIndex, _ more: Reach, _ queue: inout CommitQueue, _ open: inout Int,
        _ touched: inout [CommitIndex]
    ) throws(Interruption) {
        let row = Int(index)
        if !table.isLoaded(index) {
            guard try load(index, isNeeded: more.isOpen) else { return }
        }
        if table.count > reaches.count {
            let missing = max(table.count, reaches.count * 2) - reaches.count
            reaches.append(contentsOf: repeatElement(Reach(), count: missing))
            queued.append(contentsOf: repeatElement(false, count: missing))
        }
        let before = reaches[row]
        let after = before.union(more)
        reaches[row] = after
        if before == Reach() { touched.append(index) }
        if queued[row] {
            if after.isOpen != before.isOpen { open += after.isOpen ? 1 : -1 }
            return
        }
        queued[row] = true
        if after.isOpen { open += 1 }
        queue.push(index, date: table.dates[row])
    }

    /// Reads a commit; `false` where it is missing and not needed, since nothing but what both sides have leads to it.
    private mutating func load(_ index: CommitIndex, isNeeded: Bool) throws(Interruption) -> Bool {
        if mayPreload {
            let graphShare = loader.graph.map { max(Self.maximumReads, $0.count / 16) }
            if table.objectReads > Self.maximumReads || table.count > graphShare ?? .max {
                throw .wantsPreload
            }
        }
        do throws(RgitError) {
            try loader.load(index, into: &table)
            return true
        } catch {
            if !isNeeded, error.kind == .missingObject { return false }
            throw .failure(error)
        }
    }
}
