// Finds the notes that git log shows below the messages of commits.

import GitObjects

/// The notes of commits, from the references that `notes.displayRef` and its kin name; one per worker.
struct CommitNotes {
    private let reader: ObjectReader
    /// The trees of notes, each with the heading of its notes.
    private var sources: [(heading: [UInt8], tree: ObjectID)] = []

    /// Finds the references; one that is missing, or no tree of notes, has no notes.
    init(_ session: Session, _ reader: ObjectReader) throws(RgitError) {
        self.reader = reader
        let usual = Array("refs/notes/commits".utf8)
        let loader = CommitLoader(session: session, reader: reader)
        let peeler = ObjectPeeler(reader: reader, loader: loader)
        for name in try CommitNotes.references(session, usual) {
            guard let id = try session.references.follow(name)?.id, let tree = try peeler.peel(id, to: .tree)
            else { continue }
            sources.append((name == usual ? Array("\nNotes:\n".utf8) : CommitNotes.heading(name), tree))
        }
    }

    /// The references whose notes are shown, each once.
    private static func references(
        _ session: Session, _ usual: [UInt8]
    ) throws(RgitError) -> [[UInt8]] {
        var names = [session.environment["GIT_NOTES_REF"] ?? session.config.string("core.notesref") ?? usual]
        let patterns =
            session.environment["GIT_NOTES_DISPLAY_REF"].map { $0.split(separator: 0x3a).map { Array($0) } }
            ?? session.config.all("notes.displayref")
        for pattern in patterns {
            guard Glob.hasSpecialCharacters(pattern) else {
                names.append(pattern)
                continue
            }
            for found in try session.references.find(prefix: Array("refs/".utf8))
            where Glob.matches(pattern, found.name) { names.append(found.name) }
        }
        var seen: Set<[UInt8]> = []
        return names.filter { seen.insert($0).inserted }
    }

    private static func heading(_ name: [UInt8]) -> [UInt8] {
        var short = name[...]
        for prefix in ["refs/", "notes/"] where short.starts(with: prefix.utf8) {
            short = short.dropFirst(prefix.utf8.count)
        }
        return Array("\nNotes (".utf8) + short + Array("):\n".utf8)
    }

    /// Appends the notes of a commit, indented under their headings.
    func append(_ commit: ObjectID, to output: inout [UInt8]) throws(RgitError) {
        for source in sources {
            guard let blob = try note(on: commit, in: source.tree) else { continue }
            var note = try reader.bytes(blob, .blob)[...]
            if note.isEmpty { continue }
            output += source.heading
            if note.last == 0x0a { note = note.dropLast() }
            for line in note.split(separator: 0x0a, omittingEmptySubsequences: false) {
                output += "    ".utf8
                output += line
                output.append(0x0a)
            }
        }
    }

    /// The blob with the note, which is named by the commit, its digits perhaps cut by directories into twos.
    private func note(on commit: ObjectID, in tree: ObjectID) throws(RgitError) -> ObjectID? {
        var rest = commit.hex[...]
        var directory = tree
        while true {
            if let entry = try TreeLookup.entry(Array(rest), in: directory, reader: reader),
                entry.mode != .directory
            {
                return entry.id
            }
            guard rest.count > 2,
                let entry = try TreeLookup.entry(Array(rest.prefix(2)), in: directory, reader: reader),
                entry.mode == .directory
            else { return nil }
            directory = entry.id
            rest = rest.dropFirst(2)
        }
    }
}
