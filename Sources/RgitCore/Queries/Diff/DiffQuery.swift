// Answers `rgit diff`: what differs between two states, as rows, as patches, or in git's other formats.

import GitObjects
import Records

/// The changes between two states (`git diff`).
package struct DiffQuery: Query {
    package typealias Row = Diff

    package let context: QueryContext
    private let request: DiffRequest
    private let parts: Diff.Parts

    package init(_ request: DiffRequest, parts: Diff.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func demandedFields(
        of request: DiffRequest, for purpose: FieldSelection<Diff>.Purpose
    ) -> Set<String> { request.withPatches ? ["patch"] : [] }

    package static func textForm(of request: DiffRequest) -> TextForm? {
        request.formats.isEmpty ? nil : .document
    }

    package static func whyEmpty(_ request: DiffRequest) -> String { "nothing differs" }

    /// The number of changes that a worker takes at once: a few files can take as long as all others, and often they are
    /// neighbours.
    private static let changesTogether = 8

    package func run(_ receiver: RowReceiver<DiffQuery>) async throws -> Answer<DiffSummary> {
        let comparison = try comparison()
        var (changes, _, answer) = try await changes(comparison)
        try await receiver.begin(answer)
        let format = try patchFormat(comparison.plan)
        let (parts, prepare, progress) = (parts, receiver.prepare, context.progress)
        let dropsEqual = ignoresDifferences
        progress?.begin("Comparing files", total: changes.count)
        let size = parts.isEmpty && !dropsEqual ? 1024 : Self.changesTogether
        let found = changes
        changes = []
        try await context.sharding.orderedChunks(
            count: found.count, size: size, pool: comparison.pool,
            compute: { worker, range in
                let (rows, problems) = worker.rows(
                    found[range], parts, format, dropsEqual: dropsEqual)
                progress?.advance(by: range.count)
                return (try prepare(rows[...]), rows.count, problems)
            },
            consume: { (output: any Sendable, count: Int, problems: [RgitError]) in
                answer.summary.files += count
                answer.problems += problems
                answer.summary.unknownFiles += problems.count
                try await receiver.receive(output)
            })
        answer.warnings = try comparison.warnings(found)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<DiffSummary> {
        let comparison = try comparison()
        var (changes, conflicts, answer) = try await changes(comparison)
        answer.summary.files = changes.count + conflicts.count
        let lists = request.formats.intersection(.lists)
        // As in git the conflicts of the index, each against both its sides, come before everything else.
        if !lists.isEmpty {
            let list = try changeList(lists)
            var lines: [UInt8] = []
            for conflict in conflicts { try list.append(conflict, to: &lines) }
            for change in changes { try list.append(change, to: &lines) }
            try await output(lines)
        } else if !conflicts.isEmpty {
            try await writePatches(conflicts.map { .combined($0) }, comparison, &answer, output)
        }
        if request.formats.contains(.numstat) {
            try await writeNumstat(changes, comparison, &answer, output)
        }
        if request.formats.contains(.patch), !changes.isEmpty {
            if request.formats != .patch { try await output([request.nulTerminated ? 0 : 0x0a]) }
            try await writePatches(changes.map { .plain($0) }, comparison, &answer, output)
        }
        answer.warnings = try comparison.warnings(changes, conflicts)
        return answer
    }

    // MARK: Comparing

    /// Whether options leave out differences, so that a file that differs may have none to show.
    private var ignoresDifferences: Bool {
        !request.diff.whitespace.isEmpty || !request.patch.ignoredLines.isEmpty
    }

    private func comparison() throws(RgitError) -> Comparison {
        let words = ComparedWords(
            words: request.words, paths: request.paths, staged: request.staged, unstaged: true,
            usesMergeBase: request.usesMergeBase, allowsBlobs: true)
        var plan = try ComparisonPlan(
            context.session, words, diff: request.diff, isReversed: request.reversed,
            jobs: context.sharding.jobs)
        // The lines around changes decide which blank ones count.
        let format = try patchFormat(plan)
        plan.settings.lines.context = format.context
        plan.settings.lines.interHunkContext = format.interHunkContext
        return Comparison(plan, context.sharding)
    }

    /// What differs, and the conflicts that a patch shows against both their sides, whatever else is asked of changes.
    private func changes(
        _ comparison: Comparison
    ) async throws -> (changes: [FileChange], conflicts: [CombinedChange], answer: Answer<DiffSummary>) {
        var answer = Answer(DiffSummary(), from: context.session)
        var parts = UnreadableParts()
        let pickaxe = try PickaxePlan(
            request.pickaxe, request.patch, session: context.session, reader: context.session.makeReader())
        if pickaxe?.includesTrees == true {
            throw RgitError(
                .unsupported, "not a file", request.pickaxe.pattern.bytes,
                hint: "'rgit log --find-object' finds trees")
        }
        var (changes, conflicts) = try await comparison.changes(
            &parts, combining: request.formats.contains(.patch))
        if let pickaxe { changes = try await comparison.searched(changes, pickaxe, &parts) }
        changes = request.filter.wanted(changes)
        answer.summary.unknownDirectories = parts.directories.count
        answer.summary.unknownFiles = parts.files
        answer.problems = parts.problems
        return (changes, conflicts, answer)
    }

    private func patchFormat(_ plan: ComparisonPlan) throws(RgitError) -> PatchFormat {
        try PatchFormat(
            request.patch, config: context.session.config, mnemonics: plan.sides.mnemonics,
            isReversed: request.reversed)
    }

    // MARK: Git's formats

    private func changeList(_ format: DiffRequest.Formats) throws(RgitError) -> ChangeList {
        let session = context.session
        return ChangeList(
            format: format, quotesHigh: try session.config.bool("core.quotepath") ?? true,
            nulTerminated: request.nulTerminated,
            abbreviation: try UniqueAbbreviation(
                session, session.makeReader(),
                digits: request.patch.abbreviation == 0 ? .max : request.patch.abbreviation))
    }

    private func writeNumstat(
        _ changes: [FileChange], _ comparison: Comparison, _ answer: inout Answer<DiffSummary>,
        _ output: ([UInt8]) async throws -> Void
    ) async throws {
        let numstat = Numstat(
            quotesHigh: try context.session.config.bool("core.quotepath") ?? true,
            nulTerminated: request.nulTerminated)
        let format = try patchFormat(comparison.plan)
        try await context.sharding.orderedChunks(
            count: changes.count, size: Self.changesTogether, pool: comparison.pool
        ) { worker, range in
            worker.stats(changes[range], format)
        } consume: { files, problems in
            answer.problems += problems
            answer.summary.unknownFiles += problems.count
            try await output(numstat.lines(files))
        }
    }

    /// What one patch is made of.
    fileprivate typealias Piece = CommitPatcher.Piece

    private func writePatches(
        _ changes: [Piece], _ comparison: Comparison, _ answer: inout Answer<DiffSummary>,
        _ output: ([UInt8]) async throws -> Void
    ) async throws {
        let format = try patchFormat(comparison.plan)
        let progress = context.progress
        progress?.begin("Comparing files", total: changes.count)
        try await context.sharding.orderedChunks(
            count: changes.count, size: Self.changesTogether, pool: comparison.pool
        ) { worker, range in
            let outcome = worker.patches(changes[range], format)
            progress?.advance(by: range.count)
            return outcome
        } consume: { bytes, problems in
            answer.problems += problems
            answer.summary.unknownFiles += problems.count
            try await output(bytes)
        }
    }
}

/// The values around the changes.
public struct DiffSummary: Record, Hashable, Codable {
    /// The number of changed paths.
    public var files = 0
    /// How many more files changed whose contents could not be read; why is among the problems.
    public var unknownFiles = 0
    /// How many directories could not be read; what changed in them is not known.
    public var unknownDirectories = 0
}

extension DiffSides {
    /// What git calls the two sides with `diff.mnemonicPrefix`.
    var mnemonics: PatchFormat.Mnemonics {
        switch self {
        case .trees, .blobs: .trees
        case .staged: .staged
        case .workTree: .workTree
        case .unstaged: .unstaged
        }
    }
}

extension ComparisonWorker {
    /// The rows of some changes, and what could not be read of them.
    ///
    /// `dropsEqual` leaves out files whose differences are all ignored.
    fileprivate func rows(
        _ changes: ArraySlice<FileChange>, _ parts: Diff.Parts, _ format: PatchFormat, dropsEqual: Bool
    ) -> (rows: [Diff], problems: [RgitError]) {
        var rows: [Diff] = []
        rows.reserveCapacity(changes.count)
        let problems = reading(changes) { change throws(RgitError) in
            var row = Diff(change)
            if parts.contains(.binary) { row.isBinary = try worker.isBinary(change) }
            if parts.contains(.patch) || dropsEqual {
                var patch: [UInt8] = []
                try patchWriter(format).append(change, to: &patch)
                if dropsEqual, patch.isEmpty { return }
                if parts.contains(.patch) { row.patch = Text(patch) }
            }
            rows.append(row)
        }
        return (rows, problems)
    }

    /// The patches of some changes, one after the other, and what could not be read of them.
    fileprivate func patches(
        _ changes: ArraySlice<DiffQuery.Piece>, _ format: PatchFormat
    ) -> (bytes: [UInt8], problems: [RgitError]) {
        var output: [UInt8] = []
        let problems = reading(changes) { change throws(RgitError) in
            switch change {
            case .plain(let change): try patchWriter(format).append(change, to: &output)
            case .combined(let change): try combinedWriter(format).append(change, to: &output)
            }
        }
        return (output, problems)
    }

    /// The line counts of some changes, and what could not be read of them.
    fileprivate func stats(
        _ changes: ArraySlice<FileChange>, _ format: PatchFormat
    ) -> (files: [FileStats], problems: [RgitError]) {
        var files: [FileStats] = []
        let problems = reading(changes) { change throws(RgitError) in
            if format.ignoredLines.isEmpty {
                if let file = try worker.stats(change) { files.append(file) }
            } else if let file = try patchWriter(format).stats(change) {
                files.append(file)
            }
        }
        return (files, problems)
    }

    /// Runs `body` for each change; what it throws is returned in the end.
    private func reading<Change>(
        _ changes: ArraySlice<Change>, _ body: (Change) throws(RgitError) -> Void
    ) -> [RgitError] {
        var problems: [RgitError] = []
        for change in changes {
            do throws(RgitError) {
                try body(change)
            } catch {
                problems.append(error)
            }
        }
        worker.contents.forget()
        return problems
    }
}
