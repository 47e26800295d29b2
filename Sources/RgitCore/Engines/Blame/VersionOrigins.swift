// Which commit each line of a version came in, kept for the versions that come after it.

/// The origins of a version's lines.
struct VersionOrigins: Sendable {
    /// Consecutive lines that came in one commit.
    struct Lines: Sendable {
        /// The first line, from 0.
        var first: Int32
        /// How many there are.
        var count: Int32
        /// The commit, a place in the graph's `commits`.
        var commit: Int32
        /// Whether it is unknown which commit they came in.
        var isUnknown: Bool
    }

    /// In the order of the lines, once `putInOrder` has been called.
    private(set) var lines: [Lines] = []
    /// Whether the version could be read.
    var isReadable = true
    /// What could not be read.
    var problems: [RgitError] = []

    /// Adds lines.
    mutating func add(_ added: Lines) { lines.append(added) }

    /// Sorts the lines and joins those of one commit.
    mutating func putInOrder() {
        lines.sort { $0.first < $1.first }
        var joined: [Lines] = []
        for next in lines {
            if let last = joined.last, last.commit == next.commit, last.isUnknown == next.isUnknown {
                joined[joined.count - 1].count += next.count
            } else {
                joined.append(next)
            }
        }
        lines = joined
    }

    /// Hands on the origins of the lines of this version in `stretch`, numbered as they are in the file blamed.
    func origins(of stretch: LineStretch, _ body: (Lines) -> Void) {
        let end = stretch.source + stretch.count
        // The last entry that begins at or before the stretch.
        var (low, high) = (0, lines.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].first <= stretch.source { low = middle } else { high = middle }
        }
        while low < lines.count, lines[low].first < end {
            let first = max(lines[low].first, stretch.source)
            let count = min(lines[low].first + lines[low].count, end) - first
            if count > 0 {
                body(
                    Lines(
                        first: stretch.line + (first - stretch.source), count: count,
                        commit: lines[low].commit, isUnknown: lines[low].isUnknown))
            }
            low += 1
        }
    }

    /// How many lines came in each commit, in any order; those of unknown origin together.
    var shares: [FileShare] {
        var counts: [Int32: Int] = [:]
        var unknown = 0
        for part in lines {
            if part.isUnknown {
                unknown += Int(part.count)
            } else {
                counts[part.commit, default: 0] += Int(part.count)
            }
        }
        return counts.map { FileShare(commit: $0.key, lines: $0.value) }
            + (unknown > 0 ? [FileShare(commit: 0, lines: unknown, isUnknown: true)] : [])
    }
}

/// The versions whose origins are known, by their numbers; the first ones are forgotten when there are too many.
struct KnownOrigins: ~Copyable {
    private var origins: [Int32: VersionOrigins] = [:]
    private var order: [Int32] = []
    private var forgotten = 0
    private var size = 0

    /// The maximum number of entries, of 16 bytes each.
    private static let maximumSize = 1 << 20

    subscript(version: Int32) -> VersionOrigins? { origins[version] }

    /// Keeps the origins of a version.
    mutating func add(_ added: VersionOrigins, of version: Int32) {
        guard added.isReadable, origins[version] == nil else { return }
        origins[version] = added
        order.append(version)
        size += added.lines.count + 4
        while size > KnownOrigins.maximumSize, forgotten < order.count - 1 {
            size -= (origins.removeValue(forKey: order[forgotten])?.lines.count ?? 0) + 4
            forgotten += 1
        }
    }

    /// Forgets all of them.
    mutating func removeAll() {
        origins.removeAll(keepingCapacity: true)
        order.removeAll(keepingCapacity: true)
        (forgotten, size) = (0, 0)
    }
}
