// Finds notes in the tree of a notes reference, however its folders fan out (git-notes(1)).

import GitObjects

/// The notes below one tree: files whose paths, slashes left out, are the names of objects.
struct NotesTree {
    private let tree: ObjectID
    private let reader: ObjectReader

    init(_ tree: ObjectID, _ reader: ObjectReader) {
        self.tree = tree
        self.reader = reader
    }

    /// The note about an object; `nil` where there is none. Only the folders on its way are read.
    func note(about id: ObjectID) throws(RgitError) -> ObjectID? {
        var rest = id.hex
        var folder = tree
        while rest.count > 2 {
            if let entry = try TreeLookup.entry(rest, in: folder, reader: reader), entry.mode.isRegular {
                return entry.id
            }
            let next = try TreeLookup.entry(Array(rest.prefix(2)), in: folder, reader: reader)
            guard let next, next.mode == .directory else { return nil }
            folder = next.id
            rest.removeFirst(2)
        }
        return nil
    }

    /// All notes with the objects they are about, in the order of those.
    func all() throws(RgitError) -> [(object: ObjectID, note: ObjectID)] {
        var found: [(object: ObjectID, note: ObjectID)] = []
        for change in try TreeDiff.changes(from: nil, to: tree, reader: reader) {
            guard let file = change.new, file.mode.isRegular else { continue }
            let parts = change.path.split(separator: 0x2f)
            guard parts.dropLast().allSatisfy({ $0.count == 2 }),
                let object = ObjectID(hex: Array(parts.joined()), reader.format)
            else { continue }
            found.append((object, file.id))
        }
        return found.sorted { $0.object < $1.object }
    }
}
