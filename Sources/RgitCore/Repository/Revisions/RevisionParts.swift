// Small readers that the resolver of revisions uses: tags, trees, messages, dates and relative paths.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The object a tag object names.
enum TagTarget {
    static func read(
        _ bytes: [UInt8], of tag: ObjectID, _ format: ObjectFormat
    ) throws(RgitError) -> ObjectID {
        let start = 7
        let end = start + format.hexCount
        guard bytes.hasPrefix("object "), bytes.count > end, bytes[end] == 0x0a,
            let id = ObjectID(hex: bytes[start..<end], format)
        else { throw RgitError(.damaged, "bad tag object", tag.hex, object: tag) }
        return id
    }
}

/// The entry at a path of a tree.
enum TreeLookup {
    /// The object at `path` below `tree`; the tree itself for an empty path; `nil` when there is nothing.
    static func find(
        _ path: [UInt8], in tree: ObjectID, reader: ObjectReader
    ) throws(RgitError) -> ObjectID? {
        path.isEmpty ? tree : try entry(path, in: tree, reader: reader)?.id
    }

    /// The entry at `path` below `tree`; `nil` when there is nothing.
    static func entry(
        _ path: [UInt8], in tree: ObjectID, reader: ObjectReader
    ) throws(RgitError) -> (id: ObjectID, mode: FileMode)? {
        var current = (id: tree, mode: FileMode.directory)
        // One slash at the end is allowed after a directory; doubled slashes name nothing.
        let components = (path.last == 0x2f ? path.dropLast() : path[...])
            .split(separator: 0x2f, omittingEmptySubsequences: false)
        for component in components {
            guard !component.isEmpty, current.mode == .directory else { return nil }
            let bytes = try reader.bytes(current.id, .tree)
            let name = Array(component)
            let entry: TreeEntry?
            do throws(GitObjectError) {
                entry = unsafe try TreeReader.find(name.span, in: bytes.span.bytes, reader.format)
            } catch {
                throw RgitError(.damaged, error.what, current.id.hex, object: current.id)
            }
            guard let entry else { return nil }
            current = (entry.id, entry.mode)
        }
        if path.last == 0x2f, current.mode != .directory { return nil }
        return current
    }
}

/// Paths beginning with `./` or `../`, which are meant from the working directory.
enum RelativePath {
    /// The path from the work tree's root.
    static func insideWorkTree(_ path: [UInt8], layout: RepositoryLayout) throws(RgitError) -> [UInt8] {
        guard let workTree = layout.workTree, layout.isInsideWorkTree else {
            throw RgitError(.path, "relative path syntax can't be used outside working tree", path)
        }
        let absolute = workTree.appendingPath(layout.prefix).appendingPath(path).normalizedPath
        guard let inside = absolute.pathInside(workTree) else {
            throw RgitError(.path, "path is outside repository at '\(workTree.printableText)'", path)
        }
        return inside
    }
}

/// The regular expression of `:/TEXT` and `^{/TEXT}`.
@safe final class MessagePattern {
    private var expression: regex_t
    private let isNegated: Bool
    /// An expression that did not compile has been freed already.
    private var isCompiled = false

    /// Compiles a pattern; `nil` when it is malformed, or reserved (`!` followed by neither `!` nor `-`).
    init?(_ text: [UInt8]) {
        var text = text
        var negated = false
        if text.first == UInt8(ascii: "!") {
            text.removeFirst()
            if text.first == UInt8(ascii: "-") {
                text.removeFirst()
                negated = true
            } else if text.first != UInt8(ascii: "!") {
                return nil
            }
        }
        isNegated = negated
        var compiled = unsafe regex_t()
        isCompiled =
            unsafe FileSystem.withPath(text) { unsafe regcomp(&compiled, $0, REG_EXTENDED | REG_NOSUB) } == 0
        unsafe expression = unsafe compiled
        if !isCompiled { return nil }
    }

    deinit {
        if isCompiled { unsafe regfree(&expression) }
    }

    /// Whether the message of a commit matches.
    func matches(_ commit: [UInt8]) -> Bool {
        var position = 0
        while position + 1 < commit.count, commit[position] != 0x0a || commit[position + 1] != 0x0a {
            position += 1
        }
        guard position + 1 < commit.count else { return isNegated }
        let message = Array(commit[(position + 2)...].prefix { $0 != 0 })
        let found =
            unsafe FileSystem.withPath(message) { unsafe regexec(&expression, $0, 0, nil, 0) == 0 } ?? false
        return found != isNegated
    }
}

/// Names of index entries: `:PATH` and `:N:PATH`.
enum IndexNames {
    /// The object of the entry; `nil` when there is none.
    static func find(_ name: [UInt8], session: Session, reader: ObjectReader) throws(RgitError) -> ObjectID? {
        try entry(name, session: session, reader: reader)?.id
    }

    /// The entry; `nil` when there is none.
    static func entry(
        _ name: [UInt8], session: Session, reader: ObjectReader
    ) throws(RgitError) -> IndexEntry? {
        var path = Array(name.dropFirst())
        var stage: UInt8 = 0
        if name.count >= 3, name[2] == UInt8(ascii: ":"), (0x30...0x33).contains(name[1]) {
            stage = name[1] - 0x30
            path = Array(name.dropFirst(3))
        }
        if path.hasPrefix("./") || path.hasPrefix("../") {
            path = try RelativePath.insideWorkTree(path, layout: session.layout)
        }
        let index = try session.index(reader)
        guard var position = index.firstIndex(of: path) else { return nil }
        while position < index.entries.count, index.entries[position].path == path {
            if index.entries[position].stage == stage { return index.entries[position] }
            position += 1
        }
        return nil
    }
}

/// The error about an ambiguous abbreviation.
enum AmbiguousName {
    /// The error, with the candidates as git lists them: tags, then commits, trees and blobs.
    static func error(
        digits: [UInt8], candidates: [ObjectID], reader: ObjectReader
    ) throws(RgitError) -> RgitError {
        var typed: [(rank: Int, id: ObjectID, type: ObjectType?)] = []
        for id in candidates {
            let type = try reader.header(id)?.type
            typed.append((type.map { Int($0.rawValue) % 4 } ?? 4, id, type))
        }
        typed.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.id < $1.id }
        let length = shortestLength(candidates)
        let list = typed.map { candidate in
            "\(candidate.id.description.prefix(length)) \(candidate.type?.name ?? "[bad object]")"
        }
        return RgitError(
            .revision, "short object ID is ambiguous", digits,
            hint: "The candidates are: " + list.prefix(20).joined(separator: ", "))
    }

    /// How many digits distinguish the candidates, at least seven.
    private static func shortestLength(_ candidates: [ObjectID]) -> Int {
        let names = candidates.sorted().map(\.hex)
        var length = 7
        for (left, right) in zip(names, names.dropFirst()) {
            let common = zip(left, right).prefix { $0 == $1 }.count
            length = max(length, min(common + 1, left.count))
        }
        return length
    }
}
