// Resolves a command line's revisions, ranges and pseudo-options: tips to start from, tips to stop at, paths.

import GitObjects

/// The tips of a walk, positive and negative, in the order git would queue them.
struct RevisionSet: Sendable {
    /// One object the command line named, directly or through a reference.
    struct Tip: Sendable, Equatable {
        /// The object: a commit, unless other objects were asked to be kept.
        var id: ObjectID
        /// Whether what it reaches is left out.
        var isNegative: Bool
        /// Whether it is the left side of `A...B`.
        var isLeft = false
        /// How it was named.
        var name: [UInt8]
    }

    /// The tips in git's order.
    var tips: [Tip] = []
    /// The paths, from the words that were no revisions and from behind `--`; `nil` when there were none.
    var paths: [[UInt8]]?
    /// References that lead to objects which are not there: left out, and to be reported.
    var problems: [RgitError] = []
    /// What git would warn about.
    var warnings: [Warning] = []
    /// The commits that were read to find merge bases.
    var readBefore: [ObjectID] = []
    /// Whether only the tips themselves are meant, and not what they reach (`--no-walk`).
    var isNoWalk = false
    /// Whether tips stay in the order given, and are not sorted by date.
    var isUnsorted = false

    /// The tips that are shown.
    var positive: [ObjectID] { tips.filter { !$0.isNegative }.map(\.id) }
    /// The tips whose history is left out.
    var negative: [ObjectID] { tips.filter(\.isNegative).map(\.id) }
    /// The tips as a walk takes them.
    var walkTips: [(id: ObjectID, negative: Bool)] { tips.map { ($0.id, $0.isNegative) } }

    /// Resolves the arguments of a command line.
    ///
    /// - Parameters:
    ///   - items: Revisions and pseudo-options, in order.
    ///   - paths: What followed `--`; `nil` when there was no `--`, in which case the first word that is no revision
    ///     begins the paths, and paths must then exist.
    ///   - commitsOnly: Drop trees and blobs, as walking history does; else they are among the tips.
    ///   - defaultsToHead: Whether no revision at all means HEAD.
    /// - Throws: `.revision` for a word that is neither a revision nor a path, or both, and for a branch without commits.
    static func resolve(
        items: [HistoryRequest.Item], paths: [[UInt8]]?, session: Session, reader: ObjectReader,
        commitsOnly: Bool = true, defaultsToHead: Bool = true
    ) throws(RgitError) -> RevisionSet {
        var builder = RevisionSetBuilder(
            session: session, reader: reader, hasSeparator: paths != nil, commitsOnly: commitsOnly)
        for item in items { try builder.take(item) }
        if defaultsToHead { try builder.addDefault() }
        var set = builder.set
        set.warnings += builder.resolver.warnings
        let all = builder.paths + (paths ?? []) + builder.inputPaths
        set.paths = all.isEmpty ? nil : all
        return set
    }
}

/// Takes a command line's items one by one.
private struct RevisionSetBuilder {
    let session: Session
    let reader: ObjectReader
    /// Whether words can't be paths.
    private(set) var hasSeparator: Bool
    let commitsOnly: Bool
    let resolver: RevisionResolver
    var set = RevisionSet()
    var paths: [[UInt8]] = []
    /// Paths from standard input.
    private(set) var inputPaths: [[UInt8]] = []
    private var exclusions: [[UInt8]] = []
    /// What the next option that names many references leaves out as hidden.
    private var hidden: HiddenReferences?
    /// Whether `--not` is in force.
    private var isNegated = false
    private var ignoresMissing = false
    private var isSingleWorktree = false
    /// Whether revisions were asked for at all, even if none came of it.
    private var sawInput = false
    /// What references turned out to name, tags peeled: many may name the same.
    private var ends: [ObjectID: (id: ObjectID, type: ObjectType)] = [:]
    /// The last of them: neighbours often name the same.
    private var lastEnd: (target: ObjectID, id: ObjectID, type: ObjectType)?

