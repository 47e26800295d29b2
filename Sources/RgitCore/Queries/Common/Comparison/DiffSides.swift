// Works out which two states the words of `rgit diff` and `rgit diff-stats` mean.

import GitObjects

/// The two states of a comparison; a tree is `nil` where it is empty.
enum DiffSides: Sendable, Equatable {
    /// Two trees.
    case trees(ObjectID?, ObjectID?)
    /// A tree and the index.
    case staged(ObjectID?)
    /// A tree and the working tree.
    case workTree(ObjectID?)
    /// The index and the working tree.
    case unstaged
    /// Two blobs.
    case blobs(NamedBlob, NamedBlob)

    /// Whether git reads the index for this comparison.
    var needsIndex: Bool {
        switch self {
        case .trees, .blobs: false
        case .staged, .workTree, .unstaged: true
        }
    }

    /// Whether files of the working tree are compared.
    var needsWorkTree: Bool {
        switch self {
        case .trees, .blobs, .staged: false
        case .workTree, .unstaged: true
        }
    }
}

/// What the words of a command line are to be taken for.
struct ComparedWords: Sendable {
    /// What one commit alone means.
    enum LoneCommit: Sendable {
        /// It is compared with the working tree.
        case workTree
        /// What it changed against its first parent, where merges may be left out.
        case change(skipsMerges: Bool)

        fileprivate var isChange: Bool {
            if case .change = self { return true }
            return false
        }
    }

    /// The words before `--`.
    var words: [[UInt8]]
    /// Pathspecs after `--`; `nil` when there was no `--`.
    var paths: [[UInt8]]?
    /// `--staged`: the index and a commit, HEAD where none is named.
    var staged = false
    /// Whether without a commit the working tree is compared with the index, rather than with HEAD.
    var unstaged = false
    /// `--merge-base`: the merge base of what is named in place of the first state.
    var usesMergeBase = false
    /// What one commit alone means.
    var loneCommit = LoneCommit.workTree
    /// Whether two blobs may be named.
    var allowsBlobs = false

    /// Whether no state is named that is compared, and nothing is left out.
    var needsWholeWorkTree: Bool { words.isEmpty && !staged && (paths ?? []).isEmpty }
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
        _ asked: ComparedWords, session: Session, reader: ObjectReader
    ) throws(RgitError) -> Meaning {
        let set = try RevisionSet.resolve(
            items: asked.words.map { .word($0) }, paths: asked.paths, session: session, reader: reader,
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

        if asked.usesMergeBase {
            meaning.sides = try sinceMergeBase(set.tips, asked, session: session, reader: reader)
            return meaning
        }
        if asked.allowsBlobs, set.tips.count == 2, !asked.staged, set.paths == nil {
            var blobs: [NamedBlob] = []
            for tip in set.tips where !tip.isNegative && !tip.isLeft {
                if let blob = try NamedBlob(tip.name, id: tip.id, resolver: resolver) { blobs.append(blob) }
            }
            if blobs.count == 2 {
                meaning.sides = .blobs(blobs[0], blobs[1])
                return meaning
            }
        }
        let positive = set.tips.filter { !$0.isNegative }
        let negative = set.tips.filter(\.isNegative)
        if asked.staged {
            guard positive.count <= 1 && negative.isEmpty else {
                throw RgitError(.usage, "--staged compares the index with one commit")
            }
            meaning.sides = .staged(
                try positive.isEmpty ? headTree(session, resolver) : tree(positive[0]))
        } else if asked.unstaged, !set.tips.isEmpty, asked.loneCommit.isChange {
            throw RgitError(.usage, "--unstaged compares the working tree with the index, not with a commit")
        } else if set.tips.isEmpty {
            try requireWorkTree(session)
            meaning.sides = asked.unstaged ? .unstaged : .workTree(try headTree(session, resolver))
        } else if positive.contains(where: \.isLeft) {
            guard positive.count == 2, let right = positive.first(where: { !$0.isLeft }) else {
                throw tooMany(set.tips)
            }
            guard let base = negative.first else {
                throw RgitError(
                    .revision, "no merge base", asked.words.first ?? [],
                    hint: session.deepeningHint)
            }
            if negative.count > 1 {
                meaning.warnings.append(
                    Warning("multiple merge bases, using \(base.id)", asked.words.first ?? []))
            }
            meaning.sides = .trees(try tree(base), try tree(right))
        } else if positive.count == 1 && negative.isEmpty {
            switch asked.loneCommit {
            case .change(let skipsMerges):
                meaning.sides = try change(
                    of: positive[0], skipsMerges: skipsMerges, session, reader, resolver)
            case .workTree:
                let tree = try tree(positive[0])
                try requireWorkTree(session)
                meaning.sides = .workTree(tree)
            }
        } else if positive.count == 1 && negative.count == 1 {
            meaning.sides = .trees(try tree(negative[0]), try tree(positive[0]))
        } else if positive.count == 2 && negative.isEmpty {
            meaning.sides = .trees(try tree(positive[0]), try tree(positive[1]))
        } else {
            throw tooMany(set.tips)
        }
        return meaning
    }

    static func requireWorkTree(_ session: Session) throws(RgitError) {
        guard session.layout.workTree != nil else {
            throw RgitError(
                .repository, "there is no working tree to compare", session.layout.gitDirectory,
                hint: "Name the commits to compare, or use --staged.")
        }
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
        of tip: RevisionSet.Tip, skipsMerges: Bool, _ session: Session, _ reader: ObjectReader,
        _ resolver: RevisionResolver
    ) throws(RgitError) -> DiffSides {
        guard let commit = try resolver.peel(tip.id, to: .commit) else {
            throw RgitError(
                .revision, "not a commit", tip.name, hint: "Name two trees to compare them.", object: tip.id)
        }
        let loader = CommitLoader(session: session, reader: reader)
        let links = try loader.links(commit)
        if skipsMerges, links.parents.count > 1 { return .trees(links.tree, links.tree) }
        guard let parent = links.parents.first else { return .trees(nil, links.tree) }
        return .trees(try loader.links(parent).tree, links.tree)
    }
}
