// Answers `rgit worktrees`: the working trees of the repository, and what is checked out in them.

import GitObjects
import Records

/// What `rgit worktrees` was asked.
public struct WorktreesRequest: Hashable, Codable, Sendable {
    /// `--porcelain`: what git prints.
    public var porcelain = false
    /// `-z`, for git's format.
    public var nulTerminated = false

    /// `rgit worktrees`.
    public init() {}
}

/// The working trees of a repository (git worktree list).
package struct WorktreesQuery: Query {
    package typealias Row = Worktree
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: WorktreesRequest

    package static func textForm(of request: WorktreesRequest) -> TextForm? {
        request.porcelain ? .document : nil
    }

    package init(_ request: WorktreesRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<WorktreesQuery>) async throws -> Answer<NoSummary> {
        var answer = Answer(NoSummary(), from: context.session)
        answer.isShallow = false
        try await receiver.take(try find(), of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<NoSummary> {
        var answer = Answer(NoSummary(), from: context.session)
        answer.isShallow = false
        let format = context.session.layout.objectFormat
        try await output(try find().flatMap { $0.porcelain(nulTerminated: request.nulTerminated, format) })
        return answer
    }

    /// The main working tree first, then the others by their paths.
    private func find() throws(RgitError) -> [Worktree] {
        let session = context.session
        var linked: [(key: [UInt8], row: Worktree)] = []
        var main: [Worktree] = []
        let ignoresCase = try session.config.bool("core.ignorecase") ?? false
        for entry in WorktreeEntry.all(session.layout) {
            guard let row = try read(entry) else { continue }
            let path = row.path.bytes
            if row.isMain {
                main.append(row)
            } else {
                linked.append((ignoresCase ? path.asciiLowercased : path, row))
            }
        }
        linked.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return main + linked.map(\.row)
    }

    private func read(_ entry: WorktreeEntry) throws(RgitError) -> Worktree? {
        let session = context.session
        guard let path = try entry.path() else { return nil }
        let isMain = entry.id == nil
        // The setting speaks of the main one, in whichever one it is read.
        let configured = try session.config.bool("core.bare")
        let isBare = isMain && configured ?? (entry.isCurrent && session.layout.isBare)
        let head = try session.references.follow(entry.headName)
        return Worktree(
            path: Text(path), hexsha: isBare ? nil : head?.id,
            branch: isBare || head?.isSymbolic != true ? nil : head.map { Text($0.name) },
            isDetached: !isBare && head?.isSymbolic == false && head?.id != nil, isBare: isBare,
            lockReason: try entry.lockReason().map { Text($0) },
            pruneReason: try entry.pruneReason().map { Text($0) }, isMain: isMain, isCurrent: entry.isCurrent)
    }
}

extension Worktree {
    /// What `git worktree list --porcelain` prints of it.
    fileprivate func porcelain(nulTerminated: Bool, _ format: ObjectFormat) -> [UInt8] {
        let end: UInt8 = nulTerminated ? 0 : 0x0a
        var text: [UInt8] = []
        func line(_ word: String, _ value: [UInt8] = []) {
            text += Array(word.utf8) + (value.isEmpty ? [] : [0x20]) + value + [end]
        }
        text += Array("worktree ".utf8) + path.bytes + [end]
        if isBare {
            line("bare")
        } else {
            line("HEAD", (hexsha ?? format.zero).hex)
            if isDetached { line("detached") }
            if let branch { line("branch", branch.bytes) }
        }
        if let lockReason {
            line(
                "locked",
                nulTerminated ? lockReason.bytes : QuotedPath.quoted(lockReason.bytes, quotesHigh: true))
        }
        if let pruneReason { line("prunable", pruneReason.bytes) }
        return text + [end]
    }
}

extension WorktreesQuery {
    package static func shape(of request: WorktreesRequest) -> DocumentShape<Worktree, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        WorktreesQuery.self, name: "worktrees", rows: "worktrees", rowHelp: "A working tree.",
        fields: [
            Field(
                "path", .string, help: "Its root, absolute; of a bare repository that itself.",
                column: TableColumn("PATH", shrink: .start(minimum: 16), isName: true)
            ) { $1.text($0.path) },
            .optionalID(
                "hexsha",
                help:
                    "The commit that is checked out; null in a bare repository and where there is none yet.",
                column: TableColumn("COMMIT", role: .hash)
            ) { $0.hexsha },
            .optionalText(
                "branch",
                help: "The full name of the branch that is checked out; null when HEAD is detached.",
                column: TableColumn("BRANCH", shrink: .end(minimum: 8), role: .branch),
                display: { $0.branch.map { Text(ReferenceName.short($0.bytes)) } }
            ) { $0.branch },
            Field("detached", .boolean, help: "Whether HEAD names a commit and no branch.") {
                $1.bool($0.isDetached)
            },
            Field("bare", .boolean, help: "Whether it is the bare repository.") { $1.bool($0.isBare) },
            Field(
                "locked", .boolean, help: "Whether it is locked against being moved and pruned.",
                column: TableColumn("LOCKED", dropPriority: 1)
            ) { $1.bool($0.isLocked) },
            .optionalText("lock_reason", help: "Why it is locked, perhaps empty; null where it is not.") {
                $0.lockReason
            },
            Field(
                "prunable", .boolean, help: "Whether git worktree prune would remove it.",
                column: TableColumn("PRUNABLE", dropPriority: 1)
            ) { $1.bool($0.isPrunable) },
            .optionalText("prune_reason", help: "Why it would be removed; null where it would not.") {
                $0.pruneReason
            },
            Field("is_main", .boolean, help: "Whether it is the main one.") { $1.bool($0.isMain) },
            Field(
                "is_current", .boolean, help: "Whether it is the one that is asked from.",
                column: TableColumn("CURRENT", dropPriority: 2)
            ) { $1.bool($0.isCurrent) },
        ])
}