    init(session: Session, reader: ObjectReader, hasSeparator: Bool, commitsOnly: Bool) {
        self.session = session
        self.reader = reader
        self.hasSeparator = hasSeparator
        self.commitsOnly = commitsOnly
        resolver = RevisionResolver(session: session, reader: reader)
    }

    mutating func take(_ item: HistoryRequest.Item) throws(RgitError) {
        switch item {
        case .word(let word):
            try take(word)
        case .all:
            try addReferences(prefix: "refs/", trimming: false, glob: nil)
            try addHeads()
            forgetExclusions()
        case .branches(let glob):
            try refuseHidden(with: "--branches")
            try addReferences(prefix: "refs/heads/", trimming: true, glob: glob)
            forgetExclusions()
        case .tags(let glob):
            try refuseHidden(with: "--tags")
            try addReferences(prefix: "refs/tags/", trimming: true, glob: glob)
            forgetExclusions()
        case .remotes(let glob):
            try refuseHidden(with: "--remotes")
            try addReferences(prefix: "refs/remotes/", trimming: true, glob: glob)
            forgetExclusions()
        case .exclude(let glob):
            exclusions.append(glob)
        case .excludeHidden(let section):
            guard hidden == nil else { throw RgitError(.usage, "given twice", "--exclude-hidden") }
            hidden = try HiddenReferences(section, session.config)
        case .glob(let glob):
            try addReferences(prefix: "refs/", trimming: false, glob: glob.after("refs/") ?? glob)
            forgetExclusions()
        case .not:
            isNegated.toggle()
        case .standardInput(let items, let paths):
            try takeInput(items, paths)
        case .ignoreMissing:
            ignoresMissing = true
        case .noWalk(let isSorted):
            set.isNoWalk = true
            if let isSorted { set.isUnsorted = !isSorted }
        case .doWalk:
            set.isNoWalk = false
        case .bisect:
            try addBisection()
        case .reflog:
            try addReflogs()
        case .singleWorktree:
            isSingleWorktree = true
        case .alternates:
            // As in git HEAD is still the default where there are none.
            for id in try AlternateReferences(session: session).targets(&set.warnings) {
                try add(id, negative: isNegated, name: Array(".alternate".utf8))
            }
        }
    }

    /// What `--exclude` and `--exclude-hidden` say counts for the next option only.
    private mutating func forgetExclusions() {
        exclusions = []
        hidden = nil
    }

    private func refuseHidden(with option: String) throws(RgitError) {
        guard hidden != nil else { return }
        throw RgitError(.usage, "--exclude-hidden and \(option) exclude each other")
    }

    /// Takes what standard input holds: no paths among revisions, and a `--not` that counts there only.
    private mutating func takeInput(
        _ items: [HistoryRequest.Item], _ paths: [[UInt8]]
    ) throws(RgitError) {
        let (wasNegated, hadSeparator, foundPaths) = (isNegated, hasSeparator, self.paths)
        isNegated = false
        hasSeparator = true
        self.paths = []
        for item in items { try take(item) }
        self.paths = foundPaths
        hasSeparator = hadSeparator
        isNegated = wasNegated
        inputPaths += paths
    }

    /// HEAD, when nothing else was asked for.
    mutating func addDefault() throws(RgitError) {
        guard !sawInput, set.tips.isEmpty else { return }
        let name = Array("HEAD".utf8)
        guard let end = try session.references.follow(name), !end.isBroken else {
            throw RgitError(.revision, "your current branch appears to be broken")
        }
        guard let id = end.id else { throw .unborn(branch: end.name) }
        try add(id, negative: false, name: name)
    }

    // MARK: Words

