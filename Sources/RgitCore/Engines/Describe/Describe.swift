// Names a commit by the nearest tag that leads to it (git-describe(1)).

import GitObjects
import Records

/// The description of a commit.
struct CommitDescription: Sendable {
    /// What `git describe` prints, without `--dirty`.
    var text: [UInt8]
    /// The name it is described by; `nil` for the object name that `--always` writes.
    var name: [UInt8]?
    /// How many commits it has that the name's commit has not.
    var depth: Int?
}

/// Describes commits, as `git describe` does; what has been read for one serves for the next.
///
/// The youngest commit is visited first. Of the first ten named commits that are met, the one is taken that leaves the
/// fewest commits out, the first of equals; then the walk goes on until that number is exact.
///
/// - Complexity: O(*n* log *n*) in the commits back to where all others are in the history of the name.
struct Describe {
    /// A named commit that was met.
    private struct Candidate {
        let name: DescribingName
        var depth: Int
        let flag: UInt32
    }

    /// Git compares no more names, for a commit has a bit for each.
    static let maximumCandidates = 27

    /// A commit that has been met.
    private static let seen: UInt32 = 1
    /// A commit that is in the queue.
    private static let queued: UInt32 = 1 << 31

    private let options: DescribeOptions
    private let loader: CommitLoader
    private let abbreviation: UniqueAbbreviation
    private var names: DescribingNames
    /// The commits that have been read, which `CommitPreloader` may fill.
    var table = CommitTable()
    /// The bits of each commit: those above, and one for each candidate that it is in the history of.
    private var flags: ContiguousArray<UInt32> = []
    private var touched: [CommitIndex] = []
    /// The names of tag objects, as they are written.
    private var shownNames: [ObjectID: [UInt8]] = [:]
    /// The tags whose objects have another name than their reference.
    private(set) var warnings: [Warning] = []

    /// Reads all names.
    init(
        _ session: Session, _ reader: ObjectReader, _ options: DescribeOptions = .tags
    ) throws(RgitError) {
        self.options = options
        loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        let resolver = RevisionResolver(session: session, reader: reader)
        abbreviation = try UniqueAbbreviation(session, reader, digits: options.abbreviation)
        names = try DescribingNames(session, reader, options, resolver)
    }

    /// Whether there is any name.
    var hasNames: Bool { !names.byCommit.isEmpty }

    /// The description of a commit; `nil` where no name leads to it.
    ///
    /// `asked` is the object it was found by, perhaps a tag.
    mutating func describe(_ id: ObjectID, asked: ObjectID? = nil) throws(RgitError) -> CommitDescription? {
        if let exact = names.byCommit[id], isUsable(exact) {
            return try description(exact, of: asked ?? id)
        }
        if options.candidates > 0, hasNames {
            defer { forget() }
            if let best = try nearest(id) {
                var text = try shown(best.name)
                let name = text
                if options.abbreviation != 0 || isMisnamed(best.name) {
                    text += Array("-\(best.depth)-g".utf8) + (try shortened(id))
                }
                return CommitDescription(text: text, name: name, depth: best.depth)
            }
        }
        // With no candidates git looks for an exact name and nothing else.
        guard options.always, options.candidates > 0 else { return nil }
        return CommitDescription(text: try shortened(id), name: nil, depth: nil)
    }

    /// Whether only names that do not count lead to the commit described last.
    private(set) var metUnusableName = false

    private func isUsable(_ name: DescribingName) -> Bool {
        options.tags || options.all || name.priority == .annotatedTag
    }

    // MARK: The walk

    /// The candidate that leaves the fewest commits out, with their number.
    private mutating func nearest(_ id: ObjectID) throws(RgitError) -> (name: DescribingName, depth: Int)? {
        var queue = CommitQueue()
        var candidates: [Candidate] = []
        var visited = 0
        var hasAnnotated = false
        var givenUpOn: CommitIndex?
        metUnusableName = false
        try meet(table.index(of: id), 0, &queue)
        while let commit = queue.pop() {
            flags[Int(commit)] &= ~Self.queued
            visited += 1
            if let name = names.byCommit[table.ids[Int(commit)]] {
                if !isUsable(name) {
                    metUnusableName = true
                } else if candidates.count < min(options.candidates, Self.maximumCandidates) {
                    let flag = UInt32(2) << UInt32(candidates.count)
                    candidates.append(Candidate(name: name, depth: visited - 1, flag: flag))
                    flags[Int(commit)] |= flag
                    if name.priority == .annotatedTag { hasAnnotated = true }
                } else {
                    givenUpOn = commit
                    break
                }
            }
            let own = flags[Int(commit)]
            for place in candidates.indices where own & candidates[place].flag == 0 {
                candidates[place].depth += 1
            }
            if hasAnnotated, queue.isEmpty, Self.isCovered(own, candidates) { break }
            try meetParents(of: commit, &queue, onlyFirst: options.firstParent)
        }
        let best = candidates.enumerated().min {
            ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
        }
        guard let best = best?.element else { return nil }
        if let givenUpOn {
            queue.push(givenUpOn, date: table.dates[Int(givenUpOn)])
            flags[Int(givenUpOn)] |= Self.queued
        }
        return (best.name, try finish(best, &queue))
    }

