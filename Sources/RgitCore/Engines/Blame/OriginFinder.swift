// Finds, for one commit, the versions its files were made from: unchanged elsewhere, changed, or renamed.

import GitObjects

/// How one path of a commit came to be.
struct PathOrigin: Sendable {
    /// A version of one parent.
    struct Source: Sendable {
        /// Which parent, from 0.
        var parent: Int
        /// The path there.
        var path: [UInt8]
        /// The content there.
        var blob: ObjectID
    }

    /// The path in the commit.
    var path: [UInt8]
    /// Where the same content came from as a whole, when it did.
    var whole: Source?
    /// Otherwise the versions lines may have come from, in the order they are tried; empty for a new file.
    var sources: [Source] = []
    /// Why the origin of its lines is unknown; `nil` where it is known.
    var problem: RgitError?
}

/// One worker's way to compare commits with their parents.
struct OriginFinder {
    private let reader: ObjectReader
    private let contents: BlameRenameContents

    init(session: Session, reader: ObjectReader) throws(RgitError) {
        self.reader = reader
        contents = try BlameRenameContents(session: session, reader: reader)
    }

    /// The regular files of a commit that are not as in its first parent.
    func origins(tree: ObjectID, parents: [ObjectID]) throws(RgitError) -> [PathOrigin] {
        guard let first = parents.first else { return [] }
        contents.forget()
        let changes = try TreeDiff.changes(from: first, to: tree, reader: reader)
        var result: [PathOrigin] = []
        var deletions = Deletions(parents: parents.count)
        deletions.fill(0, changes)
        if parents.count == 1 {
            for change in changes {
                guard let new = change.new, new.mode.isRegular else { continue }
                var origin = PathOrigin(path: change.path)
                switch presence(change) {
                case .present(let blob):
                    pass(&origin, new.id, PathOrigin.Source(parent: 0, path: change.path, blob: blob))
                case .absent:
                    do throws(RgitError) {
                        if let source = try rename(change, parent: 0, deletions) {
                            pass(&origin, new.id, source)
                        }
                    } catch {
                        origin.problem = error
                    }
                case .otherType: break
                }
                result.append(origin)
            }
            return result
        }

        let interesting = changes.filter { $0.new?.mode.isRegular == true }
        guard !interesting.isEmpty else { return [] }
        let filter = PathSet(interesting.map(\.path))
        var byParent: [[[UInt8]: FileChange]] = [[:]]
        for parent in parents.dropFirst() {
            var found: [[UInt8]: FileChange] = [:]
            for change in try TreeDiff.changes(from: parent, to: tree, reader: reader, filter: filter) {
                found[change.path] = change
            }
            byParent.append(found)
        }
        for change in interesting {
            var presences = [presence(change)]
            for position in 1..<parents.count {
                if let other = byParent[position][change.path] {
                    presences.append(presence(other))
                } else {
                    presences.append(.present(change.new?.id ?? .zero))
                }
            }
            do throws(RgitError) {
                result.append(try merged(change, presences, parents, tree, &deletions))
            } catch {
                result.append(PathOrigin(path: change.path, problem: error))
            }
        }
        return result
    }

    // MARK: One path

    /// How one file or symbolic link of a commit came to be; `nil` where it is as in the first parent.
    ///
    /// Only its own path is compared unless a parent lacks it. `filter` holds nothing but the path.
    func origin(
        of path: [UInt8], filter: PathSet, tree: ObjectID, parents: [ObjectID]
    ) throws(RgitError) -> PathOrigin? {
        guard let first = parents.first else { return nil }
        guard let change = try TreeDiff.changes(from: first, to: tree, reader: reader, filter: filter).first
        else { return nil }
        contents.forget()
        var presences = [presence(change)]
        for parent in parents.dropFirst() {
            if let other = try TreeDiff.changes(from: parent, to: tree, reader: reader, filter: filter).first
            {
                presences.append(presence(other))
            } else {
                presences.append(.present(change.new?.id ?? .zero))
            }
        }
        var deletions = Deletions(parents: parents.count)
        return try merged(change, presences, parents, tree, &deletions)
    }

