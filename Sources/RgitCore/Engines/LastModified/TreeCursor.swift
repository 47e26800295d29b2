// Goes from one tree to the next and knows at each which entries differ from those of a first tree.

import GitObjects

/// The differences between a fixed tree, the target, and one that is exchanged again and again.
///
/// Every entry of the target has a row. The rows of a directory's own entries follow one another, and behind them come those
/// of its subdirectories, so that a directory's own entries and all that is below it are a range each. A directory is
/// compared with the tree that was in its place before, and only once one of its rows is asked for: neighbouring commits
/// mostly have the same trees.
///
/// - Complexity: reads each tree again that is new in its place; keeps the last one of every directory.
struct TreeCursor {
    /// What is in a directory's place.
    private enum Place: Equatable {
        case absent
        case tree(ObjectID)
    }

    private struct Entry {
        let mode: FileMode
        let id: ObjectID
        /// The number of the directory it is, `nil` for anything else and for one whose entries have no rows.
        var directory: Int?
    }

    private struct Directory {
        /// The rows of its own entries.
        let own: Range<Int>
        /// The rows of all that is below it.
        var all: Range<Int>
        /// The directories among its own entries.
        var subdirectories: [Int] = []
        var rows: [[UInt8]: Int] = [:]
        let target: ObjectID
        /// What is in its place in the current tree.
        var place: Place = .absent
        /// The tree that `differing` and the places of the subdirectories are true of, its content and its name.
        var compared: (id: ObjectID?, bytes: [UInt8]) = (nil, [])
    }

    private let reader: ObjectReader
    private var directories: [Directory] = []
    private var entries: [Entry] = []
    /// The rows whose entries differ, as far as their directories have been compared.
    private var differing: RowSet
    /// The row of each entry that the caller listed, in its order.
    private(set) var rows: [Int] = []

    /// The number of rows.
    var count: Int { entries.count }

    /// Prepares for a target of which all entries are listed, directories before what is in them.
    init(reader: ObjectReader, target: ObjectID, entries listed: [FileEntry]) {
        self.reader = reader
        differing = RowSet(count: listed.count)
        rows = [Int](repeating: 0, count: listed.count)
        var children: [Int: [Int]] = [:]
        var open: [(path: [UInt8], number: Int)] = []
        for (number, entry) in listed.enumerated() {
            while let last = open.last, !entry.path.bytes.starts(with: last.path) { open.removeLast() }
            children[open.last?.number ?? -1, default: []].append(number)
            if entry.type == .tree { open.append((entry.path.bytes + [0x2f], number)) }
        }
        add(-1, prefixLength: 0, target: target, listed, children)
        for row in self.entries.indices { differing.insert(row) }
    }

    /// Gives rows to the entries of a directory, and then to those of its subdirectories; returns the directory's number.
    @discardableResult
    private mutating func add(
        _ parent: Int, prefixLength: Int, target: ObjectID, _ listed: [FileEntry], _ children: [Int: [Int]]
    ) -> Int {
        let number = directories.count
        let first = entries.count
        let own = children[parent] ?? []
        directories.append(Directory(own: first..<first + own.count, all: first..<first, target: target))
        for child in own {
            rows[child] = entries.count
            directories[number].rows[Array(listed[child].path.bytes.dropFirst(prefixLength))] = entries.count
            entries.append(Entry(mode: FileMode(reading: listed[child].mode), id: listed[child].hexsha))
        }
        for child in own where children[child] != nil {
            let path = listed[child].path.bytes
            let subdirectory = add(
                child, prefixLength: path.count + 1, target: listed[child].hexsha, listed, children)
            entries[rows[child]].directory = subdirectory
            directories[number].subdirectories.append(subdirectory)
        }
        directories[number].all = first..<entries.count
        return number
    }

    /// The rows of `asked` whose entries in `tree` are others than in the target, or are not there.
    mutating func changes(of asked: RowSet, in tree: ObjectID) throws(RgitError) -> RowSet {
        directories[0].place = .tree(tree)
        var changed = RowSet(count: entries.count)
        try collect(0, asked, &changed)
        return changed
    }

    private mutating func collect(_ number: Int, _ asked: RowSet, _ changed: inout RowSet) throws(RgitError) {
        let all = directories[number].all
        guard !asked.isDisjoint(with: all) else { return }
        switch directories[number].place {
        case .absent:
            changed.add(all, of: asked)
        case .tree(let id):
            guard id != directories[number].target else { return }
            if directories[number].compared.id != id { try compare(number, id) }
            changed.add(directories[number].own, of: asked, in: differing)
            for subdirectory in directories[number].subdirectories {
                try collect(subdirectory, asked, &changed)
            }
        }
    }

    /// Compares a directory with the tree that is in its place now, going on from the one that was there.
    private mutating func compare(_ number: Int, _ id: ObjectID) throws(RgitError) {
        let new = try reader.bytes(id, .tree)
        let old = directories[number].compared.bytes
        // A file in a directory's place is two changes, and what is there now counts.
        var present: [(row: Int, entry: TreeEntry)] = []
        var comparison = TreeComparison(reader.format)
        do {
            while let change = try unsafe comparison.next(old: old.span.bytes, new: new.span.bytes) {
                if let entry = change.new {
                    if let row = directories[number].rows[Array(new[entry.name])] {
                        present.append((row, entry))
                    }
                } else if let entry = change.old, let row = directories[number].rows[Array(old[entry.name])] {
                    place(nil, at: row)
                }
            }
        } catch {
            // Which of its entries have been compared is unknown; the next tree begins anew.
            directories[number].compared = (nil, [])
            for row in directories[number].own { place(nil, at: row) }
            throw RgitError(.damaged, error.what, id.hex, object: id)
        }
        for (row, entry) in present { place(entry, at: row) }
        directories[number].compared = (id, new)
    }

    /// Takes note of what an entry is in the current tree.
    private mutating func place(_ found: TreeEntry?, at row: Int) {
        let entry = entries[row]
        if let found, found.id == entry.id, found.mode == entry.mode {
            differing.remove(row)
        } else {
            differing.insert(row)
        }
        guard let directory = entry.directory else { return }
        if let found, found.mode == .directory {
            directories[directory].place = .tree(found.id)
        } else {
            directories[directory].place = .absent
        }
    }
}
