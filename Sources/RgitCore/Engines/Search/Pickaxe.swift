// What git's pickaxe looks for, resolved and compiled: the test of one change, and what one content says of it.

import GitObjects

/// What is looked for, resolved against a repository; shared by all workers.
struct PickaxePlan: Sendable {
    /// What is looked for.
    let kind: PickaxeOptions.Kind
    /// Whether all changes are kept where one is found.
    let keepsAll: Bool
    /// The objects of `--find-object`.
    let objects: Set<ObjectID>
    /// Whether one of them is a tree, which only a directory can be.
    let includesTrees: Bool
    /// Which of the changes found are kept.
    let filter: ChangeFilter
    private let options: PickaxeOptions
    private let locale: String?
    /// `--text`: whether binary files are compared too.
    fileprivate let text: Bool
    /// What blobs are scanned for while they are read.
    private(set) var scanner: PatternScanner?
    /// How lines are compared: as git by default, whatever the options of the patch; only its context counts.
    fileprivate let lines: LineDiffOptions

    /// Resolves the options; `nil` where nothing is looked for.
    ///
    /// - Throws: a usage error for patterns that do not compile and options that exclude each other, and what is thrown for
    ///   revisions that name nothing.
    init?(
        _ options: PickaxeOptions, _ patches: PatchOptions, session: Session, reader: ObjectReader
    ) throws(RgitError) {
        guard let kind = options.effectiveKind else { return nil }
        try options.check()
        self.kind = kind
        self.options = options
        keepsAll = options.showsAll
        filter = options.filter
        locale = PatternOptions.localeName(session.environment)
        text = patches.text
        lines = LineDiffOptions(context: try PatchFormat(patches, config: session.config).context)
        var objects: Set<ObjectID> = []
        var includesTrees = false
        if kind == .object {
            let resolver = RevisionResolver(session: session, reader: reader)
            for revision in ([options.pattern] + options.otherObjects).map(\.bytes) {
                guard let id = try resolver.find(revision) else { throw resolver.unknown(revision) }
                objects.insert(id)
                // One that is not there can be a tree, too.
                if try reader.header(id).map({ $0.type == .tree }) ?? true { includesTrees = true }
            }
        }
        self.objects = objects
        self.includesTrees = includesTrees
        if searchesContents { scanner = PatternScanner([try makePattern()]) }
    }

    /// Whether contents have to be read.
    var searchesContents: Bool { kind == .occurrences || kind == .lines }

    /// Compiles the pattern for one worker.
    fileprivate func makePattern() throws(RgitError) -> SearchPattern {
        let locale = locale.flatMap { Locale($0) }
        return options.isExpression || kind == .lines
            ? try SearchPattern(
                expression: options.pattern.bytes, ignoresCase: options.ignoresCase, locale: locale)
            : try SearchPattern(
                bytes: options.pattern.bytes, ignoresCase: options.ignoresCase, locale: locale)
    }

    /// Makes one worker's matcher, which reads contents through `worker`.
    func makeMatcher(_ worker: DiffWorker) throws(RgitError) -> PickaxeMatcher {
        PickaxeMatcher(self, worker, searchesContents ? try makePattern() : nil)
    }
}

/// What a content says of the pattern, whatever it is compared with.
struct ContentTally: Equatable, Sendable {
    /// The number of matches (`-S`), or the lines that match (`-G`).
    var lines = LineTally()
    /// Whether the content looks binary (`-G`).
    var isBinary = false
    /// Whether it is so large that git takes it for binary without reading it, so that nothing else is known.
    var isTooLarge = false

    /// A version that is not there.
    static let absent = ContentTally()
}

/// One worker's test of changes.
final class PickaxeMatcher {
    private let plan: PickaxePlan
    private let worker: DiffWorker
    private let pattern: SearchPattern?
    private let counter = NativeLineCounter()

