// Answers `rgit merge-base`: the best common ancestors of commits.

import GitObjects
import Records

/// What `rgit merge-base` was asked.
public struct MergeBaseRequest: Hashable, Codable, Sendable {
    /// Which commits are looked for.
    public enum Mode: Hashable, Codable, Sendable {
        /// The best common ancestors of the first commit and a merge of the others.
        case bases
        /// `--octopus`: the best common ancestors of all commits.
        case octopus
        /// `--independent`: those of the commits that no other one reaches.
        case independent
        /// `--fork-point`: where a commit left a reference, by the reference's log.
        case forkPoint
    }

    /// The commits; with `forkPoint` a reference and perhaps a commit.
    public var revisions: [[UInt8]] = []
    /// Which commits are looked for.
    public var mode = Mode.bases
    /// `--all`: all of them rather than the first.
    public var all = false

    /// `rgit merge-base` without commits.
    public init() {}
}

/// A merge base.
public struct MergeBase: Record, Hashable, Codable {
    /// The commit.
    public var hexsha: ObjectID
}

/// The merge bases of commits (git merge-base).
package struct MergeBaseQuery: Query {
    package typealias Row = MergeBase
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: MergeBaseRequest

    package static func isNo(_ summary: NoSummary, hasRows: Bool) -> Bool { !hasRows }
    package static func whyEmpty(_ request: MergeBaseRequest) -> String {
        request.mode == .forkPoint ? "no fork point" : "no common ancestor"
    }

    package init(_ request: MergeBaseRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<MergeBaseQuery>) async throws -> Answer<NoSummary> {
        let commits = try CommitRelations(context)
        var table = CommitTable()
        var bases = try find(commits, &table)
        if !request.all, request.mode != .independent { bases = Array(bases.prefix(1)) }
        var answer = Answer(NoSummary(), from: context.session)
        answer.warnings = commits.warnings
        try await receiver.take(bases.map { MergeBase(hexsha: $0) }, of: answer)
        return answer
    }

    private func find(
        _ commits: CommitRelations, _ table: inout CommitTable
    ) throws(RgitError) -> [ObjectID] {
        let loader = commits.loader
        if request.mode == .forkPoint { return try forkPoint(commits, &table) }
        let ids = try commits.commits(request.revisions)
        switch request.mode {
        case .forkPoint: return []
        case .independent: return try MergeBases.independent(ids, loader: loader, table: &table)
        case .octopus:
            guard let first = ids.first else { throw RgitError(.usage, "a commit is needed") }
            var bases = [first]
            for id in ids.dropFirst() {
                var next: [ObjectID] = []
                for base in bases {
                    next += try MergeBases.find(id, base, loader: loader, table: &table)
                }
                bases = next
            }
            return try MergeBases.independent(bases, loader: loader, table: &table)
        case .bases:
            guard ids.count > 1 else { throw RgitError(.usage, "at least two commits are needed") }
            return try MergeBases.find(ids[0], Array(ids.dropFirst()), loader: loader, table: &table)
        }
    }

    /// The one merge base of a commit and everything a reference has pointed to, if the reference has pointed to it.
    private func forkPoint(
        _ commits: CommitRelations, _ table: inout CommitTable
    ) throws(RgitError) -> [ObjectID] {
        let words = request.revisions
        guard let word = words.first, words.count < 3 else {
            throw RgitError(.usage, "--fork-point takes a reference and perhaps a commit")
        }
        let references = commits.session.references
        guard let name = try ReferenceLookup(commits.session).find(word),
            let value = try references.resolve(name)
        else { throw RgitError(.revision, "no such reference", word) }
        let derived = try commits.resolver.commit(words.count > 1 ? words[1] : Array("HEAD".utf8))
        let entries = try references.reflog(name)?.entries ?? []
        var tips: [ObjectID] = []
        var seen: Set<ObjectID> = []
        for id in (entries.first.map { [$0.old] } ?? []) + entries.map(\.new) {
            // What the log names may be gone by now.
            guard !id.isZero, seen.insert(id).inserted, (try? commits.loader.links(id)) != nil else {
                continue
            }
            tips.append(id)
        }
        if tips.isEmpty { tips = [value] }
        let bases = try MergeBases.find(derived, tips, loader: commits.loader, table: &table)
        return bases.count == 1 && tips.contains(bases[0]) ? bases : []
    }
}

extension MergeBaseQuery {
    package static func shape(of request: MergeBaseRequest) -> DocumentShape<MergeBase, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        MergeBaseQuery.self, name: "merge-base", rows: "bases", rowHelp: "A merge base.",
        fields: [
            Field(
                "hexsha", .objectID, help: "The commit.", column: TableColumn("COMMIT", role: .hash)
            ) { $1.id($0.hexsha) }
        ])
}
