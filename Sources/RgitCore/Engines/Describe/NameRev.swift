// Names commits by the references that lead to them, such as `v1.0~3^2` (git-name-rev(1)).

import GitObjects

/// Which references name commits, and how they are written.
struct NameRevOptions: Hashable, Codable, Sendable {
    /// `--tags`
    var tags = false
    /// `--name-only`, by which tags lose their `tags/`.
    var namesOnly = false
    /// `--refs`: patterns, one of which a reference has to match.
    var refs: [[UInt8]] = []
    /// `--exclude`: patterns that a reference may not match.
    var exclude: [[UInt8]] = []
}

/// Names all commits that references reach, as far back as the commits go that are asked for.
///
/// Every reference passes its name on to the commits it leads to, the best reference first; a commit keeps the better of
/// two names: that of a tag, the older one of two tags, the nearer one of two other references. A step to a second parent is as far as 65,535 others.
///
/// - Complexity: O(*n*) in the commits for each reference that improves their names; 24 bytes a commit.
struct NameRev {
    /// The weight of a step to another parent than the first.
    private static let mergeWeight: Int32 = 65_535
    /// Clocks may be wrong by a day.
    private static let dateSlop: UInt64 = 86_400
    /// The number of commits read one by one before all are read at once.
    private static let maximumReads = 2000

    /// A reference with the commit that its name spreads from.
    private struct Tip {
        let object: ObjectID
        let name: [UInt8]
        let commit: CommitIndex?
        let date: UInt64
        let isTag: Bool
        /// Whether it is an annotated tag.
        let isPeeled: Bool
    }

    /// The name of a commit: `generation` steps to first parents from where `base` names.
    private struct Naming {
        var base: Int32 = -1
        var generation: Int32 = 0
        var distance: Int32 = 0
        var isTag = false
        var date: UInt64 = 0
    }

    /// What a name is based on: a reference, or a further parent of a named commit.
    private struct Base {
        /// The base of that commit's name; a reference where it is negative.
        let base: Int32
        /// The steps to that commit, or which of the tips the reference is.
        let generation: Int32
        let parentNumber: Int32
    }

    private let options: NameRevOptions
    private let loader: CommitLoader
    /// The commits that have been met.
    private var table = CommitTable()
    /// Which of them git would know of as well; the table may have been filled with whole packs.
    private var met: ContiguousArray<Bool> = []
    private var tips: [Tip] = []
    private var namings: ContiguousArray<Naming> = []
    private var bases: ContiguousArray<Base> = []
    private var names: [ObjectID: [UInt8]] = [:]
    private var earliestDate = UInt64.max
    private var leastGeneration: UInt64?
    private var takesAll = false

    init(_ session: Session, _ reader: ObjectReader, _ options: NameRevOptions) throws(RgitError) {
        self.options = options
        loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        try findTips(session, RevisionResolver(session: session, reader: reader))
    }

    // MARK: References

    private mutating func findTips(_ session: Session, _ resolver: RevisionResolver) throws(RgitError) {
        let lookup = ReferenceLookup(session)
        let refs = options.refs.map { Wildmatch($0) }
        let exclude = options.exclude.map { Wildmatch($0) }
        for reference in try session.references.references() where reference.defect == nil {
            guard let header = try loader.reader.header(reference.target) else { continue }
            try meet(reference.target, header.type)
            if options.tags, !reference.name.hasPrefix("refs/tags/") { continue }
            if exclude.contains(where: { Self.place(in: reference.name, of: $0) != nil }) { continue }
            let places = refs.compactMap { Self.place(in: reference.name, of: $0) }
            if !refs.isEmpty, places.isEmpty { continue }
            let isShort = (options.tags && options.namesOnly) || places.contains { $0 > 0 }
            let (end, date) = try peel(reference.target, header.type)
            let name =
                isShort
                ? try lookup.short(reference.name, isStrict: false)
                : reference.name.after("refs/heads/") ?? reference.name.after("refs/") ?? reference.name
            tips.append(
                Tip(
                    object: reference.target, name: name, commit: end,
                    date: date ?? end.map { table.dates[Int($0)] } ?? 0,
                    isTag: reference.name.hasPrefix("refs/tags/"), isPeeled: header.type == .tag))
            if header.type != .commit { names[reference.target] = names[reference.target] ?? name }
        }
    }

