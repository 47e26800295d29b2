// Compares two trees of history on the rows of a third one.

import GitObjects

/// Comparisons of trees on numbered paths only.
///
/// - Complexity: reads each differing directory that has a row which is asked for, of both trees.
struct TreePair {
    let reader: ObjectReader
    let layout: TreeRows

    /// The rows of `asked` that are not the same in two trees; no tree is an empty one.
    func changes(of asked: RowSet, _ new: ObjectID, _ old: ObjectID?) throws(RgitError) -> RowSet {
        var changed = RowSet(count: layout.count)
        // Without recursion, for trees may be deep.
        var open: [(directory: Int, new: ObjectID?, old: ObjectID?)] = [(0, new, old)]
        while let (directory, new, old) = open.popLast() {
            for (subdirectory, pair) in try below(directory, new, old, asked, &changed) {
                open.append((subdirectory, pair.new, pair.old))
            }
        }
        changed.formIntersection(asked)
        return changed
    }

    /// Compares a directory's own entries; returns its subdirectories that differ, with their trees.
    private func below(
        _ number: Int, _ new: ObjectID?, _ old: ObjectID?, _ asked: RowSet, _ changed: inout RowSet
    ) throws(RgitError) -> [Int: (new: ObjectID?, old: ObjectID?)] {
        let directory = layout.directories[number]
        guard new != old, !asked.isDisjoint(with: directory.all) else { return [:] }
        let newBytes = try new.map { id throws(RgitError) in try reader.bytes(id, .tree) } ?? []
        let oldBytes = try old.map { id throws(RgitError) in try reader.bytes(id, .tree) } ?? []
        // A file in a directory's place is two changes at one path.
        var below: [Int: (new: ObjectID?, old: ObjectID?)] = [:]
        var comparison = TreeComparison(reader.format)
        do {
            while let change = try unsafe comparison.next(old: oldBytes.span.bytes, new: newBytes.span.bytes)
            {
                let name = change.new.map { newBytes[$0.name] } ?? change.old.map { oldBytes[$0.name] } ?? []
                guard let row = directory.rows[Array(name)] else { continue }
                changed.insert(row)
                guard let subdirectory = layout.entries[row].directory else { continue }
                var pair = below[subdirectory] ?? (nil, nil)
                if let entry = change.new, entry.mode == .directory { pair.new = entry.id }
                if let entry = change.old, entry.mode == .directory { pair.old = entry.id }
                below[subdirectory] = pair
            }
        } catch {
            throw RgitError(.damaged, error.what, (new ?? old)?.hex ?? [], object: new ?? old)
        }
        return below
    }
}