    fileprivate init(_ plan: PickaxePlan, _ worker: DiffWorker, _ pattern: SearchPattern?) {
        self.plan = plan
        self.worker = worker
        self.pattern = pattern
    }

    /// Whether contents are to be tallied first, each once; otherwise comparing them costs less.
    var tallies: Bool { pattern?.isSelective == true || plan.kind == .occurrences }

    /// The changes in which something is found; what cannot be read is added to `problems`.
    func kept(_ changes: some Sequence<FileChange>, problems: inout [RgitError]) -> [FileChange] {
        var kept: [FileChange] = []
        for change in changes {
            do throws(RgitError) {
                if try matches(change) { kept.append(change) }
            } catch {
                problems.append(error)
            }
        }
        worker.contents.forget()
        return kept
    }

    /// Whether what is looked for came or went with a change.
    func matches(_ change: FileChange) throws(RgitError) -> Bool {
        // As in git a conflict is a file of the commit that is gone, or one that has come into the working tree.
        if change.old == nil, change.new == nil { return false }
        switch plan.kind {
        case .object, .change: return plan.finds(change)
        case .occurrences:
            if change.hasSameContent { return false }
            guard let pattern else { return false }
            let old = try content(change.old, change.oldPath ?? change.path)
            let new = try content(change.new, change.path)
            return pattern.count(old) != pattern.count(new)
        case .lines:
            if change.hasSameContent { return false }
            if !plan.text, try worker.isBinary(change) { return false }
            return try linesMatch(change)
        }
    }

    /// What a content says; `path` is one of its paths.
    func tally(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> ContentTally {
        var tally = ContentTally()
        guard let pattern else { return tally }
        if plan.kind == .occurrences {
            if let content = try worker.contents.scanned(version, path: path, hint: .text) {
                tally.lines.count = pattern.count(content.bytes, marks: content.marks)
            }
            return tally
        }
        guard let content = try worker.contents.scanned(version, path: path, hint: .content) else {
            tally.isTooLarge = true
            return tally
        }
        tally.lines = pattern.tally(content.bytes, marks: content.marks)
        tally.isBinary = worker.contents.isBinary(content.bytes, hint: .content)
        return tally
    }

    /// The same as ``matches(_:)`` for a change whose contents were tallied.
    func matches(
        _ change: FileChange, _ old: ContentTally, _ new: ContentTally
    ) throws(RgitError) -> Bool {
        if plan.kind == .occurrences { return old.lines.count != new.lines.count }
        if old.isTooLarge || new.isTooLarge { return try matches(change) }
        if old.lines.count == 0, new.lines.count == 0 { return false }
        if !plan.text {
            let contents = worker.contents
            for (version, path, tally) in [
                (change.old, change.oldPath ?? change.path, old), (change.new, change.path, new),
            ] {
                switch contents.hint(version, path: path) {
                case .binary: return false
                case .text: break
                case .content: if tally.isBinary { return false }
                }
            }
        }
        // Lines that differ in number or content cannot all be unchanged.
        if old.lines != new.lines { return true }
        return try linesMatch(change)
    }

    private func content(_ version: FileVersion?, _ path: [UInt8]) throws(RgitError) -> [UInt8] {
        guard let version else { return [] }
        return try worker.contents.content(version, path: path)
    }

    /// Whether an added or removed line matches.
    private func linesMatch(_ change: FileChange) throws(RgitError) -> Bool {
        guard let pattern else { return false }
        let old = try content(change.old, change.oldPath ?? change.path)
        let new = try content(change.new, change.path)
        var lines = ChangedLines(
            old: old, new: new, path: change.path, options: plan.lines, counter: counter)
        return try lines.match(pattern)
    }
}

extension PickaxePlan {
    /// Whether a change has one of the objects.
    func finds(_ change: FileChange) -> Bool {
        if kind == .change { return change.kind != .unmerged }
        return change.old.map { objects.contains($0.id) } ?? false
            || change.new.map { objects.contains($0.id) } ?? false
    }
}
