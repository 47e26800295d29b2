// How many bytes the caches of one question may hold, and which cache gets what: the only place with such sizes.

import GitObjects

/// The memory that caches may take, divided into named shares; a ``Session`` holds one, and every cache is sized by it.
///
/// What grows with history itself (the table of commits, the rows of an answer) is no cache and not in it. No question
/// fills all shares: a worker that counts lines holds `trees` and `blobs`, one that blames `versions`, one that reads
/// all commits of a pack `commits`, and so on.
public struct MemoryBudget: Sendable, Hashable, Codable {
    /// A cache, or a kind of cache of which every worker has one.
    public enum Share: String, Sendable, Hashable, Codable, CaseIterable {
        /// Objects of all kinds that a question reads before its workers start.
        case objects
        /// Trees and blobs of the versions a blame compares.
        case versions
        /// Trees that are compared to count lines; neighbouring commits share most of them.
        case trees
        /// Blobs whose lines are counted; they come path by path.
        case blobs
        /// Commits that are read in the order of a pack.
        case commits
        /// Trees that are compared ahead of a history limited to paths: mostly deltas of the trees read just before.
        case comparedTrees
        /// Commits that are read ahead of a history limited to paths.
        case comparedCommits
        /// Contents of commits read ahead that have not been shown yet.
        case commitTexts

        /// What the cache holds, as the man page says it.
        package var summary: String {
            switch self {
            case .objects: "objects that a question reads before its workers start."
            case .versions: "trees and blobs of the versions that a blame compares."
            case .trees: "trees that are compared to count lines."
            case .blobs: "blobs whose lines are counted."
            case .commits: "commits that are read in the order of a pack."
            case .comparedTrees: "trees that are compared ahead of a history limited to paths."
            case .comparedCommits: "commits that are read ahead of a history limited to paths."
            case .commitTexts: "contents of commits that were read ahead and are not printed yet."
            }
        }

        /// Whether each worker has such a cache; otherwise there is one for all.
        public var isPerWorker: Bool { self != .commitTexts }

        /// The bytes of the cache where nothing else is asked for.
        public var defaultBytes: Int {
            switch self {
            // Without a commit-graph the walk soon needs a commit deep in a pack, so that most contents wait together.
            case .commitTexts: 64 << 20
            case .objects, .versions: 32 << 20
            case .trees: 16 << 20
            case .blobs: 8 << 20
            case .commits, .comparedTrees: 4 << 20
            case .comparedCommits: 1 << 18
            }
        }
    }

    /// The minimum bytes of one worker.
    public static let minimumWorkerBytes = 1 << 20

    /// Caches that one worker holds at the same time.
    private static let heldTogether: [[Share]] = [
        [.objects], [.trees, .blobs], [.commits], [.comparedTrees, .comparedCommits],
    ]

    private var bytes: [Share: Int] = [:]

    /// The default sizes.
    public init() {}

    /// Divides `total` bytes for a question that `jobs` workers answer.
    ///
    /// A blame shares nothing between workers, so each gets its part of the total for `versions`. Elsewhere a quarter goes
    /// to `commitTexts` and the rest to the workers, whose caches are kept in the proportions of the defaults.
    /// No worker gets less than ``minimumWorkerBytes``, whatever the total.
    public init(total: Int, jobs: Int) {
        let jobs = max(1, jobs)
        bytes[.versions] = max(Self.minimumWorkerBytes, total / jobs)
        bytes[.commitTexts] = total / 4
        let worker = max(Self.minimumWorkerBytes, (total - total / 4) / jobs)
        for shares in Self.heldTogether {
            let sum = shares.reduce(0) { $0 + $1.defaultBytes }
            for share in shares {
                bytes[share] = Int(Double(worker) * Double(share.defaultBytes) / Double(sum))
            }
        }
    }

    /// How many bytes a cache may hold.
    public subscript(share: Share) -> Int {
        get { bytes[share] ?? share.defaultBytes }
        set { bytes[share] = newValue }
    }

    /// The largest commit, tree or tag in bytes; a larger one is refused by name, for several times its size would be needed.
    public var historyObjectBytes = ReadLimits().historyBytes
    /// The memory that the files of one comparison of trees may take, in bytes; more than a million of them fit.
    public var comparedFilesBytes = 256 << 20
    /// The maximum number of commits whose lines are counted together: their changes are kept until all are counted.
    public var windowCommits = 1 << 15
    /// The maximum number of trees of which a worker that compares paths remembers the entries at those paths.
    public var rememberedTrees = 4096
    /// How many versions of a file a blame looks for ahead of the lines that need them.
    public var versionsAhead = 48
}
