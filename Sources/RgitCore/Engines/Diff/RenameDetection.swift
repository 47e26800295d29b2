// Finds renames and copies among changed files, choosing as git 2.39 chooses.

import GitObjects

/// Where rename detection gets at the content of files; also says what is text.
protocol RenameContents: AnyObject {
    /// The name the content has as a blob, computed where it is not known; `nil` when it cannot be read.
    func blobID(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> ObjectID?
    /// The size of the content in bytes; `nil` when it cannot be read.
    func size(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> Int?
    /// The pieces of the content; `nil` when it cannot be read.
    func similarityIndex(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> SimilarityIndex?
}

/// Git's search for renames and copies.
struct RenameDetection {
    /// What is looked for, and how hard.
    struct Options: Sendable, Equatable {
        /// Renames, or copies too.
        var mode = DiffOptions.Renames.renames
        /// The smallest score that counts, of 60,000; 0 means git's 50 %.
        var minimumScore = 30_000
        /// The matrix is not searched when it has more cells than this number squared; 0 for no limit.
        var limit = 1000
        /// The only destination of interest (`--follow`); `nil` for all.
        var onlyDestination: [UInt8]?
    }

    /// Changes with renames and copies in place of additions, and whether the limit kept git from looking further.
    struct Outcome {
        /// In the order of the changes handed in.
        var changes: [FileChange]
        /// The limit that would have been needed, where the search was cut short.
        var neededLimit: Int?
    }

    /// Rows of git's candidate table: the four best sources of each destination.
    private struct Candidate {
        var source = 0
        var destination = -1
        var score = 0
        var sameName = 0

        /// Whether git ranks `self` behind `other`; unused places come last.
        func isBehind(_ other: Candidate) -> Bool {
            if destination < 0 { return other.destination >= 0 }
            if other.destination < 0 { return false }
            return score == other.score ? sameName < other.sameName : score < other.score
        }
    }

    private static let candidatesPerDestination = 4

    private let changes: [FileChange]
    private let options: Options
    private let contents: any RenameContents
    private let minimumScore: Int
    private let wantCopies: Bool

    /// Changes that can be sources, in order.
    private var sources: [Int] = []
    /// Changes that are destinations, in order.
    private var destinations: [Int] = []
    /// How many destinations a change serves as a source; one more where the file itself stays.
    private var used: [Int]
    /// The source and the score of each change that turned out to be a destination.
    private var pairs: [(source: Int, score: Int)?]
    private var neededLimit: Int?
    /// The facts about each change's first and second version, read when first needed.
    private var oldFacts: [Facts]
    private var newFacts: [Facts]

    /// A version's size and pieces.
    private struct Facts {
        /// In bytes; -1 for what cannot be read; `nil` before it has been asked for.
        var size: Int?
        var index: SimilarityIndex?
        /// Whether the content was read.
        var isRead = false
        /// The name of the content of a file in the working tree, once it was made.
        var id: ObjectID?
    }

    /// Finds renames (and copies) among changes that are in git's path order.
    ///
    /// As in git, the file of a path in conflict can be the destination of a rename: then the source is gone, though nothing
    /// says where to. For `copiesHarder` the changes have to include the files that did not change, as modifications without a difference;
    /// they are not in the outcome.
    static func run(
        _ changes: [FileChange], options: Options, contents: some RenameContents
    ) throws(RgitError) -> Outcome {
        var detection = RenameDetection(changes, options, contents)
        try detection.search()
        return Outcome(changes: detection.result(), neededLimit: detection.neededLimit)
    }

    private init(_ changes: [FileChange], _ options: Options, _ contents: any RenameContents) {
        self.changes = changes
        self.options = options
        self.contents = contents
        minimumScore = options.minimumScore == 0 ? 30_000 : options.minimumScore
        wantCopies = options.mode == .copies || options.mode == .copiesHarder
        used = Array(repeating: 0, count: changes.count)
        pairs = Array(repeating: nil, count: changes.count)
        oldFacts = Array(repeating: Facts(), count: changes.count)
        newFacts = oldFacts
    }

    private mutating func search() throws(RgitError) {
        guard options.mode != .none else { return }
        for index in changes.indices {
            let change = changes[index]
            // As in git a path in conflict is a destination where the working tree has a file, and of a commit's file in
            // conflict copies can be made, but no rename.
            if change.old == nil {
                if change.new == nil { continue }
                if let only = options.onlyDestination, only != change.path { continue }
                destinations.append(index)
            } else if change.new == nil, change.kind != .unmerged {
                // The file of a broken pair that is no rewrite stays, unless its addition is paired with another.
                if change.breakScore == 0 { used[index] += 1 }
                sources.append(index)
            } else if wantCopies {
                // The file itself stays and so uses its content already.
                used[index] += 1
                sources.append(index)
            }
        }
        guard !sources.isEmpty && !destinations.isEmpty else { return }
        try findExact()
        guard minimumScore < SimilarityIndex.maximumScore else { return }
        let hasBroken = sources.contains { changes[$0].breakScore != nil }
        if !wantCopies && !hasBroken {
            let used = used
            sources.removeAll { used[$0] > 0 }
            try findByBaseName()
            let nowUsed = self.used
            sources.removeAll { nowUsed[$0] > 0 }
        }
        try findInMatrix()
    }

    // MARK: Exact renames

    private mutating func findExact() throws(RgitError) {
        var byID: [ObjectID: [Int]] = [:]
        for source in sources {
            guard let old = changes[source].old,
                let id = try contents.blobID(old, path: changes[source].path)
            else { continue }
            if old.inWorkTree {
                oldFacts[source].isRead = true
                oldFacts[source].id = id
            }
            byID[id, default: []].append(source)
        }
        for destination in destinations {
            guard let new = changes[destination].new,
                let id = try contents.blobID(new, path: changes[destination].path)
            else { continue }
            // The name of what is in the working tree is made from its content.
            if new.inWorkTree {
                newFacts[destination].isRead = true
                newFacts[destination].id = id
            }
            guard let candidates = byID[id] else { continue }
            var best: Int?
            var bestScore = -1
            var patience = 100
            for source in candidates {
                guard let old = changes[source].old else { continue }
                if !(old.mode.isRegular && new.mode.isRegular) && old.mode != new.mode { continue }
                if used[source] > 0 && !wantCopies { continue }
                let score =
                    (used[source] > 0 ? 0 : 1)
                    + (Self.haveSameBaseName(changes[source].path, changes[destination].path) ? 1 : 0)
                if score > bestScore {
                    best = source
                    bestScore = score
                    if score == 2 { break }
                }
                patience -= 1
                if patience == 0 { break }
            }
            if let best { record(best, destination, SimilarityIndex.maximumScore) }
        }
    }

    private mutating func record(_ source: Int, _ destination: Int, _ score: Int) {
        used[source] += 1
        pairs[destination] = (source, score)
    }

    // MARK: Unique base names

    /// Pairs a source with a destination when each is the only one left with its base name and they are similar enough,
    /// even should another be more similar.
    private mutating func findByBaseName() throws(RgitError) {
        // git halves the way from the wanted score to a perfect one.
        let needed = minimumScore + (SimilarityIndex.maximumScore - minimumScore) / 2
        var sourceNames: [ArraySlice<UInt8>: Int] = [:]
        for source in sources {
            sourceNames[Self.baseName(changes[source].path), default: 0] += 1
        }
        var destinationNames: [ArraySlice<UInt8>: (count: Int, index: Int)] = [:]
        for destination in destinations where pairs[destination] == nil {
            let name = Self.baseName(changes[destination].path)
            destinationNames[name] = ((destinationNames[name]?.count ?? 0) + 1, destination)
        }
        for source in sources {
            let name = Self.baseName(changes[source].path)
            guard sourceNames[name] == 1, let destination = destinationNames[name],
                destination.count == 1, pairs[destination.index] == nil
            else { continue }
            let score = try similarity(source, destination.index, minimum: needed)
            if score >= needed { record(source, destination.index, score) }
        }
    }

    // MARK: The matrix

    private mutating func findInMatrix() throws(RgitError) {
        let open = destinations.filter { pairs[$0] == nil }
        guard !open.isEmpty && !sources.isEmpty else { return }
        var candidatesSources = sources
        if Self.exceeds(open.count, sources.count, options.limit) {
            neededLimit = max(open.count, sources.count)
            guard options.mode == .copiesHarder else { return }
            candidatesSources = sources.filter { !isUnmodified($0) }
            if Self.exceeds(open.count, candidatesSources.count, options.limit) { return }
        }
        var table: [Candidate] = []
        for destination in open {
            var best = Array(repeating: Candidate(), count: Self.candidatesPerDestination)
            for source in candidatesSources {
                let candidate = Candidate(
                    source: source, destination: destination,
                    score: try similarity(source, destination, minimum: minimumScore),
                    sameName: Self.haveSameBaseName(changes[source].path, changes[destination].path)
                        ? 1 : 0)
                var worst = 0
                for index in 1..<best.count where best[index].isBehind(best[worst]) { worst = index }
                if best[worst].isBehind(candidate) { best[worst] = candidate }
            }
            table += best
        }
        // The position breaks ties, for git's sort is stable and Swift's does not promise to be.
        let order = table.indices.sorted {
            if table[$1].isBehind(table[$0]) { return true }
            if table[$0].isBehind(table[$1]) { return false }
            return $0 < $1
        }
        take(order.map { table[$0] }, copies: false)
        if wantCopies { take(order.map { table[$0] }, copies: true) }
    }

    private mutating func take(_ candidates: [Candidate], copies: Bool) {
        for candidate in candidates {
            guard candidate.destination >= 0 && candidate.score >= minimumScore else { return }
            guard pairs[candidate.destination] == nil else { continue }
            if !copies && used[candidate.source] > 0 { continue }
            record(candidate.source, candidate.destination, candidate.score)
        }
    }

    private static func exceeds(_ destinations: Int, _ sources: Int, _ limit: Int) -> Bool {
        guard limit > 0 else { return false }
        let (square, overflow) = limit.multipliedReportingOverflow(by: limit)
        return !overflow && destinations.multipliedReportingOverflow(by: sources).partialValue > square
    }

    private func isUnmodified(_ index: Int) -> Bool {
        guard let old = changes[index].old, let new = changes[index].new else { return false }
        return old.mode == new.mode && old.id == new.id && !new.inWorkTree && !new.dirtySubmodule
            && !old.inWorkTree && !old.dirtySubmodule
    }

    private mutating func similarity(
        _ source: Int, _ destination: Int, minimum: Int
    ) throws(RgitError) -> Int {
        guard let old = changes[source].old, let new = changes[destination].new,
            old.mode.isRegular && new.mode.isRegular
        else { return 0 }
        let oldSize = try Self.size(&oldFacts[source], old, changes[source].path, contents)
        let newSize = try Self.size(&newFacts[destination], new, changes[destination].path, contents)
        guard oldSize >= 0 && newSize >= 0,
            SimilarityIndex.sizesAllow(oldSize, newSize, minimum: minimum)
        else { return 0 }
        try Self.fillIndex(&oldFacts[source], old, changes[source].path, contents)
        try Self.fillIndex(&newFacts[destination], new, changes[destination].path, contents)
        guard let oldIndex = oldFacts[source].index, let newIndex = newFacts[destination].index else {
            return 0
        }
        return oldIndex.score(to: newIndex)
    }

    private static func size(
        _ facts: inout Facts, _ version: FileVersion, _ path: [UInt8], _ contents: any RenameContents
    ) throws(RgitError) -> Int {
        if let size = facts.size { return size }
        let size = try contents.size(version, path: path) ?? -1
        facts.size = size
        return size
    }

    private static func fillIndex(
        _ facts: inout Facts, _ version: FileVersion, _ path: [UInt8], _ contents: any RenameContents
    ) throws(RgitError) {
        guard facts.index == nil else { return }
        facts.index = try contents.similarityIndex(version, path: path)
        facts.isRead = true
    }

    // MARK: What came of it

    private func result() -> [FileChange] {
        var remaining = used
        // A broken pair whose addition is in no other pair will be joined again, and so uses its content.
        for index in changes.indices where isDeletionToJoin(index) { remaining[index] += 1 }
        var result: [FileChange] = []
        result.reserveCapacity(changes.count)
        for index in changes.indices {
            var change = changes[index]
            // Both contents were read when the similarity was estimated.
            if newFacts[index].isRead { change.new?.isRead = true }
            if oldFacts[index].isRead { change.old?.isRead = true }
            if let id = newFacts[index].id { change.new?.id = id }
            if let id = oldFacts[index].id { change.old?.id = id }
            if let pair = pairs[index] {
                change.old = changes[pair.source].old
                if oldFacts[pair.source].isRead { change.old?.isRead = true }
                if let id = oldFacts[pair.source].id { change.old?.id = id }
                change.breakScore = nil
                if change.kind == .unmerged {
                    // A path in conflict uses up what it is paired with, and stays what it is.
                    let source = changes[pair.source]
                    change.oldPath = source.path
                    change.score = source.path == change.path ? source.breakScore ?? 0 : pair.score
                } else if changes[pair.source].path == change.path {
                    // Both halves of a broken pair came together.
                    change = FileChange(path: change.path, old: change.old, new: change.new)
                    change.score = changes[pair.source].breakScore ?? 0
                } else {
                    change.oldPath = changes[pair.source].path
                    change.score = pair.score
                    // The last user of a source that went away is the one it was renamed to.
                    remaining[pair.source] -= 1
                    change.kind = remaining[pair.source] > 0 ? .copied : .renamed
                }
            } else if change.kind == .deleted {
                if change.breakScore != nil ? !isDeletionToJoin(index) : used[index] > 0 { continue }
            } else if change.kind != .unmerged && isUnmodified(index) {
                continue
            }
            result.append(change)
        }
        return result
    }

    /// Whether a change is the deletion of a broken pair whose addition has found no other content.
    private func isDeletionToJoin(_ index: Int) -> Bool {
        // The addition comes right behind the deletion.
        changes[index].breakScore != nil && changes[index].kind == .deleted && pairs[index + 1] == nil
    }

    // MARK: Names

    private static func baseName(_ path: [UInt8]) -> ArraySlice<UInt8> {
        guard let slash = path.lastIndex(of: 0x2f) else { return path[...] }
        return path[(slash + 1)...]
    }

    private static func haveSameBaseName(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        baseName(left) == baseName(right)
    }
}