    /// How a file of the working tree came to be: `version` is its content, and `tracked` are the paths of the index, which
    /// git takes for all that is there when it looks for renames.
    func origin(
        of path: [UInt8], filter: PathSet, version: FileVersion, content: [UInt8],
        tracked: Set<[UInt8]>, parents: [ObjectID]
    ) throws(RgitError) -> PathOrigin {
        contents.forget()
        contents.unstored = (version.id, content)
        defer { contents.unstored = nil }
        let change = FileChange(path: path, old: nil, new: version)
        var presences: [Presence] = []
        var deletions = Deletions(parents: parents.count)
        for (position, parent) in parents.enumerated() {
            let found = try TreeDiff.changes(from: nil, to: parent, reader: reader, filter: filter).first
            let mine = FileChange(path: path, old: found?.new, new: version)
            presences.append(presence(mine))
            guard found == nil else { continue }
            let files = try TreeDiff.changes(from: parent, to: nil, reader: reader)
            deletions.fill(position, files.filter { !tracked.contains($0.path) })
        }
        return try merged(change, presences, parents, .zero, &deletions)
    }

    /// A path of the commit in a parent.
    private enum Presence {
        case present(ObjectID)
        case absent
        case otherType
    }

    private func presence(_ change: FileChange) -> Presence {
        guard let old = change.old else { return .absent }
        let isSameType =
            change.new.map { $0.mode.isRegular == old.mode.isRegular && old.mode != .gitlink } ?? false
        return isSameType ? .present(old.id) : .otherType
    }

    private func pass(_ origin: inout PathOrigin, _ blob: ObjectID, _ source: PathOrigin.Source) {
        if source.blob == blob { origin.whole = source } else { origin.sources = [source] }
    }

    /// A merge's path: the first parent with the same content takes all; then renames are looked for in the parents that lack
    /// the path, and again an exact one takes all. Of parents with equal contents only the first is tried.
    private func merged(
        _ change: FileChange, _ presences: [Presence], _ parents: [ObjectID], _ tree: ObjectID,
        _ deletions: inout Deletions
    ) throws(RgitError) -> PathOrigin {
        var origin = PathOrigin(path: change.path)
        guard let new = change.new else { return origin }
        var sources = [PathOrigin.Source?](repeating: nil, count: parents.count)
        for (position, presence) in presences.enumerated() {
            guard case .present(let blob) = presence else { continue }
            let source = PathOrigin.Source(parent: position, path: change.path, blob: blob)
            if blob == new.id {
                origin.whole = source
                return origin
            }
            if !sources[..<position].contains(where: { $0?.blob == blob }) { sources[position] = source }
        }
        for (position, presence) in presences.enumerated() {
            guard case .absent = presence else { continue }
            if !deletions.isFilled(position) {
                deletions.fill(
                    position, try TreeDiff.changes(from: parents[position], to: tree, reader: reader))
            }
            guard let source = try rename(change, parent: position, deletions) else { continue }
            if source.blob == new.id {
                origin.whole = source
                return origin
            }
            if !sources[..<position].contains(where: { $0?.blob == source.blob }) {
                sources[position] = source
            }
        }
        origin.sources = sources.compactMap { $0 }
        return origin
    }

    // MARK: Renames

    /// What each parent has and the commit has no more, as far as it was asked for.
    private struct Deletions {
        var changes: [[FileChange]?]
        var byBlob: [[ObjectID: [FileChange]]]

        init(parents: Int) {
            changes = Array(repeating: nil, count: parents)
            byBlob = Array(repeating: [:], count: parents)
        }

        func isFilled(_ parent: Int) -> Bool { changes[parent] != nil }

