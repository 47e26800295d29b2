// Which references point to a commit, in the order git decorates it with them.

import GitObjects

/// The names of references by the commits they point to.
struct Decorations: Sendable {
    private var names: [ObjectID: [[UInt8]]] = [:]

    /// Nothing decorated.
    init() {}

    /// What git decorates commits with unless it is told otherwise: notes and other bookkeeping are left out.
    private static let shown = ["refs/heads/", "refs/remotes/", "refs/tags/"].map { Array($0.utf8) }
    private static let stash = Array("refs/stash".utf8)

    private static func isShown(_ name: [UInt8]) -> Bool {
        name == stash || shown.contains { name.starts(with: $0) }
    }

    /// Reads the references of a repository; tags are peeled.
    init(repo: Repo, reader: ObjectReader) throws(RgitError) {
        let resolver = RevisionResolver(repo: repo, reader: reader)
        let head = try repo.references.resolve("HEAD")
        let branch = try repo.references.symbolicTarget(of: Array("HEAD".utf8))
        // Git puts every reference it meets in front of those met before, and HEAD, which it meets last, first of all.
        for reference in try repo.references.references().reversed()
        where reference.defect == nil && Decorations.isShown(reference.name) {
            var target = reference.peeled ?? reference.target
            if reference.peeled == nil, let peeled = try? resolver.peelTags(target) { target = peeled.id }
            if reference.name == branch, target == head { continue }
            names[target, default: []].append(reference.name)
        }
        if let head {
            let first = [Array("HEAD".utf8)] + (branch.map { [$0] } ?? [])
            names[head] = first + (names[head] ?? [])
        }
    }

    /// The full names of the references that point to a commit.
    subscript(id: ObjectID) -> [[UInt8]] { names[id] ?? [] }
}
