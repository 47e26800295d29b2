// Reads the links of commits for a walk, with grafts and shallow boundaries in place of the recorded parents.

import GitObjects

/// One worker's way to load commits into a table.
struct CommitLoader {
    let reader: ObjectReader
    let grafts: [ObjectID: [ObjectID]]
    let shallow: Set<ObjectID>
    /// Where links are looked up before the object itself is read.
    var graph: CommitGraph?

    init(reader: ObjectReader, grafts: [ObjectID: [ObjectID]], shallow: Set<ObjectID>) {
        self.reader = reader
        self.grafts = grafts
        self.shallow = shallow
    }

    init(session: Session, reader: ObjectReader) {
        self.init(reader: reader, grafts: session.grafts, shallow: session.shallowCommits)
    }

    /// The links of a commit as git sees them.
    func links(_ id: ObjectID) throws(RgitError) -> CommitLinks {
        let bytes = try reader.bytes(id, .commit)
        guard var links = CommitParser.links(bytes.span) else {
            throw RgitError(.damaged, "bad commit object", id.hex, object: id)
        }
        overrideParents(of: id, in: &links)
        return links
    }

    /// Puts the parents that grafts and shallow boundaries give in place of those recorded.
    func overrideParents(of id: ObjectID, in links: inout CommitLinks) {
        if shallow.contains(id) {
            links.parents = []
        } else if let grafted = grafts[id] {
            links.parents = grafted
        }
    }

    /// Reads a row's commit unless it has been read; false where it cannot be, the reason then added to `problems` once.
    func load(_ index: CommitIndex, into table: inout CommitTable, problems: inout [RgitError]) -> Bool {
        if table.isLoaded(index) { return true }
        if table.isUnreadable(index) { return false }
        if let graph {
            do throws(GitObjectError) {
                if try table.store(index, from: graph) { return true }
            } catch {
                // The object itself knows better than a damaged graph, of which the first commit met is enough to tell.
                if !problems.contains(where: { $0.what == error.what }) {
                    var told = error
                    told.object = error.object ?? table.ids[Int(index)]
                    problems.append(RgitError(told))
                }
            }
        }
        do throws(RgitError) {
            table.store(index, try links(table.ids[Int(index)]))
            return true
        } catch {
            table.markUnreadable(index)
            problems.append(error)
            return false
        }
    }
}
