// The objects of one repository: its object directory and the alternates, as packs and loose files.

import Synchronization

/// The objects below an object directory and its alternates, shared by all workers.
///
/// Making one reads the directory listings and the `info/alternates` files, and maps no pack. Each worker makes a
/// reader of its own with ``makeReader(cacheBytes:)``.
public final class ObjectDatabase: Sendable {
    private struct State: Sendable {
        var snapshot: DirectorySnapshot
        var nextNumber: Int
    }

    /// The object directory (`.git/objects`) and all its alternates, in the order they are searched.
    public let directories: [[UInt8]]
    /// How the repository names its objects.
    public let format: ObjectFormat
    private let log = ProblemLog()
    private let state: Mutex<State>

    /// Finds the packs of an object directory and of its alternates.
    ///
    /// - Parameters:
    ///   - objectDirectory: The path of the object directory.
    ///   - alternates: Further object directories, as `GIT_ALTERNATE_OBJECT_DIRECTORIES` names them; relative paths
    ///     start at the working directory of the process.
    ///   - format: How the repository names its objects.
    public init(objectDirectory: [UInt8], alternates: [[UInt8]] = [], format: ObjectFormat) {
        self.format = format
        var problems: [GitObjectError] = []
        directories = Alternates.directories(
            of: objectDirectory, environment: alternates, problems: &problems)
        for problem in problems { log.add(problem) }
        var nextNumber = 0
        let snapshot = DirectorySnapshot.list(
            directories, after: nil, nextNumber: &nextNumber, log: log, format)
        state = Mutex(State(snapshot: snapshot, nextNumber: nextNumber))
    }

    /// Holds packs that are at hand already, and no directory.
    init(packs: [Pack], format: ObjectFormat) {
        self.format = format
        directories = []
        let snapshot = DirectorySnapshot(packs: packs, midxes: [], stamps: [])
        state = Mutex(State(snapshot: snapshot, nextNumber: packs.count))
    }

    /// The object directory (`.git/objects`).
    public var objectDirectory: [UInt8] { directories.first ?? [] }

    /// The packs known now, in the order they are searched: younger ones first.
    public var packs: [Pack] { snapshot.packs }

    /// What was wrong so far with files of the store, each once: alternates that do not exist or are nested too deep,
    /// multi-pack-indexes, pack indexes, packs and commit-graphs that cannot be opened or understood.
    ///
    /// All of these are warnings, never errors: the file was left out, and an object that no other file holds is an
    /// error of its own wherever it is asked for. Git prints `error: …`, goes on, and exits with 0 in the same cases,
    /// except for some damage to a multi-pack-index (its signature, version or list of packs), where git exits
    /// although the packs' own indexes hold the same information.
    public var problems: [GitObjectError] { log.all }

    /// Adds to ``problems``, once.
    func report(_ problem: GitObjectError) { log.add(problem) }

    /// Opens the commit-graph of the first object directory that has one; what is wrong with it is
    /// among ``problems`` too.
    public func openCommitGraph() -> (graph: CommitGraph?, problems: [GitObjectError]) {
        var problems: [GitObjectError] = []
        let graph = CommitGraph.open(
            objectDirectories: directories, format, problems: &problems)
        for problem in problems { log.add(problem) }
        return (graph, problems)
    }

    /// Makes a reader for one worker, whose cache of inflated objects holds at most `cacheBytes` bytes.
    ///
    /// Good sizes: commits 4 MiB, blobs 8 to 16 MiB, trees 32 MiB. Objects beyond `limits` are an error that names them.
    /// What `scanner` finds in blobs comes with them.
    public func makeReader(
        cacheBytes: Int = 32 << 20, limits: ReadLimits = ReadLimits(), scanner: (any ContentScanner)? = nil
    ) -> ObjectDatabaseReader {
        ObjectDatabaseReader(database: self, cacheBytes: cacheBytes, limits: limits, scanner: scanner)
    }

    /// The packs as they were last listed.
    var snapshot: DirectorySnapshot { state.withLock(\.snapshot) }

    /// Lists the packs again unless another worker has since `old`, or nothing has changed.
    func refreshedSnapshot(after old: DirectorySnapshot) -> DirectorySnapshot {
        state.withLock { state in
            guard state.snapshot === old, !old.isCurrent else { return state.snapshot }
            let directories = directories
            state.snapshot = DirectorySnapshot.list(
                directories, after: old, nextNumber: &state.nextNumber, log: log, format)
            return state.snapshot
        }
    }
}
