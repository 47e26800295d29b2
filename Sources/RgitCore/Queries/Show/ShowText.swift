// Writes objects as `git show` prints them: commits with their patches, tags, trees and the contents of files.

import GitObjects
import Records

/// Writes objects one after the other.
struct ShowText {
    private let session: Session
    private let patcher: CommitPatcher
    private let plan: CommitPatchPlan
    private let window: PatchWindow<CommitPatcher>
    private let showsPatches: Bool
    /// Whether something was written that is set apart from what follows by a blank line.
    private var hasWritten = false

    /// The commits that were written: as in git each is written once.
    private var written: Set<ObjectID> = []

    /// What could not be read of commits that were written otherwise.
    private(set) var problems: [RgitError] = []

    /// What git would warn about.
    var warnings: [Warning] { plan.stats.skippedRenames.warnings }

    /// Prepares to write what `request` asks for.
    init(_ context: QueryContext, _ request: ShowRequest) throws(RgitError) {
        let session = context.session
        self.session = session
        showsPatches = request.patch ?? true
        let pathspec = try session.pathspec(request.paths)
        let plan = try CommitPatchPlan(
            session, request.diff, request.patches, merges: request.diffMerges ?? .denseCombined,
            pathspec: pathspec)
        self.plan = plan
        patcher = try plan.makePatcher(session.makeReader(.trees))
        window = PatchWindow(
            sharding: context.sharding,
            pool: WorkerPool { try plan.makePatcher(session.makeReader(.trees)) }
        ) { $0 }
    }

    /// Writes an object.
    mutating func write(
        _ object: ShownObject, _ content: [UInt8], _ shower: ObjectShower,
        to output: ([UInt8]) async throws -> Void
    ) async throws {
        switch object.type {
        case .commit:
            if let commit = object.commit { try await write(commit, shower, to: output) }
        case .tag:
            try await output(separator() + tag(object, content))
        case .tree:
            try await output(separator() + tree(object))
        case .blob:
            try await output(content)
        }
    }

    private mutating func separator() -> [UInt8] {
        defer { hasWritten = true }
        return hasWritten ? [0x0a] : []
    }

    private mutating func write(
        _ commit: Commit, _ shower: ObjectShower, to output: ([UInt8]) async throws -> Void
    ) async throws {
        guard written.insert(commit.hexsha).inserted else { return }
        guard showsPatches else {
            var bytes = separator()
            try patcher.heading.append(commit, to: &bytes)
            return try await output(bytes)
        }
        let (_, table) = try shower.place(of: commit.hexsha)
        guard let selected = try shower.selected(commit.hexsha) else { return }
        let layout = try patcher.layout(commit, selected, in: table)
        try await window.write([layout], hasWritten: &hasWritten, &problems, to: output)
    }

    private func tag(_ object: ShownObject, _ content: [UInt8]) -> [UInt8] {
        guard let tag = object.tag else { return [] }
        var output = Array("tag ".utf8) + tag.name.bytes + [0x0a]
        if let tagger = tag.tagger { CommitHeading.append(tagger, as: "Tagger", to: &output) }
        // The message with the blank line before it; headers alone have none.
        for index in content.indices.dropLast() where content[index] == 0x0a && content[index + 1] == 0x0a {
            return output + content[(index + 1)...]
        }
        return output
    }

    private func tree(_ object: ShownObject) -> [UInt8] {
        var output = Array("tree ".utf8) + object.revision.bytes + [0x0a, 0x0a]
        for entry in object.entries ?? [] {
            output += entry.path.bytes
            if entry.type == .tree { output.append(0x2f) }
            output.append(0x0a)
        }
        return output
    }
}