        mutating func fill(_ parent: Int, _ all: [FileChange]) {
            let deleted = all.filter { $0.new == nil }
            changes[parent] = deleted
            for change in deleted {
                if let old = change.old, old.mode.isRegular {
                    byBlob[parent][old.id, default: []].append(change)
                }
            }
        }
    }

    /// The deleted file that git's blame takes an added one for, which it looks for as if nothing else had been added.
    private func rename(
        _ change: FileChange, parent: Int, _ deletions: Deletions
    ) throws(RgitError) -> PathOrigin.Source? {
        guard let new = change.new, let deleted = deletions.changes[parent], !deleted.isEmpty else {
            return nil
        }
        // An exact rename only depends on the files with that content; that spares large moves a quadratic search.
        let candidates = deletions.byBlob[parent][new.id] ?? deleted
        let addition = FileChange(path: change.path, old: nil, new: new)
        let outcome = try RenameDetection.run(
            candidates + [addition], options: RenameDetection.Options(onlyDestination: change.path),
            contents: contents)
        if let problem = contents.problem { throw problem }
        for found in outcome.changes where found.path == change.path {
            guard let old = found.old, let path = found.oldPath else { continue }
            return PathOrigin.Source(parent: parent, path: path, blob: old.id)
        }
        return nil
    }
}

/// A few paths, as a limit on a comparison.
struct PathSet: PathFilter {
    private var paths: Set<[UInt8]> = []
    private var directories: Set<[UInt8]> = []

    init(_ list: [[UInt8]]) {
        paths = Set(list)
        for path in list {
            var end = path.lastIndex(of: 0x2f)
            while let slash = end {
                guard directories.insert(Array(path[..<slash])).inserted else { break }
                end = path[..<slash].lastIndex(of: 0x2f)
            }
        }
    }

    func matches(_ path: [UInt8], isGitlink: Bool) -> Bool { paths.contains(path) }

    func directory(_ path: [UInt8]) -> DirectoryAnswer { directories.contains(path) ? .some : .none }
}

/// Reads what rename detection compares, and keeps it for the commit at hand.
final class BlameRenameContents: RenameContents {
    private let reader: ObjectReader
    private let binary: BinaryDecision
    private var indexes: [ObjectID: SimilarityIndex] = [:]
    private var sizes: [ObjectID: Int] = [:]
    /// What could not be read since `forget()`; renames found without it may not be git's.
    private(set) var problem: RgitError?
    /// Content of the working tree that is no object yet, with the name it would have.
    var unstored: (id: ObjectID, content: [UInt8])?

    init(session: Session, reader: ObjectReader) throws(RgitError) {
        self.reader = reader
        binary = try BinaryDecision(session, attributes: AttributeReader(session))
    }

    /// Drops what was kept.
    func forget() {
        if !indexes.isEmpty { indexes.removeAll(keepingCapacity: true) }
        if !sizes.isEmpty { sizes.removeAll(keepingCapacity: true) }
        problem = nil
    }

    func blobID(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> ObjectID? { version.id }

    func size(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> Int? {
        if let known = sizes[version.id] { return known }
        if let unstored, unstored.id == version.id { return unstored.content.count }
        do throws(RgitError) {
            let size = try reader.header(version.id)?.size
            if size == nil { note(version.id) }
            sizes[version.id] = size
            return size
        } catch {
            problem = problem ?? error
            return nil
        }
    }

    private func note(_ missing: ObjectID) {
        problem = problem ?? RgitError(.missingObject, "missing object", missing.hex, object: missing)
    }

    func similarityIndex(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> SimilarityIndex? {
        if let known = indexes[version.id] { return known }
        let bytes: [UInt8]
        if let unstored, unstored.id == version.id {
            bytes = unstored.content
        } else {
            do throws(RgitError) {
                bytes = try reader.bytes(version.id, .blob)
            } catch {
                problem = problem ?? error
                return nil
            }
        }
        let isText = !binary.isBinary(bytes, hint: binary.hint(path))
        let index = SimilarityIndex(bytes, isText: isText)
        indexes[version.id] = index
        return index
    }
}