    /// Whether the last remaining path is in the history of the best candidates.
    private static func isCovered(_ own: UInt32, _ candidates: [Candidate]) -> Bool {
        let least = candidates.map(\.depth).min() ?? 0
        let best = candidates.reduce(UInt32(0)) { $1.depth == least ? $0 | $1.flag : $0 }
        return own & best == best
    }

    /// Walks on until the rest is in the history of `best`; returns its exact depth.
    private mutating func finish(_ best: Candidate, _ queue: inout CommitQueue) throws(RgitError) -> Int {
        var depth = best.depth
        while let commit = queue.pop() {
            flags[Int(commit)] &= ~Self.queued
            if flags[Int(commit)] & best.flag == 0 {
                depth += 1
            } else if !queue.contains(where: { flags[Int($0)] & best.flag == 0 }) {
                break
            }
            try meetParents(of: commit, &queue, onlyFirst: false)
        }
        return depth
    }

    private mutating func meetParents(
        of commit: CommitIndex, _ queue: inout CommitQueue, onlyFirst: Bool
    ) throws(RgitError) {
        let own = flags[Int(commit)] & ~Self.queued
        let count = table.parentCount(commit)
        for position in 0..<(onlyFirst ? min(count, 1) : count) {
            try meet(table.parent(commit, position), own, &queue)
        }
    }

    /// Queues a commit that is met for the first time, and notes whose history it is in.
    private mutating func meet(
        _ commit: CommitIndex, _ more: UInt32, _ queue: inout CommitQueue
    ) throws(RgitError) {
        try loader.load(commit, into: &table)
        if flags.count < table.count {
            let missing = max(table.count, flags.count * 2) - flags.count
            flags.append(contentsOf: repeatElement(0, count: missing))
        }
        let known = flags[Int(commit)]
        flags[Int(commit)] = known | more | Self.seen
        guard known & Self.seen == 0 else { return }
        touched.append(commit)
        flags[Int(commit)] |= Self.queued
        queue.push(commit, date: table.dates[Int(commit)])
    }

    private mutating func forget() {
        for commit in touched { flags[Int(commit)] = 0 }
        touched.removeAll(keepingCapacity: true)
    }

    // MARK: Text

    /// `NAME`, or `NAME-0-gDIGITS` where it is asked for and where a tag object has another name than its reference.
    private mutating func description(
        _ name: DescribingName, of asked: ObjectID
    ) throws(RgitError) -> CommitDescription {
        let shown = try shown(name)
        var text = shown
        if options.long || isMisnamed(name) {
            // Of a tag of a tag git shows the inner one here.
            let id = name.priority == .annotatedTag ? try names.reader.tag(name.object).target : asked
            text += Array("-0-g".utf8) + (try shortened(id))
        }
        return CommitDescription(text: text, name: shown, depth: 0)
    }

    /// A commit's name in few digits; for git no digits are all of them.
    private func shortened(_ id: ObjectID) throws(RgitError) -> [UInt8] {
        options.abbreviation == 0 ? id.hex : try abbreviation.short(id)
    }

    /// The name as it is written: that of the tag object, where there is one.
    private mutating func shown(_ name: DescribingName) throws(RgitError) -> [UInt8] {
        guard name.priority == .annotatedTag else { return name.path }
        if let known = shownNames[name.object] { return known }
        let own = try names.reader.tag(name.object).name
        if own != tagName(name) {
            warnings.append(Warning("tag '\(name.path.printableText)' is externally known as", own))
        }
        let shown = options.all ? Array("tags/".utf8) + own : own
        shownNames[name.object] = shown
        return shown
    }

    private func isMisnamed(_ name: DescribingName) -> Bool {
        guard let shown = shownNames[name.object] else { return false }
        return shown.dropFirst(options.all ? 5 : 0) != tagName(name)[...]
    }

    /// The name that the tag object is expected to have.
    private func tagName(_ name: DescribingName) -> [UInt8] {
        options.all ? Array(name.path.dropFirst("tags/".utf8.count)) : name.path
    }
}
