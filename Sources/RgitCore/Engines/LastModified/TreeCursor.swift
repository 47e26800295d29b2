// Goes from one tree to the next and knows at each which entries differ from those of a first tree.

import GitObjects

/// The differences between a fixed tree, the target, and one that is exchanged again and again.
///
/// A directory is compared with the tree that was in its place before, and only once one of its rows is asked for:
/// neighbouring commits mostly have the same trees.
///
/// - Complexity: reads each tree again that is new in its place; keeps the last one of every directory.
struct TreeCursor {
    /// What is in a directory's place.
    private enum Place: Equatable {
        case absent
        case tree(ObjectID)
    }

    /// A directory in the current tree.
    private struct State {
        /// What is in its place in the current tree.
        var place: Place = .absent
        /// The tree that `differing` and the places of the subdirectories are true of, its content and its name.
        var compared: (id: ObjectID?, bytes: [UInt8]) = (nil, [])
    }

    private let reader: ObjectReader
    private let layout: TreeRows
    private var states: [State]
    /// The rows whose entries differ, as far as their directories have been compared.
    private var differing: RowSet

    /// Prepares for a target whose entries have the rows of `layout`.
    init(reader: ObjectReader, layout: TreeRows) {
        self.reader = reader
        self.layout = layout
        states = Array(repeating: State(), count: layout.directories.count)
        differing = RowSet(count: layout.count)
        for row in 0..<layout.count { differing.insert(row) }
    }

    /// The rows of `asked` whose entries in `tree` are others than in the target, or are not there.
    mutating func changes(of asked: RowSet, in tree: ObjectID) throws(RgitError) -> RowSet {
        states[0].place = .tree(tree)
        var changed = RowSet(count: layout.count)
        // Without recursion, for trees may be deep.
        var open = [0]
        while let number = open.popLast() {
            let directory = layout.directories[number]
            guard !asked.isDisjoint(with: directory.all) else { continue }
            switch states[number].place {
            case .absent:
                changed.add(directory.all, of: asked)
            case .tree(let id):
                guard id != directory.target else { continue }
                if states[number].compared.id != id { try compare(number, id) }
                changed.add(directory.own, of: asked, in: differing)
                open += directory.subdirectories
            }
        }
        return changed
    }

    /// Compares a directory with the tree that is in its place now, going on from the one that was there.
    private mutating func compare(_ number: Int, _ id: ObjectID) throws(RgitError) {
        let new = try reader.bytes(id, .tree)
        let old = states[number].compared.bytes
        let rows = layout.directories[number].rows
        // A file in a directory's place is two changes, and what is there now counts.
        var present: [(row: Int, entry: TreeEntry)] = []
        var comparison = TreeComparison(reader.format)
        do {
            while let change = try unsafe comparison.next(old: old.span.bytes, new: new.span.bytes) {
                if let entry = change.new {
                    if let row = rows[Array(new[entry.name])] {
                        present.append((row, entry))
                    }
                } else if let entry = change.old, let row = rows[Array(old[entry.name])] {
                    place(nil, at: row)
                }
            }
        } catch {
            // Which of its entries have been compared is unknown; the next tree begins anew.
            states[number].compared = (nil, [])
            for row in layout.directories[number].own { place(nil, at: row) }
            throw RgitError(.damaged, error.what, id.hex, object: id)
        }
        for (row, entry) in present { place(entry, at: row) }
        states[number].compared = (id, new)
    }

    /// Takes note of what an entry is in the current tree.
    private mutating func place(_ found: TreeEntry?, at row: Int) {
        let entry = layout.entries[row]
        if let found, found.id == entry.id, found.mode == entry.mode {
            differing.remove(row)
        } else {
            differing.insert(row)
        }
        guard let directory = entry.directory else { return }
        if let found, found.mode == .directory {
            states[directory].place = .tree(found.id)
        } else {
            states[directory].place = .absent
        }
    }
}