    /// The commit that an object leads to, and the date of the last tag on the way.
    private mutating func peel(
        _ id: ObjectID, _ type: ObjectType
    ) throws(RgitError) -> (commit: CommitIndex?, date: UInt64?) {
        var (id, type) = (id, type)
        var date: UInt64?
        var tags: Set<ObjectID> = []
        while type == .tag {
            guard tags.insert(id).inserted else { throw .containsItself(id, .tag) }
            let tag = try loader.reader.tag(id)
            date = DescribingNames.date(of: tag)
            id = tag.target
            guard let header = try loader.reader.header(id) else { return (nil, date) }
            type = header.type
        }
        guard type == .commit else { return (nil, date) }
        let commit = table.index(of: id)
        try loader.load(commit, into: &table)
        return (commit, date)
    }

    /// Notes the commits that git knows of once it has read the object of a reference, whether or not that gives names.
    private mutating func meet(_ id: ObjectID, _ type: ObjectType) throws(RgitError) {
        switch type {
        case .commit:
            let commit = table.index(of: id)
            try loader.load(commit, into: &table)
            meet(commit)
            for position in 0..<table.parentCount(commit) { meet(table.parent(commit, position)) }
        case .tag:
            let tag = try loader.reader.tag(id)
            if tag.targetType == .commit { meet(table.index(of: tag.target)) }
        default: break
        }
    }

    private mutating func meet(_ commit: CommitIndex) {
        if met.count < table.count {
            let missing = max(table.count, met.count * 2) - met.count
            met.append(contentsOf: repeatElement(false, count: missing))
        }
        met[Int(commit)] = true
    }

    /// Where in a name a pattern matches the rest behind a slash, or all of it; the first such place.
    private static func place(in name: [UInt8], of pattern: Wildmatch) -> Int? {
        var start = 0
        while true {
            if pattern.matches(Array(name[start...])) { return start }
            guard let slash = name[start...].firstIndex(of: 0x2f) else { return nil }
            start = slash + 1
        }
    }

    // MARK: Naming

    /// Names must be found as far back as a commit goes.
    mutating func include(_ commit: ObjectID) throws(RgitError) {
        let row = table.index(of: commit)
        try loader.load(row, into: &table)
        earliestDate = min(earliestDate, table.dates[Int(row)])
        if let generation = generation(row) { leastGeneration = min(leastGeneration ?? .max, generation) }
    }

    /// Names must be found of all commits.
    mutating func includeAll() { takesAll = true }

    private func generation(_ row: CommitIndex) -> UInt64? {
        guard let graph = loader.graph, let position = table.position(of: row, in: graph),
            let generation = try? graph.commit(at: position).generation, generation > 0
        else { return nil }
        return generation
    }

    /// Whether a commit is too old to lead to one that is asked for. With generations that is certain, and by dates it is git's
    /// guess.
    private func isTooOld(_ row: CommitIndex) -> Bool {
        if takesAll { return false }
        if let leastGeneration { return generation(row).map { $0 < leastGeneration } ?? false }
        return table.dates[Int(row)] < (earliestDate > Self.dateSlop ? earliestDate - Self.dateSlop : 0)
    }

    /// Spreads the names. All that is asked for must be included before.
    mutating func spread(_ preloader: CommitPreloader) async throws {
        if takesAll { try await preloader.fill(&table) }
        let order = tips.indices.filter { tips[$0].commit != nil }.sorted { left, right in
            let (a, b) = (tips[left], tips[right])
            if a.isTag != b.isTag { return a.isTag }
            return a.date != b.date ? a.date < b.date : left < right
        }
        var isPreloaded = takesAll
        for tip in order {
            try Task.checkCancellation()
            if !isPreloaded, table.objectReads > Self.maximumReads {
                isPreloaded = true
                try await preloader.fill(&table)
            }
            try spread(tip)
        }
    }

