// What the workers of one comparison of two states share, and what each of them owns.

import GitObjects

/// A comparison, decided; shared by all workers.
struct ComparisonPlan: Sendable {
    let session: Session
    /// The two states.
    let sides: DiffSides
    /// Whether the second state is compared with the first (`-R`).
    let isReversed: Bool
    /// How renames are looked for and lines compared.
    var settings: DiffSettings
    fileprivate let pathspec: Pathspec
    fileprivate let submodules: SubmoduleSettings
    fileprivate let index: IndexFile
    /// Records where the rename limit cut a search short.
    let skippedRenames = SkippedRenames()
    /// Records which files of the working tree are not in their encoding.
    let encodings = EncodingWarnings()
    /// What git would warn of.
    let warnings: [Warning]
    /// The files of the working tree that are certainly unchanged, being looked for; `nil` where that is not worth it.
    let unchanged: UnchangedFiles?

    /// Resolves the words of a command line and reads the index where it is needed.
    init(
        _ session: Session, _ words: ComparedWords, diff: DiffOptions, isReversed: Bool = false, jobs: Int
    ) throws(RgitError) {
        self.session = session
        self.isReversed = isReversed
        let reader = try session.makeReader()
        // The whole working tree is looked at while all else is being found out. What cannot be read is reported below.
        let early = words.needsWholeWorkTree ? try? Self.workTreeIndex(session, reader) : nil
        unchanged = early.flatMap { index in
            guard let root = session.layout.workTree, let trust = try? StatTrust(session.config) else {
                return nil
            }
            return UnchangedFiles(of: index, root: root, trust: trust, jobs: jobs)
        }
        let meaning = try DiffSides.resolve(words, session: session, reader: reader)
        sides = meaning.sides
        warnings = meaning.warnings
        pathspec = try session.pathspec(meaning.paths, attributes: sides.needsIndex ? .index : .workTree)
        settings = try DiffSettings(diff, config: session.config)
        submodules = try SubmoduleSettings(session)
        if let early, sides.needsWorkTree {
            index = early
        } else if sides.needsWorkTree {
            index = try Self.workTreeIndex(session, reader)
        } else {
            index = sides.needsIndex ? try Self.index(session, reader) : IndexFile()
        }
    }

    private static func index(_ session: Session, _ reader: ObjectReader) throws(RgitError) -> IndexFile {
        try session.index(reader)
    }

    /// The index with what is said about files outside of a sparse checkout.
    private static func workTreeIndex(
        _ session: Session, _ reader: ObjectReader
    ) throws(RgitError) -> IndexFile {
        var index = try index(session, reader)
        if let workTree = session.layout.workTree {
            try index.includePresentFiles(workTree: workTree, config: session.config)
        }
        return index
    }

    /// Makes one worker.
    func makeWorker() throws(RgitError) -> ComparisonWorker { try ComparisonWorker(self) }
}

/// A comparison after its first step, which one worker takes.
enum ComparisonStep: Sendable {
    /// The changes, renames found.
    case done([FileChange])
    /// The files of the tree, to be compared through the index with the working tree.
    case stored(WorkTreeDiff.StoredFiles)
    /// The files to look at in the working tree, on all workers.
    case workTree([WorkTreeDiff.Pair])
    /// The entries of the index to look at in the working tree, on all workers.
    case unstaged([Int])
}

/// One worker of a comparison.
final class ComparisonWorker {
    private let plan: ComparisonPlan
    private let reader: ObjectReader
    private let workTree: WorkTreeReader?
    /// Compares contents.
    let worker: DiffWorker

    private var writer: PatchWriter?
    private var combinedWriter: CombinedPatchWriter?

    fileprivate init(_ plan: ComparisonPlan) throws(RgitError) {
        self.plan = plan
        let reader = try plan.session.makeReader()
        self.reader = reader
        var workTree: WorkTreeReader?
        // What is staged needs it too: git takes the content of a file that has not changed since from there.
        if plan.sides.needsIndex, plan.session.layout.workTree != nil {
            workTree = try WorkTreeReader(
                plan.session, index: plan.index, reader: reader, submodules: plan.submodules,
                encodings: plan.encodings)
        }
        self.workTree = workTree
        let index = plan.index
        worker = try DiffWorker(
            plan.session, reader: reader, settings: plan.settings, submodules: plan.submodules,
            attributesFallback: plan.sides.needsIndex ? { index.attributes($0, reader) } : nil,
            workTree: workTree, skippedRenames: plan.skippedRenames)
    }

