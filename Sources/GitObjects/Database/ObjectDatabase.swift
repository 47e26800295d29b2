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
    private let alternateProblems: [GitObjectError]
    private let state: Mutex<State>

    /// Finds the packs of an object directory and of its alternates.
    ///
    /// - Parameters:
    ///   - objectDirectory: The path of the object directory.
    ///   - alternates: Further object directories, as `GIT_ALTERNATE_OBJECT_DIRECTORIES` names them; relative paths
    ///     start at the working directory of the process.
    public init(objectDirectory: [UInt8], alternates: [[UInt8]] = []) {
        var problems: [GitObjectError] = []
        directories = Alternates.directories(
            of: objectDirectory, environment: alternates, problems: &problems)
        alternateProblems = problems
        var nextNumber = 0
        let snapshot = DirectorySnapshot.list(directories, after: nil, nextNumber: &nextNumber)
        state = Mutex(State(snapshot: snapshot, nextNumber: nextNumber))
    }

    /// Holds packs that are at hand already, and no directory.
    init(packs: [Pack]) {
        directories = []
        alternateProblems = []
        let snapshot = DirectorySnapshot(packs: packs, midxes: [], stamps: [], problems: [])
        state = Mutex(State(snapshot: snapshot, nextNumber: packs.count))
    }

    /// The object directory (`.git/objects`).
    public var objectDirectory: [UInt8] { directories.first ?? [] }

    /// The packs known now, in the order they are searched: younger ones first.
    public var packs: [Pack] { snapshot.packs }

    /// Alternates that do not exist and indexes that could not be understood; git warns about them and goes on.
    public var problems: [GitObjectError] { alternateProblems + snapshot.problems }

    /// Makes a reader for one worker, whose cache of inflated objects holds at most `cacheBytes` bytes.
    ///
    /// Good sizes: commits 4 MiB, blobs 8 to 16 MiB, trees 32 MiB.
    public func makeReader(cacheBytes: Int = 32 << 20) -> ObjectDatabaseReader {
        ObjectDatabaseReader(database: self, cacheBytes: cacheBytes)
    }

    /// The packs as they were last listed.
    var snapshot: DirectorySnapshot { state.withLock(\.snapshot) }

    /// Lists the packs again unless somebody has since `old`, or nothing has changed.
    func refreshedSnapshot(after old: DirectorySnapshot) -> DirectorySnapshot {
        state.withLock { state in
            guard state.snapshot === old, !old.isCurrent else { return state.snapshot }
            let directories = directories
            state.snapshot = DirectorySnapshot.list(directories, after: old, nextNumber: &state.nextNumber)
            return state.snapshot
        }
    }
}