    private mutating func spread(_ tip: Int) throws(RgitError) {
        guard let start = tips[tip].commit, !isTooOld(start) else { return }
        meet(start)
        let (isTag, date) = (tips[tip].isTag, tips[tip].date)
        guard improve(start, Naming(generation: 0, distance: 0, isTag: isTag, date: date)) else { return }
        namings[Int(start)].base = Int32(bases.count)
        bases.append(Base(base: -1, generation: Int32(tip), parentNumber: 0))
        var stack = [start]
        while let commit = stack.popLast() {
            let own = namings[Int(commit)]
            let below = stack.count
            for number in 0..<table.parentCount(commit) {
                let parent = table.parent(commit, number)
                meet(parent)
                try loader.load(parent, into: &table)
                if isTooOld(parent) { continue }
                let naming = Naming(
                    generation: number > 0 ? 0 : own.generation + 1,
                    distance: own.distance &+ (number > 0 ? Self.mergeWeight : 1), isTag: isTag, date: date)
                guard improve(parent, naming) else { continue }
                if number > 0 {
                    namings[Int(parent)].base = Int32(bases.count)
                    bases.append(
                        Base(base: own.base, generation: own.generation, parentNumber: Int32(number + 1)))
                } else {
                    namings[Int(parent)].base = own.base
                }
                stack.append(parent)
            }
            // The first parent comes first.
            stack[below...].reverse()
        }
    }

    /// Gives a commit a name, unless it has one that is as good.
    private mutating func improve(_ commit: CommitIndex, _ naming: Naming) -> Bool {
        let row = Int(commit)
        if namings.count < table.count {
            let missing = max(table.count, namings.count * 2) - namings.count
            namings.append(contentsOf: repeatElement(Naming(), count: missing))
        }
        if namings[row].base >= 0, !Self.isBetter(naming, than: namings[row]) { return false }
        let base = namings[row].base
        namings[row] = naming
        namings[row].base = base
        return true
    }

    private static func isBetter(_ new: Naming, than old: Naming) -> Bool {
        func effective(_ naming: Naming) -> Int32 {
            naming.distance &+ (naming.generation > 0 ? mergeWeight : 0)
        }
        if new.isTag != old.isTag { return new.isTag }
        let (newDistance, oldDistance) = (effective(new), effective(old))
        if new.isTag {
            return old.date > new.date || (old.date == new.date && oldDistance > newDistance)
        }
        return oldDistance > newDistance || (oldDistance == newDistance && old.date > new.date)
    }

    // MARK: Names

    /// The name of an object; `nil` where no reference leads to it.
    func name(of id: ObjectID, isCommit: Bool) -> [UInt8]? {
        guard isCommit else { return names[id] }
        guard let row = table.knownRow(of: id), Int(row) < namings.count, namings[Int(row)].base >= 0
        else { return nil }
        let naming = namings[Int(row)]
        guard naming.generation > 0 else { return text(naming.base, isWhole: true) }
        return text(naming.base, isWhole: false) + Array("~\(naming.generation)".utf8)
    }

    /// The name of a base; only a whole one has the `^0` of an annotated tag.
    private func text(_ base: Int32, isWhole: Bool) -> [UInt8] {
        // From the commit back to the reference.
        var steps: [Base] = []
        var at = base
        while bases[Int(at)].base >= 0 {
            steps.append(bases[Int(at)])
            at = bases[Int(at)].base
        }
        let tip = tips[Int(bases[Int(at)].generation)]
        var text = tip.name
        if steps.isEmpty { return isWhole && tip.isPeeled ? text + Array("^0".utf8) : text }
        for step in steps.reversed() {
            if step.generation > 0 { text += Array("~\(step.generation)".utf8) }
            text += Array("^\(step.parentNumber)".utf8)
        }
        return text
    }

    /// The name of an object that has been met, by its name alone; `nil` for any other.
    func name(ofMet id: ObjectID) -> [UInt8]? {
        name(of: id, isCommit: true) ?? names[id]
    }

    /// Every commit that has been met: those of references, those that names have spread to, and the parents of both.
    var commits: [ObjectID] { met.indices.filter { met[$0] }.map { table.ids[$0] } }
}
