// Gets at the contents that a comparison needs, from the object database or the working tree, and says which are binary.

import GitObjects

/// Where content of the working tree comes from.
protocol WorkTreeContents: AnyObject {
    /// What git would store for the file or symbolic link at `path`.
    func content(_ path: [UInt8], _ mode: FileMode) throws(RgitError) -> [UInt8]
    /// The number of bytes the file has on the disk.
    func diskSize(_ path: [UInt8]) throws(RgitError) -> Int
    /// Whether the submodule at `path` has changes of its own that count.
    func isModifiedSubmodule(_ path: [UInt8]) throws(RgitError) -> Bool
    /// What git would store for the file, where the index says that this is the blob `id`; `nil` for any other file.
    func content(_ path: [UInt8], storedAs id: ObjectID) -> [UInt8]?
}

/// The contents of the two sides of a comparison; one per worker.
final class DiffContents: RenameContents {
    private let reader: ObjectReader
    private let binary: BinaryDecision
    private let workTree: (any WorkTreeContents)?
    /// The content of working-tree files, which otherwise would be read and cleaned several times.
    private var workTreeContent: [[UInt8]: [UInt8]] = [:]

    /// What the search for renames could not read.
    private var problems: [RgitError] = []

    /// Contents read by one worker.
    init(reader: ObjectReader, binary: BinaryDecision, workTree: (any WorkTreeContents)? = nil) {
        self.reader = reader
        self.binary = binary
        self.workTree = workTree
    }

    /// Forgets what is remembered for the length of one comparison.
    func forget() {
        workTreeContent.removeAll(keepingCapacity: true)
    }

    /// The content of a version whose lines are to be counted; `nil` for one so large that git takes it for binary.
    ///
    /// As in git the size counts before the content is read, and no more where that has been done for another reason.
    func content(
        _ version: FileVersion, path: [UInt8], hint: TextHint
    ) throws(RgitError) -> [UInt8]? {
        try scanned(version, path: path, hint: hint)?.bytes
    }

    /// The same with what the reader's scanner found in the blob of a commit.
    func scanned(
        _ version: FileVersion, path: [UInt8], hint: TextHint
    ) throws(RgitError) -> RawObject? {
        let isLimited = hint == .content && !version.isRead && version.mode != .gitlink
        if version.inWorkTree || version.mode == .gitlink {
            if isLimited, let workTree, try workTree.diskSize(path) > binary.bigFileThreshold { return nil }
            return RawObject(type: .blob, bytes: try content(version, path: path))
        }
        return try blob(version, path, upTo: isLimited ? binary.bigFileThreshold : .max)
    }

    private func blob(
        _ version: FileVersion, _ path: [UInt8], upTo maximum: Int
    ) throws(RgitError) -> RawObject? {
        do {
            return try reader.blob(version.id, upTo: maximum)
        } catch {
            return RawObject(type: .blob, bytes: try replacement(for: version, path, error))
        }
    }

    /// The content of a blob that cannot be read, where the working tree has the same, as git takes it from there too.
    private func replacement(
        for version: FileVersion, _ path: [UInt8], _ error: RgitError
    ) throws(RgitError) -> [UInt8] {
        if error.kind == .missingObject, let content = workTree?.content(path, storedAs: version.id) {
            return content
        }
        throw RgitError(error.kind, "\(error.what) \(version.id)", path, object: version.id)
    }

    /// A version with what only patches show: whether a submodule that is at another commit has changes of its own, too.
    func complete(_ version: FileVersion?, path: [UInt8]) throws(RgitError) -> FileVersion? {
        guard var version, version.inWorkTree, version.mode == .gitlink, !version.dirtySubmodule, let workTree
        else { return version }
        version.dirtySubmodule = try workTree.isModifiedSubmodule(path)
        return version
    }

    /// The whole content of a version.
    func content(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> [UInt8] {
        if version.mode == .gitlink {
            let suffix = version.dirtySubmodule ? "-dirty\n" : "\n"
            return Array("Subproject commit ".utf8) + version.id.hex + Array(suffix.utf8)
        }
        guard version.inWorkTree else {
            do {
                return try reader.bytes(version.id, .blob)
            } catch {
                return try replacement(for: version, path, error)
            }
        }
        if let known = workTreeContent[path] { return known }
        guard let workTree else { return [] }
        let content = try workTree.content(path, version.mode)
        if content.count <= 1 << 20 { workTreeContent[path] = content }
        return content
    }

    /// What attributes say of a version at a path.
    func hint(_ version: FileVersion?, path: [UInt8]) -> TextHint {
        guard let version, version.mode.isRegular else { return binary.defaultHint }
        return binary.hint(path)
    }

    /// The driver in charge of a version at a path; `nil` where attributes name none and leave nothing to the default one.
    func driver(_ version: FileVersion?, path: [UInt8]) -> [UInt8]? {
        guard let version, version.mode.isRegular else { return BinaryDecision.defaultDriver }
        return binary.driver(path)
    }

    /// The driver that an attribute of a path names, whatever is there; `nil` where none does.
    func namedDriver(_ path: [UInt8]) -> [UInt8]? { binary.namedDriver(path) }

    /// What attributes say of a path, whatever is there.
    func hint(_ path: [UInt8]) -> TextHint { binary.hint(path) }

    /// Whether git counts no lines of a version; a version that is not there has no content to be binary.
    func isBinary(_ content: [UInt8]?, hint: TextHint) -> Bool {
        guard let content else { return hint == .binary }
        return binary.isBinary(content, hint: hint)
    }

    // MARK: For the search for renames

    func blobID(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> ObjectID? {
        if !version.inWorkTree || version.mode == .gitlink { return version.id }
        return try workTreeContent(version, path: path).map { content throws(RgitError) in
            try ContentName.blob(content, reader.format)
        }
    }

    func size(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> Int? {
        if version.inWorkTree { return try workTreeContent(version, path: path)?.count }
        return noting { () throws(RgitError) in
            if let header = try reader.header(version.id) { return header.size }
            let missing = RgitError(.missingObject, "missing object", version.id.hex, object: version.id)
            return try replacement(for: version, path, missing).count
        }
    }

    /// What could not be read since the last call.
    func takeProblems() -> [RgitError] {
        defer { problems = [] }
        return problems
    }

    private func noting<Value>(_ body: () throws(RgitError) -> Value) -> Value? {
        do throws(RgitError) {
            return try body()
        } catch {
            problems.append(error)
            return nil
        }
    }

    /// The content of a working-tree file; `nil` for one that cannot be read, which is reported when its lines are counted.
    private func workTreeContent(
        _ version: FileVersion, path: [UInt8]
    ) throws(RgitError) -> [UInt8]? {
        do throws(RgitError) {
            return try content(version, path: path)
        } catch {
            if error.kind == .io { return nil }
            throw error
        }
    }

    func similarityIndex(_ version: FileVersion, path: [UInt8]) throws(RgitError) -> SimilarityIndex? {
        let content =
            version.inWorkTree
            ? try workTreeContent(version, path: path)
            : noting { () throws(RgitError) in try self.content(version, path: path) }
        guard let content else { return nil }
        return SimilarityIndex(
            content, isText: !isBinary(content, hint: hint(version, path: path)))
    }
}
