// Compares the index's files with the working tree, by git's rules for what stat data prove.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What an index entry's file is in the working tree.
enum WorkTreeState: Sendable, Equatable {
    /// As the index has it, as far as its times and sizes prove (and its content, where they do not).
    case unchanged
    /// It may differ: its content has to be compared.
    case changed(FileVersion)
    /// It is not there.
    case removed
}

/// Reads the working tree; one per worker.
final class WorkTreeReader: WorkTreeContents {
    /// The number of blobs that are read to compare them before files are hashed instead: libgit2, which hashes, takes as
    /// long to load.
    private static let maximumComparedBlobs = 32

    let root: [UInt8]
    private let rootDirectory: DirectoryHandle?
    private var comparedBlobs = 0
    private let index: IndexFile
    private let reader: ObjectReader
    private let attributes: AttributeReader
    private let filters: CleanFilterConfiguration
    let trust: StatTrust
    let submodules: SubmoduleReader
    /// Takes note of files that are not in their encoding.
    private let encodings: EncodingWarnings
    /// Directories known to be reached without a symbolic link, or not.
    private var isRealDirectory: [[UInt8]: Bool] = [:]
    /// The files `difference` compared as they are on the disk, whose external filter git would have run.
    var comparedUnfiltered: [[UInt8]] = []

    /// Reads the working tree of a repository that has one.
    init(
        _ session: Session, index: IndexFile, reader: ObjectReader, submodules: SubmoduleSettings,
        encodings: EncodingWarnings = EncodingWarnings(), depth: Int = 0
    ) throws(RgitError) {
        root = try session.layout.requiredWorkTree()
        rootDirectory = DirectoryHandle(root)
        self.index = index
        self.reader = reader
        self.encodings = encodings
        attributes = try AttributeReader(session) { path in index.attributes(path, reader) }
        filters = try CleanFilterConfiguration(session.config)
        trust = try StatTrust(session.config)
        self.submodules = SubmoduleReader(session, settings: submodules, depth: depth)
    }

    // MARK: State

    /// The state of an entry's file.
    ///
    /// - Throws: `io` for a file that is there and cannot be looked at, and what a submodule throws.
    func state(of entry: IndexEntry) throws(RgitError) -> WorkTreeState {
        errno = 0
        guard let status = status(entry.path) else {
            if FileSystem.isAbsence(errno) { return .removed }
            throw FileSystem.failure("cannot read", entry.path)
        }
        guard isReachedDirectly(entry.path) else { return .removed }
        if status.isDirectory {
            let path = root.appendingPath(entry.path)
            let head = submodules.head(at: path)
            // A directory in the place of a file means the file is deleted, unless it is another repository.
            if entry.mode != .gitlink && head == nil { return .removed }
            return try submodule(entry, path, head)
        }
        if entry.mode != .gitlink && !entry.isIntentToAdd && trust.matches(entry, status) {
            if !isRacy(entry) { return .unchanged }
            if try isStored(entry, mode: mode(of: status, entry)) { return .unchanged }
        }
        return .changed(FileVersion(mode: mode(of: status, entry), id: .zero, inWorkTree: true))
    }

    private func submodule(
        _ entry: IndexEntry, _ path: [UInt8], _ head: ObjectID?
    ) throws(RgitError) -> WorkTreeState {
        let ignore = try submodules.settings.ignore(entry.path)
        if entry.mode == .gitlink && ignore == .all { return .unchanged }
        let id = head ?? entry.id
        if entry.mode == .gitlink && id == entry.id && !entry.isIntentToAdd {
            if ignore == .dirty { return .unchanged }
            guard try submodules.isModified(at: path) else { return .unchanged }
            return .changed(FileVersion(mode: .gitlink, id: id, inWorkTree: true, dirtySubmodule: true))
        }
        return .changed(FileVersion(mode: .gitlink, id: id, inWorkTree: true))
    }

    /// The commit the submodule at `path` is at; `nil` when it is not checked out.
    func submoduleHead(_ path: [UInt8]) -> ObjectID? { submodules.head(at: root.appendingPath(path)) }

    func isModifiedSubmodule(_ path: [UInt8]) throws(RgitError) -> Bool {
        switch try submodules.settings.ignore(path) {
        case .all, .dirty: false
        case .none, .untracked: try submodules.isModified(at: root.appendingPath(path))
        }
    }

    /// Whether the file could have changed after the index was written without its times telling.
    func isRacy(_ entry: IndexEntry) -> Bool {
        index.isRacy(entry)
    }

    /// Whether the file's content is the blob the index names.
    func isStored(_ entry: IndexEntry, mode: FileMode) throws(RgitError) -> Bool {
        let content = try content(entry.path, mode)
        if comparedBlobs < WorkTreeReader.maximumComparedBlobs {
            comparedBlobs += 1
            if let stored = (try? reader.header(entry.id)) ?? nil, stored.type == .blob {
                guard stored.size == content.count else { return false }
                if let bytes = try? reader.bytes(entry.id, .blob) { return bytes == content }
            }
        }
        return try ContentName.blob(content, reader.format) == entry.id
    }

