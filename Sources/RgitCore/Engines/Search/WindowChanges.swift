// The changes of a window of commits by commit and by path, and what the contents of each say.

import GitObjects

/// The changes of a window of commits, and what is decided about them.
struct WindowChanges: Sendable {
    private(set) var changes: [FileChange] = []
    private(set) var places = PathPlaces()
    var isKept: [Bool] = []
    /// Why it is not known of some changes whether they are kept.
    var failures: [Int: RgitError] = [:]
    /// The parts of all commits without their changes, and where the changes of each end.
    private var parts: [(part: CommitPart, end: Int)] = []
    /// Where the parts of each commit end.
    private var ends: [Int] = []
    private var uncompared: [Int: RgitError] = [:]

    /// Compares the trees of all commits of a window on all workers.
    init<Worker>(
        _ commits: [SelectedCommit], sharding: Sharding, pool: WorkerPool<Worker>,
        parts: @escaping @Sendable (inout Worker, SelectedCommit) -> Result<[CommitPart], RgitError>
    ) async throws {
        var window = WindowChanges()
        try await sharding.orderedChunks(
            count: commits.count, size: sharding.chunkSize(commits.count, most: 1024), pool: pool,
            compute: { worker, range in commits[range].map { parts(&worker, $0) } },
            consume: { (results: [Result<[CommitPart], RgitError>]) in
                for result in results { window.append(result) }
            })
        self = window
    }

    private init() {}

    private mutating func append(_ result: Result<[CommitPart], RgitError>) {
        switch result {
        case .failure(let error): uncompared[ends.count] = error
        case .success(let found):
            for var part in found {
                for var change in part.changes {
                    places.append(&change.path)
                    changes.append(change)
                    isKept.append(false)
                }
                part.changes = []
                parts.append((part, changes.count))
            }
        }
        ends.append(parts.count)
    }

    /// The parts of the commit at `position` without their changes, and where these are; or why they cannot be known.
    func parts(_ position: Int) -> Result<[(part: CommitPart, range: Range<Int>)], RgitError> {
        if let error = uncompared[position] { return .failure(error) }
        let indices = (position == 0 ? 0 : ends[position - 1])..<ends[position]
        return .success(
            indices.map { index in
                (parts[index].part, (index == 0 ? 0 : parts[index - 1].end)..<parts[index].end)
            })
    }

    /// What is kept of the commit at `position`, and why it is not known whether that is all.
    func kept(
        _ position: Int, keepsAll: Bool, filter: ChangeFilter
    ) -> ([CommitPart], [RgitError]) {
        switch parts(position) {
        case .failure(let error): return ([], [error])
        case .success(let found):
            var result: [CommitPart] = []
            var problems: [RgitError] = []
            for (part, range) in found {
                var part = part
                if !failures.isEmpty { problems += range.compactMap { failures[$0] } }
                if isKept[range].contains(true) {
                    part.changes = filter.wanted(
                        range.filter { keepsAll || isKept[$0] }.map { changes[$0] })
                }
                result.append(part)
            }
            return (result, problems)
        }
    }

    /// Reads every content of the window once on all workers, in the order of paths, and notes what each says; what cannot be
    /// read is among the failures of the changes that need it.
    ///
    /// - Parameters:
    ///   - order: All changes, those of one path together.
    ///   - absent: What a version says that is not there.
    ///   - tally: Reads one content, of which one of its paths is known.
    mutating func tallies<Worker, Tally: Sendable>(
        _ order: [UInt32], sharding: Sharding, pool: WorkerPool<Worker>, absent: Tally,
        tally: @escaping @Sendable (inout Worker, FileVersion, [UInt8]) -> Result<Tally, RgitError>
    ) async throws -> ContentTallies<Tally> {
        var found = ContentTallies(count: changes.count, absent: absent)
        for place in order { found.add(changes[Int(place)], at: Int(place)) }
        let contents = found.contents
        var failed: [UInt32: RgitError] = [:]
        try await sharding.orderedChunks(
            count: contents.count, size: sharding.chunkSize(contents.count, most: 256), pool: pool,
            compute: { worker, range in
                contents[range].map { tally(&worker, $0.version, $0.path) }
            },
            consume: { (results: [Result<Tally, RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let tally): found.tallies.append(tally)
                    case .failure(let error):
                        failed[UInt32(truncatingIfNeeded: found.tallies.count)] = error
                        found.tallies.append(absent)
                    }
                }
            })
        if !failed.isEmpty {
            for place in order {
                let pair = found.pairs[Int(place)]
                if let error = failed[pair.old] ?? failed[pair.new] { failures[Int(place)] = error }
            }
        }
        return found
    }
}

/// The distinct contents of a window's changes, and what each says.
struct ContentTallies<Tally: Sendable>: Sendable {
    /// The contents, in the order in which they are read.
    private(set) var contents: [(version: FileVersion, path: [UInt8])] = []
    /// The numbers of the two contents of each change; the greatest number where there is none.
    private(set) var pairs: [(old: UInt32, new: UInt32)]
    fileprivate var tallies: [Tally] = []
    private let absent: Tally
    private var numbers: [Key: UInt32] = [:]
    /// The content before the last change: mostly that after the next one, which is older and of the same path.
    private var last: (key: Key, number: UInt32)?

    /// What the content of a version depends on.
    private struct Key: Hashable {
        let id: ObjectID
        /// A submodule's content is a line with its commit.
        let isSubmodule: Bool
        /// Whether a large blob has been read, so that it is no binary file.
        let isRead: Bool

        init(_ version: FileVersion) {
            id = version.id
            isSubmodule = version.mode == .gitlink
            isRead = version.isRead
        }
    }
    private static var none: UInt32 { .max }

    /// Prepares for as many changes; `absent` is what a version says that is not there.
    fileprivate init(count: Int, absent: Tally) {
        self.absent = absent
        pairs = Array(repeating: (Self.none, Self.none), count: count)
        // Each change brings a content, and few are the same: growing would hash all of them again.
        numbers.reserveCapacity(count)
        contents.reserveCapacity(count)
    }

    fileprivate mutating func add(_ change: FileChange, at place: Int) {
        guard change.kind != .unmerged, !change.hasSameContent else { return }
        if let new = change.new { pairs[place].new = number(new, change.path) }
        if let old = change.old {
            let number = number(old, change.oldPath ?? change.path)
            pairs[place].old = number
            last = (Key(old), number)
        }
    }

    private mutating func number(_ version: FileVersion, _ path: [UInt8]) -> UInt32 {
        let key = Key(version)
        if let last, last.key == key { return last.number }
        if let number = numbers[key] { return number }
        let number = UInt32(truncatingIfNeeded: contents.count)
        numbers[key] = number
        contents.append((version, path))
        return number
    }

    /// What the contents of a change say.
    func of(_ place: UInt32) -> (old: Tally, new: Tally) {
        let pair = pairs[Int(place)]
        return (tally(pair.old), tally(pair.new))
    }

    private func tally(_ number: UInt32) -> Tally {
        number == Self.none ? absent : tallies[Int(number)]
    }
}
