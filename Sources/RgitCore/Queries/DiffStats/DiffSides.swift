// Works out which two states the words of `rgit diff-stats` mean.

import GitObjects

/// The two states of a comparison; a tree is `nil` where it is empty.
enum DiffSides: Sendable, Equatable {
    /// Two trees.
    case trees(ObjectID?, ObjectID?)
    /// A tree and the index.
    case staged(ObjectID?)
    /// A tree and the working tree.
    case workTree(ObjectID?)

    /// Whether git reads the index for this comparison.
    var needsIndex: Bool {
        if case .trees = self { return false }
        return true
    }
}

extension DiffSides {
    /// What words and options mean, and the paths that stood among the words.
    struct Meaning {
        var sides: DiffSides
        var paths: [[UInt8]]
        var warnings: [Warning]
    }

    /// Resolves a request.
    ///
    /// - Throws: `.revision` for words that name nothing, `.usage` for a number of states that cannot be compared,
    ///   `.repository` where a working tree is needed and there is none.
    static func resolve(
        _ request: DiffStatsRequest, session: Session, reader: ObjectReader
    ) throws(RgitError) -> Meaning {
        let set = try RevisionSet.resolve(
            items: request.words.map { .word($0) }, paths: request.paths, session: session, reader: reader,
            commitsOnly: false, defaultsToHead: false)
        var meaning = Meaning(sides: .trees(nil, nil), paths: set.paths ?? [], warnings: set.warnings)
        if let problem = set.problems.first { throw problem }
        let resolver = RevisionResolver(session: session, reader: reader)
        func tree(_ tip: RevisionSet.Tip) throws(RgitError) -> ObjectID {
            guard let tree = try resolver.peel(tip.id, to: .tree) else {
                throw RgitError(.revision, "neither a commit nor a tree", tip.name, object: tip.id)
            }
            return tree
        }

        let positive = set.tips.filter { !$0.isNegative }
        let negative = set.tips.filter(\.isNegative)
        if request.staged {
            guard positive.count <= 1 && negative.isEmpty else {
                throw RgitError(.usage, "--staged compares the index with one commit")
            }
            meaning.sides = .staged(
                try positive.isEmpty ? headTree(session, resolver) : tree(positive[0]))
        } else if set.tips.isEmpty {
            guard session.layout.workTree != nil else {
                throw RgitError(
                    .repository, "there is no working tree to compare", session.layout.gitDirectory,
                    hint: "Name the commits to compare, or use --staged.")
            }
            meaning.sides = .workTree(try headTree(session, resolver))
        } else if positive.contains(where: \.isLeft) {
            guard positive.count == 2, let right = positive.first(where: { !$0.isLeft }) else {
                throw tooMany(set.tips)
            }
            guard let base = negative.first else {
                throw RgitError(
                    .revision, "no merge base", request.words.first ?? [],
                    hint: session.deepeningHint)
            }
            if negative.count > 1 {
                meaning.warnings.append(
                    Warning("multiple merge bases, using \(base.id)", request.words.first ?? []))
            }
            meaning.sides = .trees(try tree(base), try tree(right))
        } else if positive.count == 1 && negative.isEmpty {
            meaning.sides = try change(of: positive[0], request, session, reader, resolver)
        } else if positive.count == 1 && negative.count == 1 {
            meaning.sides = .trees(try tree(negative[0]), try tree(positive[0]))
        } else if positive.count == 2 && negative.isEmpty {
            meaning.sides = .trees(try tree(positive[0]), try tree(positive[1]))
        } else {
            throw tooMany(set.tips)
        }
        return meaning
    }

    private static func tooMany(_ tips: [RevisionSet.Tip]) -> RgitError {
        RgitError(
            .usage, "\(tips.count) revisions cannot be compared",
            hint: "Name no commit, one, two, or a range.")
    }

    private static func headTree(
        _ session: Session, _ resolver: RevisionResolver
    ) throws(RgitError) -> ObjectID? {
        guard let head = try session.head.id else { return nil }
        guard let tree = try resolver.peel(head, to: .tree) else {
            // Only a branch without commits is an empty tree.
            throw RgitError(.missingObject, "bad object", "HEAD", object: head)
        }
        return tree
    }

    /// What one commit changed against its first parent.
    private static func change(
        of tip: RevisionSet.Tip, _ request: DiffStatsRequest, _ session: Session, _ reader: ObjectReader,
        _ resolver: RevisionResolver
    ) throws(RgitError) -> DiffSides {
        guard let commit = try resolver.peel(tip.id, to: .commit) else {
            throw RgitError(
                .revision, "not a commit", tip.name, hint: "Name two trees to compare them.", object: tip.id)
        }
        let loader = CommitLoader(session: session, reader: reader)
        let links = try loader.links(commit)
        if request.skipsMerges, links.parents.count > 1 { return .trees(links.tree, links.tree) }
        guard let parent = links.parents.first else { return .trees(nil, links.tree) }
        return .trees(try loader.links(parent).tree, links.tree)
    }
}