    private mutating func take(_ word: [UInt8]) throws(RgitError) {
        if !paths.isEmpty {
            guard WorkingPaths(session: session).isPath(word) else {
                throw RgitError(
                    .path, "no such path in the working tree", word,
                    hint: "Use '-- PATH...' to specify paths that do not exist locally.")
            }
            paths.append(word)
            return
        }
        if try addRevision(word) {
            sawInput = true
            return
        }
        if ignoresMissing {
            sawInput = true
            return
        }
        if hasSeparator || word.first == UInt8(ascii: "^") {
            throw resolver.ambiguity ?? RgitError(.revision, "bad revision", word)
        }
        guard WorkingPaths(session: session).isPath(word) else {
            throw try RevisionDiagnosis(session: session, reader: reader, resolver: resolver).error(word)
        }
        paths.append(word)
    }

    /// Adds what a word names; `false` when it names nothing.
    private mutating func addRevision(_ word: [UInt8]) throws(RgitError) -> Bool {
        if !hasSeparator, word == ".." { return false }
        if let dots = Self.position(of: "..", in: word), try addRange(word, dots) { return true }
        var word = word
        if word.hasSuffix("^@"), Self.position(of: "^@", in: word) == word.count - 2 {
            if try addParents(Array(word.dropLast(2)), negative: isNegated, only: nil) { return true }
        }
        if word.hasSuffix("^!"), Self.position(of: "^!", in: word) == word.count - 2 {
            if try addParents(Array(word.dropLast(2)), negative: !isNegated, only: nil) { word.removeLast(2) }
        }
        if let mark = Self.position(of: "^-", in: word) {
            var parent = 1
            let digits = Array(word[(mark + 2)...])
            if !digits.isEmpty {
                guard digits.allSatisfy(ASCII.isDigit), let number = Int(digits.printableText), number > 0,
                    number <= Int(Int32.max)
                else { return false }
                parent = number
            }
            if try addParents(Array(word[..<mark]), negative: !isNegated, only: parent) {
                word = Array(word[..<mark])
            }
        }
        var negative = isNegated
        var name = word
        if name.first == UInt8(ascii: "^") {
            negative.toggle()
            name.removeFirst()
        }
        guard let id = try resolver.find(name, hint: commitsOnly ? .commitish : .any) else { return false }
        try refuseIfPath(name)
        try add(id, negative: negative, name: name)
        return true
    }

    private mutating func addRange(_ word: [UInt8], _ dots: Int) throws(RgitError) -> Bool {
        let head = Array("HEAD".utf8)
        var rest = word[(dots + 2)...]
        let isSymmetric = rest.first == UInt8(ascii: ".")
        if isSymmetric { rest = rest.dropFirst() }
        let leftName = dots == 0 ? head : Array(word[..<dots])
        let rightName = rest.isEmpty ? head : Array(rest)
        guard let left = try resolver.find(leftName, hint: .commitish),
            let right = try resolver.find(rightName, hint: .commitish)
        else { return false }
        try refuseIfPath(word)
        if isSymmetric {
            guard let one = try resolver.peel(left, to: .commit),
                let two = try resolver.peel(right, to: .commit)
            else {
                if ignoresMissing { return true }
                throw RgitError(.revision, "invalid symmetric difference expression", word)
            }
            let session = resolver.session
            let loader = CommitLoader(
                session: session, reader: resolver.reader, graph: try session.commitGraph())
            var table = CommitTable()
            let bases = try MergeBases.find(one, two, loader: loader, table: &table)
            set.readBefore += table.loadedIDs
            for base in bases {
                try add(base, negative: !isNegated, name: base.hex)
            }
        }
        try add(left, negative: isNegated != !isSymmetric, isLeft: isSymmetric, name: leftName)
        try add(right, negative: isNegated, name: rightName)
        return true
    }

