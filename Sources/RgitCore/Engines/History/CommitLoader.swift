// Reads the links of commits, with grafts and shallow boundaries in place of the recorded parents: the only way to them.

import GitObjects

/// One worker's way to load commits into a table.
///
/// A commit comes from the commit-graph where there is one that has it, else from its object. A damaged graph is treated
/// as `CommitGraphAccess` says.
struct CommitLoader {
    let reader: ObjectReader
    private let grafts: [ObjectID: [ObjectID]]
    private let shallow: Set<ObjectID>
    private let access: CommitGraphAccess?

    /// Loads commits of a session; `graph` is asked before objects are read.
    init(session: Session, reader: ObjectReader, graph: CommitGraphAccess? = nil) {
        self.reader = reader
        grafts = session.grafts
        shallow = session.shallowCommits
        access = graph
    }

    /// Where links are looked up before the object itself is read.
    var graph: CommitGraph? { access?.graph }

    /// The links of a commit as git sees them, from its object.
    func links(_ id: ObjectID) throws(RgitError) -> CommitLinks {
        var links = try reader.commitLinks(id)
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

    /// Fills a row from the commit-graph; false where the graph does not have the commit, or is damaged there.
    func loadFromGraph(_ index: CommitIndex, into table: inout CommitTable) -> Bool {
        guard let access, let graph = access.graph else { return false }
        do throws(GitObjectError) {
            return try table.store(index, from: graph)
        } catch {
            access.note(error, of: table.ids[Int(index)])
            return false
        }
    }

    /// Reads a row's commit unless it has been read. Throws what reading its object throws.
    func load(_ index: CommitIndex, into table: inout CommitTable) throws(RgitError) {
        if table.isLoaded(index) || loadFromGraph(index, into: &table) { return }
        table.store(index, try links(table.ids[Int(index)]))
    }

    /// Reads a row's commit unless it has been read; false where it cannot be, the reason then added to `problems` once.
    func load(_ index: CommitIndex, into table: inout CommitTable, problems: inout [RgitError]) -> Bool {
        if table.isLoaded(index) { return true }
        if table.isUnreadable(index) { return false }
        do throws(RgitError) {
            try load(index, into: &table)
            return true
        } catch {
            table.markUnreadable(index)
            problems.append(error)
            return false
        }
    }

    /// The same for a commit that only excluded history has led to.
    ///
    /// As in git such a commit may be missing: what it would exclude is not known, and nothing is the matter until history
    /// that is shown leads to it as well.
    func loadExcluded(
        _ index: CommitIndex, into table: inout CommitTable, problems: inout [RgitError]
    ) -> Bool {
        if table.isUnreadable(index) { return false }
        do throws(RgitError) {
            try load(index, into: &table)
            return true
        } catch  where error.kind == .missingObject {
            return false
        } catch {
            table.markUnreadable(index)
            problems.append(error)
            return false
        }
    }
}

/// The objects that have been reported: a partial clone may lack almost all, and one is asked for many times.
struct ReportedObjects {
    private var reported: Set<ObjectID> = []

    /// Adds a problem, once for each object.
    mutating func add(_ problem: RgitError, to problems: inout [RgitError]) {
        if let object = problem.object {
            guard reported.insert(object).inserted else { return }
        } else if problems.contains(problem) {
            return
        }
        problems.append(problem)
    }
}