    /// What the file at a path of the working tree is, a symbolic link not followed.
    func status(_ path: [UInt8]) -> FileSystem.Status? {
        // An absolute path, which only a damaged index has, would lead out of the working tree.
        if rootDirectory != nil, path.first != 0x2f { return rootDirectory?.status(path) }
        return FileSystem.status(root.appendingPath(path), followLinks: false)
    }

    func mode(of status: FileSystem.Status, _ entry: IndexEntry) -> FileMode {
        if status.isSymbolicLink { return .symlink }
        if status.isRegular {
            if !trust.symbolicLinks && entry.mode == .symlink { return .symlink }
            if !trust.executableBit { return entry.mode.isRegular ? entry.mode : .regular }
        }
        return status.mode & 0o100 != 0 ? .executable : .regular
    }

    /// Whether no directory on the way to `path` is a symbolic link.
    private func isReachedDirectly(_ path: [UInt8]) -> Bool {
        guard let slash = path.lastIndex(of: 0x2f) else { return true }
        let directory = Array(path[..<slash])
        if let known = isRealDirectory[directory] { return known }
        let isReal =
            status(directory)?.isDirectory == true
            && isReachedDirectly(directory)
        isRealDirectory[directory] = isReal
        return isReal
    }

    // MARK: Content

    /// What git would store for the file or symbolic link at `path`.
    ///
    /// A file with an external filter is taken as it is on disk. Throws `io` for what cannot be read.
    func content(_ path: [UInt8], _ mode: FileMode) throws(RgitError) -> [UInt8] {
        let file = root.appendingPath(path)
        guard let status = FileSystem.status(file, followLinks: false) else {
            throw FileSystem.failure("cannot read", path)
        }
        if status.isSymbolicLink {
            guard let target = FileSystem.linkTarget(file) else {
                throw FileSystem.failure("cannot read", path)
            }
            return target
        }
        // A pipe, say: git refuses it too, and opening it would wait forever.
        guard status.isRegular else { throw RgitError(.io, "unsupported file type", path) }
        if status.size == 0 { return [] }
        guard let content = try FileSystem.read(file, limit: FileSystem.SizeLimit.data) else {
            throw RgitError(.io, "vanished while it was being read", path)
        }
        if mode == .symlink { return content }
        let filter = CleanFilter(attributes.attributes(path), config: filters)
        if filter.changesNothing, !filter.hasNoEncodingName { return content }
        if filter.hasNoEncodingName {
            throw RgitError(.damaged, "true/false are no valid working-tree-encodings", path)
        }
        return try filter.clean(
            content, refused: { encodings.note(path, filter.encoding ?? [], $0) },
            stored: { () throws(RgitError) in
                guard let id = index.blob(at: path) else { return nil }
                return try reader.objectIfPresent(id)?.bytes
            })
    }

    func content(_ path: [UInt8], storedAs id: ObjectID) -> [UInt8]? {
        guard let position = index.firstIndex(of: path) else { return nil }
        let entry = index.entries[position]
        guard entry.stage == 0, entry.id == id, entry.mode.isRegular, (try? state(of: entry)) == .unchanged
        else {
            return nil
        }
        return try? content(path, entry.mode)
    }

    func diskSize(_ path: [UInt8]) throws(RgitError) -> Int {
        guard let status = FileSystem.status(root.appendingPath(path), followLinks: false) else {
            throw FileSystem.failure("cannot read", path)
        }
        return Int(status.size)
    }

    /// Whether git stores something else than what is on the disk, or may: it has to read the file to say how large it is.
    func convertsContent(_ path: [UInt8]) -> Bool {
        let filter = CleanFilter(attributes.attributes(path), config: filters)
        return !filter.changesNothing || filter.externalFilter != nil
    }

    /// The external filter git would run for a path.
    func externalFilter(_ path: [UInt8]) -> [UInt8]? {
        if filters.filters.isEmpty { return nil }
        return CleanFilter(attributes.attributes(path), config: filters).externalFilter
    }
}

extension RepositoryLayout {
    /// The top of the working tree. Throws `repository` where there is none, or where it is gone: without it every file
    /// would seem to be deleted.
    func requiredWorkTree(hint: String? = nil) throws(RgitError) -> [UInt8] {
        guard let workTree else {
            throw RgitError(.repository, "this operation needs a working tree", gitDirectory, hint: hint)
        }
        guard FileSystem.status(workTree)?.isDirectory == true else {
            throw RgitError(.repository, "the working tree does not exist", workTree, hint: hint)
        }
        return workTree
    }
}

extension IndexFile {
    /// The content of a `.gitattributes` the index has; `nil` where there is none or it cannot be read.
    func attributes(_ path: [UInt8], _ reader: ObjectReader) -> [UInt8]? {
        guard let id = blob(at: path) else { return nil }
        // As with a file that cannot be read, there are no attributes then.
        guard let object = (try? reader.objectIfPresent(id)) ?? nil, object.type == .blob else { return nil }
        return object.bytes
    }
}