    /// Adds a commit's parents, or only one of them; `false` when there is no such commit or parent.
    private mutating func addParents(
        _ word: [UInt8], negative: Bool, only: Int?
    ) throws(RgitError) -> Bool {
        var negative = negative
        var name = word
        if name.first == UInt8(ascii: "^") {
            negative.toggle()
            name.removeFirst()
        }
        guard let id = try resolver.find(name, hint: .commitish), let end = try resolver.peelTags(id),
            end.type == .commit
        else { return false }
        let parents = try resolver.loader.links(end.id).parents
        if let only, only > parents.count { return false }
        for (position, parent) in parents.enumerated() where only == nil || only == position + 1 {
            try add(parent, negative: negative, name: name)
        }
        return true
    }

    /// Words that are both a revision and a file have to be separated by `--`.
    private func refuseIfPath(_ word: [UInt8]) throws(RgitError) {
        guard !hasSeparator, session.layout.isInsideWorkTree, !session.layout.isInsideGitDirectory,
            word.first != UInt8(ascii: "-"), WorkingPaths(session: session).exists(word)
        else { return }
        throw RgitError(
            .revision, "ambiguous argument '\(word.printableText)'", "both revision and filename",
            hint: RevisionDiagnosis.separatorHint)
    }

    private static func position(of needle: String, in text: [UInt8]) -> Int? {
        let needle = Array(needle.utf8)
        guard text.count >= needle.count else { return nil }
        return (0...(text.count - needle.count)).first { text[$0...].starts(with: needle) }
    }

    // MARK: Adding

    /// Adds an object, tags peeled; what is no commit is dropped or kept as asked.
    private mutating func add(
        _ id: ObjectID, negative: Bool, isLeft: Bool = false, name: [UInt8]
    ) throws(RgitError) {
        guard let end = try resolver.peelTags(id) else {
            // A negative tag whose object is missing excludes nothing.
            if negative, try reader.header(id) != nil { return }
            if ignoresMissing { return }
            throw RgitError(.missingObject, "bad object", name, object: id)
        }
        if negative { set.isNoWalk = false }
        if end.type != .commit, commitsOnly { return }
        set.tips.append(.init(id: end.id, isNegative: negative, isLeft: isLeft, name: name))
    }

    private mutating func addReferences(prefix: String, trimming: Bool, glob: [UInt8]?) throws(RgitError) {
        sawInput = true
        let start = Array(prefix.utf8)
        var pattern: [UInt8]?
        if let glob {
            pattern = start + glob
            if !Glob.hasSpecialCharacters(glob) {
                // Without wildcards the name is a directory, all of which is meant.
                if pattern?.last != 0x2f { pattern?.append(0x2f) }
                pattern?.append(UInt8(ascii: "*"))
            }
        }
        let before = (tips: set.tips.count, problems: set.problems.count)
        let isInOrder = try session.references.visitTargets(prefix: start) {
            (name, target, defect) throws(RgitError) in
            if defect == nil, pattern == nil, exclusions.isEmpty, hidden == nil, addAgain(target) { return }
            try addMatching([UInt8](copying: name), target, defect, pattern, prefix: start, trimming)
        }
        if isInOrder { return }
        // Once more, from a list that has been sorted.
        set.tips.removeSubrange(before.tips...)
        set.problems.removeSubrange(before.problems...)
        for reference in try session.references.references(prefix: start) {
            try addMatching(
                reference.name, reference.target, reference.defect, pattern, prefix: start, trimming)
        }
    }

    /// Adds what the reference before this one, or many of them, named too; `false` where this is something else.
    private mutating func addAgain(_ target: ObjectID) -> Bool {
        guard let last = lastEnd, last.target == target, last.type == .commit || !commitsOnly else {
            return false
        }
        // The same tip once more would change nothing.
        if let tip = set.tips.last, tip.id == last.id, tip.isNegative == isNegated { return true }
        set.tips.append(.init(id: last.id, isNegative: isNegated, name: []))
        return true
    }

