// Finds the files of a working tree that are unchanged for certain, while other things are still being read.

import GitObjects
import Synchronization

/// The entries of an index whose files are as the index has them, as far as their metadata prove.
///
/// Most files are, and asking for their metadata is most of the work: it begins as soon as the index is there, on the
/// other cores. What is not found here has to be looked at again, by all of git's rules (``WorkTreeReader``).
final class UnchangedFiles: Sendable {
    private let index: IndexFile
    private let root: [UInt8]
    private let trust: StatTrust
    private let next = Atomic<Int>(0)
    /// A byte for each entry of a chunk, by the chunk's number: whether its file is unchanged.
    private let found: Mutex<[[Bool]]>
    private let threads: Mutex<WorkerThreads?>

    /// Entries that a thread looks at at a time: neighbours in a directory, some tenths of a millisecond.
    private static let chunkSize = 128
    /// The minimum number of entries for each thread, as in git; starting one takes as long as some dozens of them.
    private static let minimumEntries = 500

    /// Begins to look at the files of `index`; the thread that calls ``finish()`` helps.
    init(of index: IndexFile, root: [UInt8], trust: StatTrust, jobs: Int) {
        self.index = index
        self.root = root
        self.trust = trust
        let chunks = (index.entries.count + Self.chunkSize - 1) / Self.chunkSize
        found = Mutex(Array(repeating: [], count: chunks))
        threads = Mutex(nil)
        let helpers = min(jobs, index.entries.count / Self.minimumEntries) - 1
        guard helpers > 0 else { return }
        let started = WorkerThreads(count: helpers) { self.look() }
        threads.withLock { $0 = started }
    }

    /// Waits until all files have been looked at; returns for each entry whether its file is unchanged.
    func finish() async -> [Bool] {
        look()
        await threads.withLock { $0 }?.finish()
        return found.withLock { Array($0.joined()) }
    }

    /// Looks at chunks until there are none left.
    private func look() {
        guard var directories = DirectoryStack(root) else { return skipAll() }
        while let (chunk, range) = nextChunk() {
            var unchanged = Array(repeating: false, count: range.count)
            for position in range {
                unchanged[position - range.lowerBound] = isUnchanged(index.entries[position], &directories)
            }
            found.withLock { [unchanged] in $0[chunk] = unchanged }
        }
    }

    /// The rest is unknown.
    private func skipAll() {
        while let (chunk, range) = nextChunk() {
            found.withLock { $0[chunk] = Array(repeating: false, count: range.count) }
        }
    }

    private func nextChunk() -> (chunk: Int, range: Range<Int>)? {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let start = chunk * Self.chunkSize
        guard start < index.entries.count else { return nil }
        return (chunk, start..<min(start + Self.chunkSize, index.entries.count))
    }

    private func isUnchanged(_ entry: IndexEntry, _ directories: inout DirectoryStack) -> Bool {
        guard entry.stage == 0, !entry.isIntentToAdd, !entry.isAssumedUnchanged, !entry.skipsWorkTree,
            entry.mode.isRegular || entry.mode == .symlink, !index.isRacy(entry),
            let status = directories.status(entry.path)
        else { return false }
        return trust.matches(entry, status)
    }
}