    /// What has to be compared; what cannot be read of the trees is noted in `parts`.
    func comparison(_ parts: inout UnreadableParts) throws(RgitError) -> ComparisonStep {
        let filter = plan.pathspec
        switch plan.sides {
        case .trees(let old, let new):
            let (from, to) = plan.isReversed ? (new, old) : (old, new)
            return .done(try worker.changes(from: from, to: to, filter: filter, parts: &parts))
        case .staged(let tree):
            let pairs = try workTreeDiff.pairs(tree: tree, filter: filter, parts: &parts)
            return .done(try withRenames(workTreeDiff.staged(pairs), problems: &parts.problems))
        case .workTree(let tree):
            return .stored(try workTreeDiff.storedFiles(tree: tree, filter: filter, parts: &parts))
        case .unstaged:
            return .unstaged(workTreeDiff.paths(filter: filter))
        case .blobs(let old, let new):
            return .done(FileChange(old, new).map { [plan.isReversed ? $0.reversed : $0] } ?? [])
        }
    }

    /// What may differ, given which entries of the index have unchanged files; none where that is not known.
    func undecided(_ step: ComparisonStep, unchanged: [Bool]) -> ComparisonStep {
        // As sources of copies files without a difference are wanted too.
        let unchanged = plan.settings.renames.mode == .copiesHarder ? [] : unchanged
        switch step {
        case .done, .workTree: return step
        case .stored(let files):
            return .workTree(workTreeDiff.pairs(files, filter: plan.pathspec, unchanged: unchanged))
        case .unstaged(let entries):
            return unchanged.isEmpty ? step : .unstaged(entries.filter { !unchanged[$0] })
        }
    }

    /// What differs in the working tree among some pairs, and what could not be read.
    func compare(_ pairs: ArraySlice<WorkTreeDiff.Pair>) -> (changes: [FileChange], problems: [RgitError]) {
        var problems: [RgitError] = []
        let changes = workTreeDiff.worked(pairs, problems: &problems)
        return (changes, problems)
    }

    /// What differs between the index and the working tree among some paths, by their first entries, and what could not be
    /// read.
    func compareUnstaged(_ entries: ArraySlice<Int>) -> (changes: [FileChange], problems: [RgitError]) {
        var problems: [RgitError] = []
        let changes = workTreeDiff.unstaged(entries, problems: &problems)
        return (changes, problems)
    }

    /// Turns changes around where that is asked for, and finds the renames among them.
    func withRenames(
        _ changes: [FileChange], problems: inout [RgitError]
    ) throws(RgitError) -> [FileChange] {
        let changes = plan.isReversed ? changes.map(\.reversed) : changes
        return try worker.withRenames(changes, problems: &problems)
    }

    /// What writes patches, made when the first is wanted; always asked for in the same format.
    func patchWriter(_ format: PatchFormat) throws(RgitError) -> PatchWriter {
        if let writer { return writer }
        let made = try PatchWriter(plan.session, worker: worker, format: format)
        writer = made
        return made
    }

    /// What writes the conflicts of the index against the working tree (`--cc`), always asked for in the same format.
    func combinedWriter(_ format: PatchFormat) throws(RgitError) -> CombinedPatchWriter {
        if let combinedWriter { return combinedWriter }
        let made = try CombinedPatchWriter(plan.session, worker: worker, format: format, isDense: true)
        combinedWriter = made
        return made
    }

    /// A path in conflict with both its sides; `nil` for other changes.
    func conflict(_ change: FileChange) -> CombinedChange? { workTreeDiff.conflict(change) }

    private var workTreeDiff: WorkTreeDiff {
        var diff = WorkTreeDiff(index: plan.index, reader: reader, workTree: workTree)
        diff.keepsUnchanged = plan.settings.renames.mode == .copiesHarder
        return diff
    }

    /// The line counts of some changes, and what could not be read of them: a change that could not has no row.
    func count(_ changes: ArraySlice<FileChange>) -> (lines: [ChangeLines], problems: [RgitError]) {
        var problems: [RgitError] = []
        let lines = changes.map { change in
            do throws(RgitError) {
                return try worker.lines(change)
            } catch {
                problems.append(error)
                return .none
            }
        }
        worker.contents.forget()
        return (lines, problems)
    }

    /// The changed files of the working tree that git would send through an external program first.
    func externallyFiltered(_ files: [(path: [UInt8], version: FileVersion?)]) -> [[UInt8]] {
        guard let workTree else { return [] }
        return files.filter { path, version in
            version?.inWorkTree == true && version?.mode.isRegular == true
                && workTree.externalFilter(path) != nil
        }.map(\.path)
    }
}
