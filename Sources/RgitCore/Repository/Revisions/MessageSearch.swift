// Finds the youngest commit whose message matches: `:/TEXT` and `REV^{/TEXT}`.

import GitObjects

/// A search through the histories of some tips, the youngest commit first.
///
/// It reads the message of each commit until one matches, so that it may read all of history; a row of a table is kept
/// for each commit visited.
struct MessageSearch {
    let session: Session
    let peeler: ObjectPeeler
    let loader: CommitLoader

    init(session: Session, peeler: ObjectPeeler) throws(RgitError) {
        self.session = session
        self.peeler = peeler
        loader = CommitLoader(
            session: session, reader: peeler.reader, graph: try session.commitGraph())
    }

    /// The commits that every reference and HEAD lead to, in the order `:/TEXT` looks at them.
    func everyTip() throws(RgitError) -> [ObjectID] {
        var tips: [ObjectID] = []
        for reference in try session.references.references() where reference.defect == nil {
            if let end = try? peeler.peelTags(reference.target), end.type == .commit { tips.append(end.id) }
        }
        if let head = try session.references.resolve("HEAD"), let end = try? peeler.peelTags(head),
            end.type == .commit
        {
            tips.append(end.id)
        }
        return tips.reversed()
    }

    /// The first commit, latest first, whose message matches.
    func youngest(matching text: [UInt8], among tips: [ObjectID]) throws(RgitError) -> ObjectID? {
        guard let pattern = MessagePattern(text) else { return nil }
        var table = CommitTable()
        var queue = CommitQueue()
        var seen: Set<CommitIndex> = []
        var problems: [RgitError] = []
        for index in tips.map({ table.index(of: $0) }) {
            guard loader.load(index, into: &table, problems: &problems) else { continue }
            seen.insert(index)
            queue.push(index, date: table.dates[Int(index)])
        }
        while let index = queue.pop() {
            let id = table.ids[Int(index)]
            for position in 0..<table.parentCount(index) {
                let parent = table.parent(index, position)
                guard seen.insert(parent).inserted,
                    loader.load(parent, into: &table, problems: &problems)
                else { continue }
                queue.push(parent, date: table.dates[Int(parent)])
            }
            if pattern.matches(try peeler.reader.bytes(id, .commit)) { return id }
        }
        return nil
    }
}
