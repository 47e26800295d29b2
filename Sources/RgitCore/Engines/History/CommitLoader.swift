// Reads the links of commits for a walk, with grafts and shallow boundaries in place of the recorded parents.

import GitObjects

/// One worker's way to load commits into a table.
struct CommitLoader {
    let reader: ObjectReader
    let grafts: [ObjectID: [ObjectID]]
    let shallow: Set<ObjectID>

    /// The links of a commit as git sees them.
    func links(_ id: ObjectID) throws(RgitError) -> CommitLinks {
        let bytes = try reader.bytes(id, .commit)
        guard var links = CommitParser.links(bytes.span) else {
            throw RgitError(.damaged, "bad commit object", id.hex, object: id)
        }
        if shallow.contains(id) {
            links.parents = []
        } else if let grafted = grafts[id] {
            links.parents = grafted
        }
        return links
    }

    /// Reads a row's commit unless it has been read; false where it cannot be, the reason then added to `problems` once.
    func load(_ index: CommitIndex, into table: inout CommitTable, problems: inout [RgitError]) -> Bool {
        if table.isLoaded(index) { return true }
        if table.isUnreadable(index) { return false }
        do {
            table.store(index, try links(table.ids[Int(index)]))
            return true
        } catch {
            table.markUnreadable(index)
            problems.append(error)
            return false
        }
    }
}
