// Finds the paths that commits list together, without holding more pairs than one path has.

import Records

/// What commits list, by numbers of paths.
struct CouplingTally {
    private let depth: Int?
    private let maxChangeset: Int
    private let excluded: ExcludedPaths
    private var names: [[UInt8]] = []
    private var numbers: [[UInt8]: Int32] = [:]
    /// The numbers that paths count for; -1 for none.
    private var ofPaths: [[UInt8]: Int32] = [:]
    /// What the commits list, one after the other, and where each ends.
    private var members: [Int32] = []
    private var ends: [Int] = []
    /// The commits that list each.
    private var commits: [Int] = []
    private var isCounted = false
    /// The number of paths that were left out.
    private(set) var excludedPaths = 0
    /// The number of commits that list too many paths to count.
    private(set) var largeCommits = 0

    init(_ request: CouplingRequest, excluded: ExcludedPaths) {
        depth = request.depth
        maxChangeset = request.maxChangeset
        self.excluded = excluded
    }

    /// Goes on to the next commit, which lists `count` paths.
    mutating func begin(_ count: Int) {
        endCommit()
        isCounted = count <= maxChangeset
        if !isCounted { largeCommits += 1 }
    }

    /// Counts a path of the commit.
    mutating func add(_ path: [UInt8]) {
        guard isCounted else { return }
        let number = ofPaths[path] ?? number(path)
        guard number >= 0 else { return }
        // Files of one directory count once.
        let start = ends.last ?? 0
        if depth != nil, members[start...].contains(number) { return }
        members.append(number)
        commits[Int(number)] += 1
    }

    private mutating func endCommit() {
        if members.count > ends.last ?? 0 { ends.append(members.count) }
    }

    private mutating func number(_ path: [UInt8]) -> Int32 {
        guard !excluded.contains(path) else {
            excludedPaths += 1
            ofPaths[path] = -1
            return -1
        }
        let name = depth.map { PathParts.directory(of: path, depth: $0) } ?? path
        let number = numbers[name] ?? Int32(names.count)
        if Int(number) == names.count {
            numbers[name] = number
            names.append(name)
            commits.append(0)
        }
        ofPaths[path] = number
        return number
    }

    /// The pairs that reach the thresholds: those of `path` where it is given.
    ///
    /// - Complexity: O(the sum of the squares of the numbers of paths that commits list); the memory is that of the lists and
    ///   of the pairs found.
    mutating func pairs(_ request: CouplingRequest) -> [CoupledPaths] {
        endCommit()
        let fewest = max(1, request.minCommits, request.minShared)
        let lists = Lists(members: members, ends: ends) { commits[Int($0)] >= fewest }
        var rows: [CoupledPaths] = []
        var shared = [Int](repeating: 0, count: names.count)
        let only = request.path.flatMap { numbers[$0] }
        if request.path != nil, only == nil { return [] }
        for first in names.indices where only.map({ Int($0) == first }) ?? (commits[first] >= fewest) {
            var touched: [Int] = []
            for commit in lists.commits(of: first) {
                for member in lists[Int(commit)] {
                    let second = Int(member)
                    // Without a path that is asked for, each pair is found from its lower number.
                    guard only == nil ? second > first : second != first else { continue }
                    if shared[second] == 0 { touched.append(second) }
                    shared[second] += 1
                }
            }
            for second in touched {
                if shared[second] >= max(1, request.minShared) {
                    rows.append(row(first, second, shared[second], keepsOrder: only != nil))
                }
                shared[second] = 0
            }
        }
        return rows.sorted(by: CouplingTally.precedes)
    }

    private func row(_ first: Int, _ second: Int, _ shared: Int, keepsOrder: Bool) -> CoupledPaths {
        var (first, second) = (first, second)
        if !keepsOrder, names[second].lexicographicallyPrecedes(names[first]) { swap(&first, &second) }
        return CoupledPaths(
            aPath: Text(names[first]), bPath: Text(names[second]), shared: shared, aCommits: commits[first],
            bCommits: commits[second])
    }

    /// Most shared commits first, among equals the highest degree, then by the paths.
    private static func precedes(_ left: CoupledPaths, _ right: CoupledPaths) -> Bool {
        if left.shared != right.shared { return left.shared > right.shared }
        // Of equally many shared commits the degree is higher where there are fewer commits.
        let (leftCommits, rightCommits) = (left.aCommits + left.bCommits, right.aCommits + right.bCommits)
        if leftCommits != rightCommits { return leftCommits < rightCommits }
        if left.aPath != right.aPath { return left.aPath < right.aPath }
        return left.bPath < right.bPath
    }
}

/// The paths that commits list, without those in too few commits, and the commits of each path.
private struct Lists {
    private var members: [Int32] = []
    private var ends: [Int] = []
    /// The commits of all paths, those of one together.
    private var commits: [Int32] = []
    private var starts: [Int] = []

    init(members all: [Int32], ends allEnds: [Int], where isKept: (Int32) -> Bool) {
        var start = 0
        for end in allEnds {
            for member in all[start..<end] where isKept(member) { members.append(member) }
            start = end
            // A path alone is in no pair.
            let first = ends.last ?? 0
            if members.count - first < 2 {
                members.removeSubrange(first...)
            } else {
                ends.append(members.count)
            }
        }
        let count = (all.max() ?? -1) + 1
        var sizes = [Int](repeating: 0, count: Int(count))
        for member in members { sizes[Int(member)] += 1 }
        var sum = 0
        for size in sizes {
            starts.append(sum)
            sum += size
        }
        starts.append(sum)
        commits = [Int32](repeating: 0, count: sum)
        var next = starts
        for commit in ends.indices {
            for member in self[commit] {
                commits[next[Int(member)]] = Int32(truncatingIfNeeded: commit)
                next[Int(member)] += 1
            }
        }
    }

    /// What a commit lists.
    subscript(commit: Int) -> ArraySlice<Int32> {
        members[(commit == 0 ? 0 : ends[commit - 1])..<ends[commit]]
    }

    /// The commits that list a path.
    func commits(of path: Int) -> ArraySlice<Int32> {
        path + 1 < starts.count ? commits[starts[path]..<starts[path + 1]] : []
    }
}
