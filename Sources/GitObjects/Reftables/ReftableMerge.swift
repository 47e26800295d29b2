// Reads several reftables as one: of records with the same key the youngest table's counts, and deletions are passed over.

/// The records of a stack of tables, in the order of their keys.
package struct ReftableMerge {
    /// The cursors that have not come to their ends, those of older tables first.
    private var cursors: [ReftableCursor] = []
    private var current: Int?
    /// Below which prefix keys are read.
    private let prefix: [UInt8]

    /// Begins before the first record whose key begins with `prefix`.
    ///
    /// - Parameter tables: From the oldest to the youngest.
    package init(
        _ tables: [Reftable], _ section: Reftable.Section, prefix: [UInt8]
    ) throws(GitObjectError) {
        self.prefix = prefix
        for table in tables {
            if let cursor = try table.seek(prefix, in: section) { cursors.append(cursor) }
        }
    }

    /// The cursor at the record.
    package var record: ReftableCursor? { current.map { cursors[$0] } }

    /// The key of the record.
    package var key: [UInt8] { current.map { cursors[$0].key } ?? [] }

    /// The value of the record.
    package var value: ReftableValue { current.map { cursors[$0].value } ?? .deletion }

    /// The bytes at a place that ``value`` names.
    package func bytes(_ range: Range<Int>) -> [UInt8] { current.map { cursors[$0].bytes(range) } ?? [] }

    /// Moves to the next record that is no deletion; `false` at the end.
    package mutating func next() throws(GitObjectError) -> Bool {
        while true {
            if let current { try leave(current) }
            guard let found = youngestWithLeastKey(), cursors[found].key.starts(with: prefix) else {
                current = nil
                cursors = []
                return false
            }
            current = found
            if case .deletion = cursors[found].value { continue }
            return true
        }
    }

    /// The last of the cursors whose key is the least.
    private func youngestWithLeastKey() -> Int? {
        guard var best = cursors.indices.last else { return nil }
        for other in cursors.indices.dropLast().reversed()
        where cursors[other].key.lexicographicallyPrecedes(cursors[best].key) { best = other }
        return best
    }

    /// Moves the cursors of a key behind it.
    private mutating func leave(_ number: Int) throws(GitObjectError) {
        current = nil
        let key = cursors[number].key
        for index in cursors.indices.reversed() where cursors[index].key == key {
            if try !cursors[index].advance() { cursors.remove(at: index) }
        }
    }
}
