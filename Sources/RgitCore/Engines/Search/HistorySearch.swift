// Searches a window of commits for many patterns: trees first, then every content once, path by path.

import GitObjects
import Records

/// A change of how often a pattern occurs.
struct SearchHit: Sendable {
    /// The file.
    var change: FileChange
    /// The number of the pattern.
    var pattern: Int
    /// How often it occurs before.
    var before: Int
    /// How often it occurs after.
    var after: Int
}

/// A commit with what was found in it.
struct SearchedCommit: Sendable {
    let commit: SelectedCommit
    /// The parent that a merge is compared with, where it is compared with several.
    let parent: ObjectID?
    /// In the order of paths, and for each of the patterns.
    let hits: [SearchHit]
}

/// What is searched for, and how commits are compared; shared by all workers.
struct HistorySearchPlan: Sendable {
    /// The patterns.
    let rules: [SearchRule]
    /// What a merge is compared with: nothing, its first parent, or each.
    let merges: MergeDiff
    /// Whether lines of binary files are shown.
    let text: Bool
    /// Whether added and removed lines are searched, as `git log -G` does, and not the numbers of matches compared.
    let searchesLines: Bool
    /// How lines are compared then: as git by default, whatever the options of the search.
    fileprivate let lines: LineDiffOptions
    /// How commits are compared.
    let stats: CommitStatsPlan
    private let locale: String?
    /// What blobs are scanned for while they are read.
    private let scanner: PatternScanner?

    /// Decides how to search.
    ///
    /// - Throws: a usage error for a pattern that does not compile.
    init(
        _ rules: [SearchRule], merges: MergeDiff, text: Bool, searchesLines: Bool, stats: CommitStatsPlan,
        session: Session
    ) throws(RgitError) {
        self.rules = rules
        self.merges = merges
        self.text = text
        self.searchesLines = searchesLines
        lines = LineDiffOptions(context: try PatchFormat(PatchOptions(), config: session.config).context)
        self.stats = stats
        let locale = PatternOptions.localeName(session.environment)
        self.locale = locale
        scanner = try PatternSet(rules, locale: locale.flatMap { Locale($0) }).scanner
    }

    /// Makes one worker's searcher over the reader it has; only one that counts needs to scan what it reads.
    func makeSearcher(_ reader: ObjectReader, counts: Bool) throws(RgitError) -> PatternSearcher {
        PatternSearcher(
            self, try stats.makeWorker(reader, scanner: counts ? scanner : nil),
            try PatternSet(rules, locale: locale.flatMap { Locale($0) }, scanner: scanner))
    }
}

/// Searches windows of commits on all workers.
struct HistorySearch: Sendable {
    private let plan: HistorySearchPlan
    private let sharding: Sharding
    private let pool: WorkerPool<PatternSearcher>

    /// Prepares to search.
    init(_ plan: HistorySearchPlan, session: Session, sharding: Sharding) {
        self.plan = plan
        self.sharding = sharding
        pool = WorkerPool { try plan.makeSearcher(session.makeReader(.trees), counts: true) }
    }

    /// The commits in which something is found, in their order; a merge that is compared with several parents once for each.
    ///
    /// What cannot be read is added to `problems`, and the number of commits that it concerns to `unknown`.
    func found(
        _ commits: [SelectedCommit], _ table: CommitTable, problems: inout [RgitError], unknown: inout Int
    ) async throws -> [SearchedCommit] {
        var window = try await WindowChanges(commits, sharding: sharding, pool: pool) {
            $0.parts(of: $1, in: table)
        }
        let tallies = try await window.tallies(
            window.places.inOrder(), sharding: sharding, pool: pool, absent: [PatternCount]()
        ) { $0.counts($1, $2) }
        let changed = plan.searchesLines ? try await changedPatterns(&window, tallies) : nil
        var result: [SearchedCommit] = []
        for (position, commit) in commits.enumerated() {
            switch window.parts(position) {
            case .failure(let error):
                problems.append(error)
                unknown += 1
            case .success(let parts):
                var isUnknown = false
                for (part, range) in parts {
                    var hits: [SearchHit] = []
                    for place in range {
                        if let failure = window.failures[place] {
                            problems.append(failure)
                            isUnknown = true
                            continue
                        }
                        let change = window.changes[place]
                        let (old, new) = tallies.of(UInt32(truncatingIfNeeded: place))
                        if changed == nil, old == new { continue }
                        Self.visit(old, new, only: changed?[place]) { pattern, before, after in
                            guard changed != nil || before != after,
                                plan.rules[pattern].paths?.matches(change.path) ?? true
                            else { return }
                            hits.append(
                                SearchHit(change: change, pattern: pattern, before: before, after: after))
                        }
                    }
                    if !hits.isEmpty {
                        result.append(SearchedCommit(commit: commit, parent: part.parent, hits: hits))
                    }
                }
                if isUnknown { unknown += 1 }
            }
        }
        return result
    }