    private mutating func addMatching(
        _ fullName: [UInt8], _ target: ObjectID, _ defect: Reference.Defect?, _ pattern: [UInt8]?,
        prefix: [UInt8], _ trimming: Bool
    ) throws(RgitError) {
        if let pattern, !Glob.matches(pattern, fullName) { return }
        let name = trimming ? Array(fullName.dropFirst(prefix.count)) : fullName
        try addReference(fullName, name, target, defect)
    }

    private mutating func addReference(
        _ fullName: [UInt8], _ name: [UInt8], _ target: ObjectID, _ defect: Reference.Defect?
    ) throws(RgitError) {
        switch defect {
        case .broken, .badName:
            set.problems.append(RgitError(.damaged, "broken reference", fullName))
            return
        case .dangling: return
        case nil: break
        }
        let isExcluded =
            !exclusions.isEmpty && exclusions.contains { Glob.matches($0, name) }
            || hidden?.contains(fullName) ?? false
        if ends[target] == nil {
            guard let header = try reader.header(target) else {
                if ignoresMissing { return }
                set.problems.append(
                    RgitError(
                        .missingObject, "reference does not point to a valid object", fullName, object: target
                    ))
                return
            }
            if isExcluded { return }
            do throws(RgitError) {
                guard let end = header.type == .tag ? try resolver.peelTags(target) : (target, header.type)
                else { throw RgitError(.missingObject, "bad object", name, object: target) }
                ends[target] = end
            } catch  where error.kind == .damaged {
                // The other references are answered; git would follow a tag that names itself for ever.
                set.problems.append(error)
                return
            }
        }
        guard !isExcluded, let end = ends[target] else { return }
        lastEnd = (target, end.id, end.type)
        if isNegated { set.isNoWalk = false }
        guard end.type == .commit || !commitsOnly else { return }
        set.tips.append(.init(id: end.id, isNegative: isNegated, name: name))
    }

    /// HEAD of this working tree and of the others.
    private mutating func addHeads() throws(RgitError) {
        let head = Array("HEAD".utf8)
        if let id = try session.references.resolve(head) { try addReference(head, head, id, nil) }
        guard !isSingleWorktree else { return }
        for worktree in WorktreeEntry.all(session.layout) where !worktree.isCurrent {
            guard let id = try session.references.resolve(worktree.headName) else { continue }
            try addReference(worktree.headName, worktree.headName, id, nil)
        }
    }

    /// The bad commit of a bisection, and its good commits as what is left out.
    private mutating func addBisection() throws(RgitError) {
        let terms = BisectTerms(session)
        try addBisected(terms.bad)
        isNegated.toggle()
        defer { isNegated.toggle() }
        try addBisected(terms.good)
    }

    /// The references of a bisection whose names begin with a term.
    private mutating func addBisected(_ term: [UInt8]) throws(RgitError) {
        sawInput = true
        let start = Array("refs/bisect/".utf8)
        for reference in try session.references.references(prefix: start)
        where reference.name.starts(with: start + term) {
            try addReference(reference.name, reference.name, reference.target, reference.defect)
        }
    }

    /// What the logs of all references and of the HEADs mention, as far as it is still there.
    private mutating func addReflogs() throws(RgitError) {
        sawInput = true
        var names = try session.references.find().map(\.name)
        names.append(Array("HEAD".utf8))
        if !isSingleWorktree {
            names += WorktreeEntry.all(session.layout).filter { !$0.isCurrent }.map(\.headName)
        }
        var seen: Set<ObjectID> = []
        for name in names {
            var lacksCommits = false
            for entry in try session.references.reflog(name)?.entries ?? [] {
                for id in [entry.old, entry.new] where !id.isZero && seen.insert(id).inserted {
                    if try reader.header(id) == nil {
                        lacksCommits = true
                    } else {
                        try add(id, negative: isNegated, name: [])
                    }
                }
            }
            if lacksCommits {
                set.warnings.append(
                    Warning("reflog of '\(name.printableText)' references pruned commits"))
            }
        }
    }
}
