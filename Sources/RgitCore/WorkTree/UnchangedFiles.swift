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
    /// For each entry whether its file is unchanged.
    private let found: Mutex<[Bool]>
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
        found = Mutex(Array(repeating: false, count: index.entries.count))
        threads = Mutex(nil)
        let helpers = min(jobs, index.entries.count / Self.minimumEntries) - 1
        guard helpers > 0 else { return }
        let started = WorkerThreads(count: helpers, isCallerIdle: false) { self.look() }
        threads.withLock { $0 = started }
    }

    /// Waits until all files have been looked at; returns for each entry whether its file is unchanged.
    func finish() async -> [Bool] {
        look()
        await threads.withLock { $0 }?.finish()
        return found.withLock { $0 }
    }

    /// Looks at chunks until there are none left.
    private func look() {
        // Where the directory cannot be opened everything is unknown.
        guard var directories = DirectoryStack(root) else { return }
        // A span lends the entries one after the other; an array would hand out copies, which are counted.
        let array = index.entries
        let entries = array.span
        var unchanged: [Int] = []
        unchanged.reserveCapacity(Self.chunkSize)
        while let range = nextChunk() {
            unchanged.removeAll(keepingCapacity: true)
            for position in range where isUnchanged(entries[position], &directories) {
                unchanged.append(position)
            }
            found.withLock { found in
                for position in unchanged { found[position] = true }
            }
        }
    }

    private func nextChunk() -> Range<Int>? {
        let start = next.wrappingAdd(Self.chunkSize, ordering: .relaxed).oldValue
        guard start < index.entries.count else { return nil }
        return start..<min(start + Self.chunkSize, index.entries.count)
    }

    private func isUnchanged(_ entry: borrowing IndexEntry, _ directories: inout DirectoryStack) -> Bool {
        guard entry.stage == 0, !entry.isIntentToAdd, !entry.isAssumedUnchanged, !entry.skipsWorkTree,
            entry.mode.isRegular || entry.mode == .symlink, !index.isRacy(entry),
            let status = directories.status(entry.path)
        else { return false }
        return trust.matches(entry, status)
    }
}

/// The entries of an index whose files may have changed.
struct UndecidedEntries: Sendable {
    /// For each entry the number of those before it, and at the end the number of all.
    private var before: [Int32] = [0]

    /// Those that are not among the unchanged ones.
    init(unchanged: [Bool]) {
        before.reserveCapacity(unchanged.count + 1)
        var count: Int32 = 0
        for isUnchanged in unchanged {
            if !isUnchanged { count += 1 }
            before.append(count)
        }
    }

    /// The number of them.
    var count: Int { Int(before.last ?? 0) }

    /// Whether the entry at a position is one.
    func contains(_ position: Int) -> Bool { before[position + 1] > before[position] }

    /// Whether any of a range is one.
    func hasAny(in range: Range<Int>) -> Bool { before[range.upperBound] > before[range.lowerBound] }
}