    /// For each change the patterns that match one of its added or removed lines, in their order; what cannot be read is
    /// among the failures of the window.
    private func changedPatterns(
        _ window: inout WindowChanges, _ tallies: ContentTallies<[PatternCount]>
    ) async throws -> [[Int]] {
        let changes = window.changes
        var found: [[Int]] = []
        var failures: [(place: Int, error: RgitError)] = []
        try await sharding.orderedChunks(
            count: changes.count, size: sharding.chunkSize(changes.count, most: 128), pool: pool,
            compute: { worker, range in
                range.map { place in
                    let (old, new) = tallies.of(UInt32(truncatingIfNeeded: place))
                    return worker.changedPatterns(changes[place], old, new)
                }
            },
            consume: { (results: [Result<[Int], RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let patterns): found.append(patterns)
                    case .failure(let error):
                        failures.append((found.count, error))
                        found.append([])
                    }
                }
            })
        for (place, error) in failures where window.failures[place] == nil { window.failures[place] = error }
        return found
    }

    /// Calls `body` with the counts of each pattern that is among `only`, or where that is `nil` of each that occurs before
    /// or after, in their order.
    private static func visit(
        _ old: [PatternCount], _ new: [PatternCount], only: [Int]?,
        _ body: (_ pattern: Int, _ before: Int, _ after: Int) -> Void
    ) {
        func count(_ pattern: Int, _ counts: [PatternCount], _ index: inout Int) -> Int {
            while index < counts.count, Int(counts[index].pattern) < pattern { index += 1 }
            return index < counts.count && Int(counts[index].pattern) == pattern
                ? Int(counts[index].count) : 0
        }
        var (oldIndex, newIndex) = (0, 0)
        for pattern in only ?? patterns(old, new) {
            body(pattern, count(pattern, old, &oldIndex), count(pattern, new, &newIndex))
        }
    }

    /// The patterns of two lists of counts, each once and in order.
    fileprivate static func patterns(_ old: [PatternCount], _ new: [PatternCount]) -> [Int] {
        var found: [Int] = []
        var (oldIndex, newIndex) = (0, 0)
        while oldIndex < old.count || newIndex < new.count {
            let oldPattern = oldIndex < old.count ? old[oldIndex].pattern : .max
            let newPattern = newIndex < new.count ? new[newIndex].pattern : .max
            if oldPattern <= newPattern { oldIndex += 1 }
            if newPattern <= oldPattern { newIndex += 1 }
            found.append(Int(min(oldPattern, newPattern)))
        }
        return found
    }
}

/// One worker's search.
final class PatternSearcher {
    private let plan: HistorySearchPlan
    private let counter: CommitStats
    private let patterns: PatternSet
    private let lineCounter = NativeLineCounter()
    /// The patterns that may match lines of a content in which no match is counted.
    private let unselective: [Int]

    fileprivate init(_ plan: HistorySearchPlan, _ counter: CommitStats, _ patterns: PatternSet) {
        unselective = patterns.patterns.indices.filter { !patterns.patterns[$0].isSelective }
        self.plan = plan
        self.counter = counter
        self.patterns = patterns
    }

    /// What a commit changed, from each parent that it is compared with.
    func parts(of commit: SelectedCommit, in table: CommitTable) -> Result<[CommitPart], RgitError> {
        do throws(RgitError) {
            if let changes = commit.changes { return .success([CommitPart(changes: changes)]) }
            return .success(
                try counter.sections(of: commit.row, in: table, merges: plan.merges).compactMap { section in
                    guard case .plain(let changes) = section.changes else { return nil }
                    return CommitPart(parent: section.parent, changes: changes)
                })
        } catch {
            return .failure(error)
        }
    }

