// Counts commits, people and lines for the files of a history, commit by commit.

import Records

/// What has been counted so far.
struct HotspotsTally {
    /// What has been counted for a row.
    private struct Count {
        var row: Hotspot
        /// The number of the commit that was counted last.
        var lastCommit = -1
        var lastAuthor = -1
        var authors: Set<Int> = []
    }

    private let key: DiffStatsRequest.Key
    private let depth: Int?
    private let follows: Bool
    private let excluded: ExcludedPaths
    private var counts: [Count] = []
    /// The rows by their keys.
    private var places: [[UInt8]: Int] = [:]
    /// The rows that paths count for, as of the commit that is counted; -1 for none.
    private var ofPaths: [[UInt8]: Int] = [:]
    /// The renames of the commit that is counted; they matter to those behind it.
    private var renames: [(old: [UInt8], row: Int)] = []
    private var commit: AuthoredCommit?
    private var commitNumber = -1
    /// The number of paths that were left out.
    private(set) var excludedPaths = 0

    init(_ request: HotspotsRequest, excluded: ExcludedPaths) {
        key = request.key
        depth = request.depth
        follows = request.follow
        self.excluded = excluded
    }

    /// Goes on to the next commit.
    mutating func begin(_ commit: AuthoredCommit) {
        for (old, row) in renames {
            ofPaths[old] = row
            guard key == .file else { continue }
            let name = Text(old)
            if counts[row].row.key != name, !counts[row].row.aliases.contains(name) {
                counts[row].row.aliases.append(name)
            }
        }
        renames.removeAll()
        self.commit = commit
        commitNumber += 1
    }

    /// Counts a change of the commit.
    mutating func add(_ change: FileChange, _ lines: ChangeLines) {
        if lines == .none { return }
        let place = ofPaths[change.path] ?? place(change.path)
        guard place >= 0, let commit else { return }
        if case .lines(let insertions, let deletions) = lines {
            counts[place].row.insertions += Int(insertions)
            counts[place].row.deletions += Int(deletions)
        }
        if follows, change.kind == .renamed, let old = change.oldPath { renames.append((old, place)) }
        guard counts[place].lastCommit != commitNumber else { return }
        counts[place].lastCommit = commitNumber
        counts[place].row.commits += 1
        if counts[place].lastAuthor != commit.author {
            counts[place].lastAuthor = commit.author
            counts[place].authors.insert(commit.author)
        }
        if let date = commit.committed,
            counts[place].row.lastCommit.map({ $0.precedes(date) }) ?? true
        {
            counts[place].row.lastCommit = date
        }
    }

    /// The row of a path that has not been seen, made where there is none; -1 where the path is left out.
    private mutating func place(_ path: [UInt8]) -> Int {
        guard !excluded.contains(path) else {
            excludedPaths += 1
            ofPaths[path] = -1
            return -1
        }
        let value = key.value(of: path, depth: depth)
        let place = places[value] ?? counts.count
        if place == counts.count {
            places[value] = place
            counts.append(Count(row: Hotspot(by: key, key: Text(value))))
        }
        ofPaths[path] = place
        return place
    }

    /// The place of the row that a file of HEAD belongs to; `nil` where there is none.
    func row(of path: [UInt8]) -> Int? {
        excluded.contains(path) ? nil : places[key.value(of: path, depth: depth)]
    }

    /// Notes a file of HEAD, and its lines, `nil` for a binary one.
    mutating func note(_ place: Int, lines: Int?) {
        counts[place].row.isPresent = true
        if let lines { counts[place].row.currentLines = (counts[place].row.currentLines ?? 0) + lines }
    }

    /// The rows: most commits first, among equals most lines, then by name.
    func ranked() -> [Hotspot] {
        counts.map { count in
            var row = count.row
            row.authors = count.authors.count
            return row
        }.sorted { left, right in
            if left.commits != right.commits { return left.commits > right.commits }
            if left.lines != right.lines { return left.lines > right.lines }
            return left.key.bytes.lexicographicallyPrecedes(right.key.bytes)
        }
    }
}
