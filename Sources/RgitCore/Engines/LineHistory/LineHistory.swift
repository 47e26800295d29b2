// Follows lines of files backwards through history, commit by commit, as `git log -L` does.

import GitObjects
import Records

/// The files and lines that are followed, as they are at the commits whose turn has not come.
///
/// Commits have to come with children before parents. A commit hands the lines on to its parents as they were there; a merge
/// that one parent explains hands all to that parent, and any other merge to each parent.
final class LineHistory {
    private let worker: DiffWorker
    private let firstParent: Bool
    private var waiting: [CommitIndex: [TracedFile]] = [:]
    /// Lines at the commit where the history begins, until the walk knows that commit.
    private var start: (id: ObjectID, files: [TracedFile])?
    private let differ = NativeLineCounter()
    /// As in git neither the options of patches nor the indentation decide which lines were replaced.
    private static let lines: LineDiffOptions = {
        var options = LineDiffOptions(context: 0)
        options.indentHeuristic = false
        return options
    }()

    /// Starts at the one commit of a selection; `nil` where no lines are asked for.
    ///
    /// - Throws: a usage error for arguments that name no lines, for paths, and for more commits to start from than one.
    init?(
        _ arguments: [Text], _ revisions: RevisionSet, paths: Pathspec, session: Session,
        reader: ObjectReader,
        diff: DiffOptions, _ request: HistoryRequest
    ) throws(RgitError) {
        if arguments.isEmpty { return nil }
        let tips = revisions.positive
        guard let tip = tips.first, tips.count == 1 else {
            throw RgitError(
                .usage, tips.isEmpty ? "no commit to start from" : "more than one commit to start from", "-L")
        }
        guard paths.isEmpty else {
            throw RgitError(
                .usage, "lines are followed in the file named with them, not in other paths", "-L")
        }
        let settings = try DiffSettings(diff, config: session.config)
        if settings.renames.mode == .copiesHarder {
            throw RgitError(
                .usage, "copies of unchanged files are not looked for where lines are followed",
                "--find-copies-harder")
        }
        firstParent = request.firstParent
        worker = try DiffWorker(
            session, reader: reader, settings: settings, submodules: try SubmoduleSettings(session))
        let tree = try CommitLoader(session: session, reader: reader).links(tip).tree
        start = (tip, try TracedArguments(session, worker, tree: tree).resolve(arguments))
    }

    /// How a walk has to go for lines to be followed: children before parents, and all commits that hand lines on.
    static func walkOptions(_ request: HistoryRequest) -> HistoryWalk.Options {
        var options = HistoryWalk.Options(request)
        if options.order == .default { options.order = .topological }
        options.until = nil
        options.minParents = 0
        options.maxParents = nil
        return options
    }

    /// Whether no commit that is still to come can change any of the lines.
    var isFinished: Bool {
        start == nil && waiting.values.allSatisfy { $0.allSatisfy(\.lines.isEmpty) }
    }

    /// What a commit changed of the lines; `nil` where it changed none of them.
    func visit(_ row: CommitIndex, _ table: CommitTable) throws(RgitError) -> [TracedChange]? {
        if let start, table.ids[Int(row)] == start.id {
            waiting[row] = start.files
            self.start = nil
        }
        guard let files = waiting.removeValue(forKey: row) else { return nil }
        let count = firstParent ? min(1, table.parentCount(row)) : table.parentCount(row)
        var traced = files.map { TracedChange(file: $0) }
        if table.parentCount(row) < 2 {
            let parent = count == 0 ? nil : table.parent(row, 0)
            let (before, isChanged) = try before(row, parent, table, files, &traced)
            if let parent { add(before, to: parent) }
            return isChanged ? traced : nil
        }
        var candidates: [(parent: CommitIndex, files: [TracedFile])] = []
        for position in 0..<count {
            let parent = table.parent(row, position)
            let (before, isChanged) = try before(row, parent, table, files, &traced)
            if !isChanged {
                add(before, to: parent)
                return nil
            }
            candidates.append((parent, before))
        }
        for (parent, before) in candidates { add(before, to: parent) }
        // As in git a merge is shown without its differences from the parents.
        for index in traced.indices { traced[index].touched = [] }
        return traced
    }

    private func add(_ files: [TracedFile], to parent: CommitIndex) {
        waiting[parent] = waiting[parent].map { TracedFile.merged($0, files) } ?? files
    }

    // MARK: One parent

    /// The files as they were at a parent, or before a root, and whether the lines changed; what changed is noted in `traced`.
    private func before(
        _ row: CommitIndex, _ parent: CommitIndex?, _ table: CommitTable, _ files: [TracedFile],
        _ traced: inout [TracedChange]
    ) throws(RgitError) -> (files: [TracedFile], isChanged: Bool) {
        var before = files
        var isChanged = false
        guard files.contains(where: { !$0.lines.isEmpty }) else { return (before, false) }
        for change in try changes(row, parent, table, files) {
            guard let index = before.firstIndex(where: { $0.path == change.path }), let new = change.new,
                !before[index].lines.isEmpty
            else { continue }
            let hunks = try replacements(change, new)
            let lines = before[index].lines
            let touched = lines.touched(by: hunks)
            before[index].path = change.oldPath ?? change.path
            before[index].lines = lines.before(hunks, touched: touched)
            if touched.isEmpty { continue }
            isChanged = true
            guard let place = traced.firstIndex(where: { $0.file.path == change.path }) else { continue }
            traced[place].change = change
            traced[place].touched = touched
        }
        return (before, isChanged)
    }

    /// The changes of the files, renames found for those that the parent does not have.
    private func changes(
        _ row: CommitIndex, _ parent: CommitIndex?, _ table: CommitTable, _ files: [TracedFile]
    ) throws(RgitError) -> [FileChange] {
        let new = table.trees[Int(row)]
        let old: ObjectID? = try parent.map { parent throws(RgitError) in
            table.isLoaded(parent)
                ? table.trees[Int(parent)] : try worker.reader.commitLinks(table.ids[Int(parent)]).tree
        }
        if old == new { return [] }
        let paths = Set(files.map(\.path))
        let reader = worker.reader
        let changes = try TreeDiff.changes(
            from: old, to: new, reader: reader, filter: PathSet(Array(paths)))
        guard worker.settings.renames.mode != .none, changes.contains(where: { $0.old == nil }) else {
            return changes.filter { $0.new != nil }
        }
        // As in git only these files compete for what was deleted.
        let all = try TreeDiff.changes(from: old, to: new, reader: reader, filter: EveryPath())
        var problems: [RgitError] = []
        let paired = try worker.withRenames(
            all.filter { $0.new == nil || paths.contains($0.path) }, problems: &problems)
        if let problem = problems.first { throw problem }
        return paired.filter { $0.new != nil && paths.contains($0.path) }
    }

    private func replacements(_ change: FileChange, _ new: FileVersion) throws(RgitError) -> [ReplacedLines] {
        let old: [UInt8] =
            if let version = change.old {
                try worker.contents.content(version, path: change.oldPath ?? change.path)
            } else { [] }
        let content = try worker.contents.content(new, path: change.path)
        guard max(old.count, content.count) <= BlobLines.maximumSize else {
            throw RgitError(.unsupported, "too large to compare its lines", change.path)
        }
        return try differ.hunks(old: old, new: content, options: Self.lines).map {
            ReplacedLines(old: $0.old, new: $0.new)
        }
    }
}
