// Compares the index with the working tree and looks for files that are not tracked, directory by directory, on all cores.

import GitObjects
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How the file of a tracked path differs from the index.
struct WorkTreeFinding: Sendable {
    /// What was found.
    enum Kind: Sendable, Equatable {
        /// It is not there.
        case removed
        /// It differs.
        case different(WorkTreeDifference)
        /// Only its name was added (`git add --intent-to-add`), and it is there.
        case added(FileMode)
        /// The path is in conflict; `ours` is how the file differs from our version, where that says more than its mode.
        case conflict(FileMode?, ours: WorkTreeDifference?)
    }

    /// The first entry of the path in the index.
    let position: Int
    let kind: Kind
}

/// What a look at the working tree has found, in no order.
struct WorkTreeFindings: Sendable {
    var tracked: [WorkTreeFinding] = []
    /// Directories end in a slash.
    var untracked: [[UInt8]] = []
    /// Directories end in a slash.
    var ignored: [[UInt8]] = []
    /// Files that were compared without their external filter.
    var unfiltered: [[UInt8]] = []
    var problems: [RgitError] = []

    mutating func take(_ other: inout WorkTreeFindings) {
        tracked += other.tracked
        untracked += other.untracked
        ignored += other.ignored
        unfiltered += other.unfiltered
        problems += other.problems
        other = WorkTreeFindings()
    }
}

/// The search of one status.
final class StatusScan: Sendable {
    let session: Session
    let options: StatusOptions
    let index: IndexFile
    let workTree: [UInt8]
    let rules: IgnoreRules
    let submodules: SubmoduleSettings
    /// What is tracked, spelled in small letters, where the file system does not tell the cases of letters apart.
    let folded: FoldedIndex?
    /// How many submodules deep the repository is.
    let depth: Int
    /// Which files of the working tree are not in their encoding.
    let encodings = EncodingWarnings()

    /// The number of tracked files from which on a directory is worth handing to another worker.
    private static let sharedDirectorySize = 256
    /// The number of directories a worker keeps for itself at most.
    private static let maximumKept = 64

    /// Reads the index.
    ///
    /// - Throws: `repository` where there is no working tree, and what reading the index and the configuration throws.
    init(_ session: Session, options: StatusOptions, depth: Int = 0) throws(RgitError) {
        self.session = session
        self.options = options
        self.depth = depth
        workTree = try session.layout.requiredWorkTree()
        var index = try session.index(try session.makeReader())
        try index.includePresentFiles(workTree: workTree, config: session.config)
        self.index = index
        rules = try IgnoreRules(session, fallback: index.ignoreFiles(session))
        submodules = try SubmoduleSettings(
            session, unset: options.untracked == .no ? .untracked : .none, override: options.submodules,
            isUnmerged: index.isUnmerged(Array(".gitmodules".utf8)))
        folded = rules.ignoringCase ? FoldedIndex(index) : nil
    }

    /// A directory to look at.
    struct Directory: Sendable {
        /// Its path from the top, with a slash at its end; empty for the top.
        let path: [UInt8]
        /// The entries of the index below it.
        let entries: Range<Int>
        /// What is ignored in the directory above it.
        let scope: IgnoreScope?
        /// Whether files that are not tracked are looked for.
        let isListed: Bool
    }

    private var top: Directory {
        Directory(
            path: [], entries: 0..<index.entries.count, scope: nil, isListed: options.untracked != .no)
    }

    func makeWorker() throws(RgitError) -> StatusWorker { try StatusWorker(self) }

    /// Looks at the whole working tree.
    func findings(_ sharding: Sharding) async throws -> WorkTreeFindings {
        let undecided = try await undecided(sharding)
        if undecided?.count == 0 { return WorkTreeFindings() }
        // Few entries, often one submodule, are looked at before another worker has begun.
        let sharding = Sharding(jobs: min(sharding.jobs, undecided?.count ?? sharding.jobs))
        let board = WorkBoard<Directory>()
        board.add(top, .urgent)
        let all = Mutex(WorkTreeFindings())
        try await sharding.work(on: board, pool: WorkerPool { try self.makeWorker() }) { worker, directory in
            worker.undecided = undecided
            var kept = [directory]
            while let next = kept.popLast() {
                worker.look(at: next) { inner in
                    if inner.entries.count >= StatusScan.sharedDirectorySize {
                        board.add(inner, .ordinary)
                    } else {
                        kept.append(inner)
                    }
                }
                if kept.count > StatusScan.maximumKept {
                    for directory in kept[..<(kept.count / 2)] { board.add(directory, .ordinary) }
                    kept.removeFirst(kept.count / 2)
                }
            }
            all.withLock { $0.take(&worker.found) }
        }
        return all.withLock { $0 }
    }

    /// The entries whose files are not certainly unchanged; `nil` where every directory has to be looked at anyway.
    private func undecided(_ sharding: Sharding) async throws -> UndecidedEntries? {
        guard options.untracked == .no, options.ignored == .no, options.pathspec.isEmpty,
            !index.entries.isEmpty
        else { return nil }
        let trust = try StatTrust(session.config)
        let files = UnchangedFiles(of: index, root: workTree, trust: trust, jobs: sharding.jobs)
        return UndecidedEntries(unchanged: await files.finish())
    }

    /// Does the same on the calling thread.
    func findingsSerially() throws(RgitError) -> WorkTreeFindings {
        let worker = try makeWorker()
        var waiting = [top]
        while let directory = waiting.popLast() {
            worker.look(at: directory) { waiting.append($0) }
        }
        return worker.found
    }
}

extension IndexFile {
    /// Whether a path is in conflict.
    func isUnmerged(_ path: [UInt8]) -> Bool {
        firstIndex(of: path).map { entries[$0].stage != 0 } ?? false
    }

    /// Whether git would list a path as untracked or ignored: there is no entry for it, not even one in conflict.
    func isOther(_ path: [UInt8]) -> Bool {
        firstIndex(of: path.last == 0x2f ? Array(path.dropLast()) : path) == nil
    }
}

/// The names of tracked files and of the directories they are in, in small letters.
struct FoldedIndex: Sendable {
    private var files: Set<[UInt8]> = []
    private var directories: Set<[UInt8]> = []
    private var submodules: Set<[UInt8]> = []
    /// Whether two tracked paths are the same in small letters, which can then be one file.
    private(set) var hasCollisions = false

    init(_ index: IndexFile) {
        for (position, entry) in index.entries.enumerated() {
            let path = entry.path.asciiLowercased
            let isOtherStage = position > 0 && index.entries[position - 1].path == entry.path
            if !isOtherStage, files.contains(path) { hasCollisions = true }
            for slash in path.indices where path[slash] == 0x2f { directories.insert(Array(path[..<slash])) }
            if entry.mode == .gitlink { submodules.insert(path) }
            files.insert(path)
        }
    }

    func hasFile(_ path: [UInt8]) -> Bool { files.contains(path.asciiLowercased) }
    func hasDirectory(_ path: [UInt8]) -> Bool { directories.contains(path.asciiLowercased) }
    func hasSubmodule(_ path: [UInt8]) -> Bool { submodules.contains(path.asciiLowercased) }
}