    /// How often each pattern occurs in a content.
    func counts(_ version: FileVersion, _ path: [UInt8]) -> Result<[PatternCount], RgitError> {
        do throws(RgitError) {
            guard let content = try counter.worker.contents.scanned(version, path: path, hint: .text) else {
                return .success([])
            }
            return .success(patterns.counts(content.bytes, marks: content.marks))
        } catch {
            return .failure(error)
        }
    }

    /// The patterns that match an added or removed line of a change, in their order.
    ///
    /// - Parameters:
    ///   - before: How often each pattern occurs in the old content.
    ///   - after: The same of the new one.
    func changedPatterns(
        _ change: FileChange, _ before: [PatternCount], _ after: [PatternCount]
    ) -> Result<[Int], RgitError> {
        do throws(RgitError) {
            var candidates = HistorySearch.patterns(before, after)
            if !unselective.isEmpty { candidates = Set(candidates).union(unselective).sorted() }
            candidates = candidates.filter { plan.rules[$0].paths?.matches(change.path) ?? true }
            guard !candidates.isEmpty, change.kind != .unmerged, !change.hasSameContent else {
                return .success([])
            }
            let worker = counter.worker
            if !plan.text, try worker.isBinary(change) { return .success([]) }
            func content(_ version: FileVersion?, _ path: [UInt8]) throws(RgitError) -> [UInt8] {
                try version.map { version throws(RgitError) in
                    try worker.contents.content(version, path: path)
                } ?? []
            }
            var lines = ChangedLines(
                old: try content(change.old, change.oldPath ?? change.path),
                new: try content(change.new, change.path), path: change.path, options: plan.lines,
                counter: lineCounter)
            var found: [Int] = []
            for candidate in candidates where try lines.match(patterns.patterns[candidate]) {
                found.append(candidate)
            }
            return .success(found)
        } catch {
            return .failure(error)
        }
    }

    /// The added and removed lines that match, for each hit.
    ///
    /// - Throws: what cannot be read.
    func lines(_ hits: [SearchHit]) throws(RgitError) -> [[SearchMatch.Line]] {
        var result: [[SearchMatch.Line]] = []
        result.reserveCapacity(hits.count)
        // The hits of one file come together.
        var latest: (change: FileChange, comparison: LineComparison?)?
        for hit in hits {
            if latest?.change != hit.change { latest = (hit.change, try comparison(hit.change)) }
            guard let comparison = latest?.comparison else {
                result.append([])
                continue
            }
            result.append(lines(comparison, patterns.patterns[hit.pattern]))
        }
        return result
    }

    /// The two contents of a change, compared; `nil` for binary ones.
    private func comparison(_ change: FileChange) throws(RgitError) -> LineComparison? {
        let worker = counter.worker
        if !plan.text, try worker.isBinary(change) { return nil }
        let old: [UInt8] =
            if let version = change.old {
                try worker.contents.content(version, path: change.oldPath ?? change.path)
            } else { [] }
        let new: [UInt8] =
            if let version = change.new { try worker.contents.content(version, path: change.path) } else {
                []
            }
        guard max(old.count, new.count) <= BlobLines.maximumSize else { return nil }
        // The lines shown are those among which the pattern was found.
        let options = plan.searchesLines ? plan.lines : worker.settings.lines
        return try lineCounter.compare(old: old, new: new, options: options)
    }

    private func lines(_ comparison: LineComparison, _ pattern: SearchPattern) -> [SearchMatch.Line] {
        var found: [SearchMatch.Line] = []
        func add(_ side: BlobLines, _ range: Range<Int32>, isAdded: Bool) {
            for line in Int(range.lowerBound)..<Int(range.upperBound) {
                let bytes = side.range(line)
                guard pattern.matchesLine(side.bytes, in: bytes) else { continue }
                var text = side.bytes[bytes]
                if text.last == 0x0a { text.removeLast() }
                found.append(SearchMatch.Line(isAdded: isAdded, number: line + 1, text: Text(Array(text))))
            }
        }
        for hunk in comparison.hunks {
            add(comparison.old, hunk.oldStart..<hunk.oldEnd, isAdded: false)
            add(comparison.new, hunk.newStart..<hunk.newEnd, isAdded: true)
        }
        return found
    }
}
