// Writes commits with their changes as `git log -p` prints them; one worker's part of the work.

import GitObjects
import Records

/// How commits are shown with their patches; shared by all workers.
struct CommitPatchPlan: Sendable {
    /// How commits are compared.
    let stats: CommitStatsPlan
    /// How patches look.
    let format: PatchFormat
    /// What a merge is compared with.
    let merges: MergeDiff
    /// The least length of the names of merged parents; `nil` for `core.abbrev`.
    private let headingDigits: Int?
    private let session: Session

    /// Decides how patches are made.
    ///
    /// - Throws: a usage error for options that cannot be followed together.
    init(
        _ session: Session, _ diff: DiffOptions, _ patch: PatchOptions, merges: MergeDiff, pathspec: Pathspec
    ) throws(RgitError) {
        self.session = session
        headingDigits = patch.abbreviation == 0 ? .max : patch.abbreviation
        self.merges = merges
        stats = try CommitStatsPlan(
            session, options: diff, diffMergesFirstParent: merges != .off, pathspec: pathspec)
        format = try PatchFormat(patch, config: session.config)
        if merges == .combined || merges == .denseCombined, !patch.ignoredLines.isEmpty {
            throw RgitError(
                .usage, "combined diffs leave out no lines by pattern", "--ignore-matching-lines",
                hint: "'--diff-merges=off' shows no combined diffs")
        }
    }

    /// Makes one worker's patcher over the reader it has.
    func makePatcher(_ reader: ObjectReader) throws(RgitError) -> CommitPatcher {
        let counter = try stats.makeWorker(reader)
        return CommitPatcher(
            merges: merges, counter: counter,
            heading: try CommitHeading(session, reader, digits: headingDigits),
            patches: try PatchWriter(session, worker: counter.worker, format: format),
            combined: try CombinedPatchWriter(
                session, worker: counter.worker, format: format, isDense: merges == .denseCombined))
    }
}

/// One worker's means to write commits and their changes.
final class CommitPatcher {
    private let merges: MergeDiff
    private let counter: CommitStats
    /// Writes headings alone.
    let heading: CommitHeading
    private let patches: PatchWriter
    private let combined: CombinedPatchWriter

    fileprivate init(
        merges: MergeDiff, counter: CommitStats, heading: CommitHeading, patches: PatchWriter,
        combined: CombinedPatchWriter
    ) {
        self.merges = merges
        self.counter = counter
        self.heading = heading
        self.patches = patches
        self.combined = combined
    }

    /// One file's change, which is written as one piece.
    enum Piece: Sendable {
        case plain(FileChange)
        case combined(CombinedChange)

        /// The path by which changes of one file are brought together.
        var path: [UInt8] {
            switch self {
            case .plain(let change): change.path
            case .combined(let change): change.path
            }
        }
    }

    /// What is written of a commit: its heading, and changes.
    struct Layout: Sendable {
        /// A heading with the changes below it.
        struct Block: Sendable {
            var heading: [UInt8]
            var pieces: [Piece]
        }

        /// More than one where a merge is shown against each parent.
        var blocks: [Block] = []
        /// Why the changes cannot be known.
        var problem: RgitError?
    }

    /// Lays out a commit: compares trees, but no contents save those in the search for renames.
    ///
    /// - Parameters:
    ///   - commit: The commit with `CommitHeading.parts`.
    ///   - selected: Where it is in the table, and what it changed of the file that is followed.
    /// - Throws: what is thrown when the names of merged parents cannot be shortened.
    func layout(
        _ commit: Commit, _ selected: SelectedCommit, in table: CommitTable
    ) throws(RgitError) -> Layout {
        var layout = Layout()
        do throws(RgitError) {
            for section in try sections(selected, table) {
                var heading = try self.heading(commit, from: section.parent)
                heading.append(0x0a)
                let pieces: [Piece] =
                    switch section.changes {
                    case .plain(let changes): changes.map { .plain($0) }
                    case .combined(let changes): changes.map { .combined($0) }
                    }
                layout.blocks.append(Layout.Block(heading: heading, pieces: pieces))
            }
        } catch {
            layout.problem = error
        }
        if layout.blocks.isEmpty {
            layout.blocks.append(Layout.Block(heading: try heading(commit, from: nil), pieces: []))
        }
        return layout
    }

    /// Lays out a commit with what it changed of lines that are followed.
    ///
    /// - Throws: what is thrown when the names of merged parents cannot be shortened.
    func layout(_ commit: Commit, lines: [TracedChange]) throws(RgitError) -> Layout {
        var layout = Layout()
        var block = Layout.Block(heading: try heading(commit, from: nil), pieces: [])
        block.heading.append(0x0a)
        do throws(RgitError) {
            block.heading += try LineHistoryPatch(counter.worker.reader).text(lines)
        } catch {
            layout.problem = error
        }
        layout.blocks.append(block)
        return layout
    }

    private func heading(_ commit: Commit, from parent: ObjectID?) throws(RgitError) -> [UInt8] {
        var output: [UInt8] = []
        try heading.append(commit, from: parent, to: &output)
        return output
    }

    private func sections(
        _ selected: SelectedCommit, _ table: CommitTable
    ) throws(RgitError) -> [CommitSection] {
        if let sections = selected.sections { return sections }
        if let changes = selected.changes {
            return changes.isEmpty ? [] : [CommitSection(changes: .plain(changes))]
        }
        return try counter.sections(of: selected.row, in: table, merges: merges)
    }

    /// The patch of one file.
    func patch(_ piece: Piece) throws(RgitError) -> [UInt8] {
        var output: [UInt8] = []
        switch piece {
        case .plain(let change): try patches.append(change, to: &output)
        case .combined(let change): try combined.append(change, to: &output)
        }
        return output
    }

    /// The line counts of a commit's files, each with its patch; those of a merge against its first parent, with combined
    /// patches where these are asked for.
    func stats(_ selected: SelectedCommit, in table: CommitTable) throws(RgitError) -> Stats {
        var files: [FileStats] = []
        var combinedPatches: [[UInt8]: Text]?
        if merges == .combined || merges == .denseCombined, table.parentCount(selected.row) > 1 {
            var patches: [[UInt8]: Text] = [:]
            for section in try sections(selected, table) {
                guard case .combined(let changes) = section.changes else { continue }
                for change in changes { patches[change.path] = Text(try patch(.combined(change))) }
            }
            combinedPatches = patches
        }
        let changes =
            if let changes = selected.changes { changes } else {
                try counter.changes(of: selected.row, in: table)
            }
        for change in changes {
            guard var file = try counter.worker.stats(change) else { continue }
            file.patch =
                if let combinedPatches { combinedPatches[change.path] ?? "" } else {
                    Text(try patch(.plain(change)))
                }
            files.append(file)
        }
        return Stats(files: files)
    }
}
