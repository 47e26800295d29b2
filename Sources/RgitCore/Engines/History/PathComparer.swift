// Tells a walk that is limited to paths whether two commits agree on them.

import GitObjects

/// Compares trees on some paths only, reading no more of them than it takes to find a difference; one worker's.
struct PathComparer: TreeComparing {
    private let reader: ObjectReader
    private let pathspec: Pathspec
    /// The components of each path, where the pathspec names nothing but paths.
    private let literals: [Literal]?
    /// The entries at those paths in the trees compared last; a commit's tree is compared with its parent's and then with
    /// its child's.
    private var known: [ObjectID: [FoundEntry?]] = [:]

    private struct Literal {
        let components: [[UInt8]]
        let isNeverFile: Bool
    }

    /// The entry at a path.
    private struct FoundEntry: Equatable {
        let mode: FileMode
        let id: ObjectID
    }

    /// The most trees in `known`.
    private let rememberedTrees: Int

    init(reader: ObjectReader, pathspec: Pathspec, rememberedTrees: Int) {
        self.reader = reader
        self.rememberedTrees = rememberedTrees
        self.pathspec = pathspec
        literals = pathspec.literalPaths.map { paths in
            zip(paths, pathspec.endsInSlash).map { path, endsInSlash in
                Literal(
                    components: path.split(separator: 0x2f).map { Array($0) }, isNeverFile: endsInSlash)
            }
        }
    }

    mutating func agree(_ parent: ObjectID?, _ commit: ObjectID) throws(RgitError) -> Bool {
        if parent == commit { return true }
        guard let literals else {
            return try !TreeDiff.differ(parent, commit, reader: reader, filter: pathspec)
        }
        let new = try entries(commit, literals)
        guard let parent else { return new.allSatisfy { $0 == nil } }
        return try entries(parent, literals) == new
    }

    private mutating func entries(
        _ tree: ObjectID, _ paths: [Literal]
    ) throws(RgitError) -> [FoundEntry?] {
        if let found = known[tree] { return found }
        var found: [FoundEntry?] = []
        for path in paths {
            let entry = try entry(at: path.components, in: tree)
            let isFile = entry.map { $0.mode != .directory && $0.mode != .gitlink } ?? false
            found.append(isFile && path.isNeverFile ? nil : entry)
        }
        if known.count >= rememberedTrees { known.removeAll(keepingCapacity: true) }
        known[tree] = found
        return found
    }

    private func entry(at path: [[UInt8]], in root: ObjectID) throws(RgitError) -> FoundEntry? {
        var found = FoundEntry(mode: .directory, id: root)
        for component in path {
            guard found.mode == .directory else { return nil }
            let bytes = try reader.bytes(found.id, .tree)
            do {
                guard
                    let entry = unsafe try TreeReader.find(
                        component.span, in: bytes.span.bytes, reader.format)
                else {
                    return nil
                }
                found = FoundEntry(mode: entry.mode, id: entry.id)
            } catch {
                throw RgitError(.damaged, error.what, found.id.hex, object: found.id)
            }
        }
        return found
    }
}
