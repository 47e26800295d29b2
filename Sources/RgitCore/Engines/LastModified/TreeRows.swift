// Numbers the entries of a tree so that sets of them are sets of bits.

import GitObjects

/// The rows of the entries of a tree.
///
/// Every entry has a row. The rows of a directory's own entries follow one another, and behind them come those of its
/// subdirectories, so that a directory's own entries and all that is below it are a range each.
struct TreeRows: Sendable {
    struct Entry: Sendable {
        let mode: FileMode
        let id: ObjectID
        /// The number of the directory it is, `nil` for anything else and for one whose entries have no rows.
        var directory: Int?
    }

    struct Directory: Sendable {
        /// The rows of its own entries.
        let own: Range<Int>
        /// The rows of all that is below it.
        var all: Range<Int>
        /// The directories among its own entries.
        var subdirectories: [Int] = []
        /// Their rows.
        var subdirectoryRows: [Int] = []
        /// The rows of its own entries by their names.
        var rows: [[UInt8]: Int] = [:]
        let target: ObjectID
    }

    /// The directories whose entries have rows, the top first.
    private(set) var directories: [Directory] = []
    /// The entries by their rows.
    private(set) var entries: [Entry] = []
    /// The row of each entry that was listed, in its order.
    private(set) var rows: [Int] = []

    /// The number of rows.
    var count: Int { entries.count }

    /// Numbers the entries of `tree`, which must be listed whole, directories before what is in them.
    init(tree: ObjectID, entries listed: [FileEntry]) {
        rows = [Int](repeating: 0, count: listed.count)
        var children: [Int: [Int]] = [:]
        var open: [(path: [UInt8], number: Int)] = []
        for (number, entry) in listed.enumerated() {
            while let last = open.last, !entry.path.bytes.starts(with: last.path) { open.removeLast() }
            children[open.last?.number ?? -1, default: []].append(number)
            if entry.type == .tree { open.append((entry.path.bytes + [0x2f], number)) }
        }
        number(-1, of: tree, listed, children)
    }

    /// A directory whose entries have rows, and how many of them have been looked into.
    private struct Frame {
        let number: Int
        let own: [Int]
        var next = 0
    }

    /// Gives rows to the entries of the directory that is listed at `top`, and then to those of its subdirectories. Without
    /// recursion, for trees may be as deep as a listing goes.
    private mutating func number(
        _ top: Int, of target: ObjectID, _ listed: [FileEntry], _ children: [Int: [Int]]
    ) {
        var stack = [begin(children[top] ?? [], prefixLength: 0, of: target, listed)]
        while var frame = stack.popLast() {
            guard frame.next < frame.own.count else {
                directories[frame.number].all =
                    directories[frame.number].own.lowerBound..<entries.count
                continue
            }
            let child = frame.own[frame.next]
            frame.next += 1
            stack.append(frame)
            guard let own = children[child] else { continue }
            let inner = begin(
                own, prefixLength: listed[child].path.bytes.count + 1, of: listed[child].hexsha, listed)
            stack.append(inner)
            entries[rows[child]].directory = inner.number
            directories[frame.number].subdirectories.append(inner.number)
            directories[frame.number].subdirectoryRows.append(rows[child])
        }
    }

    /// Gives rows to a directory's own entries.
    private mutating func begin(
        _ own: [Int], prefixLength: Int, of target: ObjectID, _ listed: [FileEntry]
    ) -> Frame {
        let number = directories.count
        let first = entries.count
        directories.append(Directory(own: first..<first + own.count, all: first..<first, target: target))
        for child in own {
            rows[child] = entries.count
            directories[number].rows[Array(listed[child].path.bytes.dropFirst(prefixLength))] = entries.count
            entries.append(Entry(mode: FileMode(reading: listed[child].mode), id: listed[child].hexsha))
        }
        return Frame(number: number, own: own)
    }
}
