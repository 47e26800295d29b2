// What a commit changed as git log shows it: against its parent, against each parent of a merge, or against all at once.

import GitObjects

/// The changes of a commit from one parent, or from all.
struct CommitSection: Sendable {
    /// What there is to show.
    enum Changes: Sendable {
        /// Changes from one parent, in path order.
        case plain([FileChange])
        /// Files that differ from every parent, in path order.
        case combined([CombinedChange])
    }

    /// The parent, where a merge is shown against several one after the other.
    var parent: ObjectID?
    /// What changed.
    var changes: Changes
}

/// A file of a merge that differs from the file of every parent, or a conflict in the working tree.
struct CombinedChange: Sendable {
    /// A parent's version.
    struct Parent: Sendable {
        /// The version; `nil` where the parent has no such file.
        var version: FileVersion?
        /// Its path, another one where the file was renamed or copied.
        var path: [UInt8]
    }

    /// The path in the merge, or in the parents where it is gone.
    var path: [UInt8]
    /// The merge's version; `nil` where the file is gone.
    var result: FileVersion?
    /// The versions of the parents, in their order.
    var parents: [Parent]
    /// For a conflict, whose parents are both sides: what the working tree has in its place.
    var workTreeFile: WorkTreeFile?

    /// What the working tree can have in the place of a conflict.
    enum WorkTreeFile: Sendable {
        case file
        /// A directory that is no repository, in the place of a file.
        case directory
        case missing
    }
}

extension CommitStats {
    /// What a commit changed. A section without changes is left out, but for a combined one.
    ///
    /// - Parameters:
    ///   - row: The commit, which has been read into the table.
    ///   - table: Knows trees and parents as git sees them.
    ///   - merges: What a merge is compared with.
    /// - Throws: `missingObject` or `damaged` for what cannot be read.
    func sections(
        of row: CommitIndex, in table: CommitTable, merges: MergeDiff
    ) throws(RgitError) -> [CommitSection] {
        let parents = table.parentCount(row)
        if parents > 1 {
            switch merges {
            case .off: return []
            case .firstParent: break
            case .separate:
                var sections: [CommitSection] = []
                for position in 0..<parents {
                    let changes = try changes(of: row, from: position, in: table)
                    guard !changes.isEmpty else { continue }
                    let parent = table.ids[Int(table.parent(row, position))]
                    sections.append(CommitSection(parent: parent, changes: .plain(changes)))
                }
                return sections
            case .combined, .denseCombined:
                return [CommitSection(changes: .combined(try combinedChanges(of: row, in: table)))]
            }
        }
        let changes = try changes(of: row, from: 0, in: table)
        return changes.isEmpty ? [] : [CommitSection(changes: .plain(changes))]
    }

    /// The files that differ from each parent, in the order of those that differ from the first.
    private func combinedChanges(
        of row: CommitIndex, in table: CommitTable
    ) throws(RgitError) -> [CombinedChange] {
        var changes = [try changes(of: row, from: 0, in: table)]
        let count = try combinedParents(of: row, in: table)
        while changes.count < count, changes.last?.isEmpty == false {
            changes.append(try self.changes(of: row, from: changes.count, in: table))
        }
        return CombinedChange.intersection(changes)
    }

    /// The number of a merge's parents.
    ///
    /// - Throws: `unsupported` for more than can be compared at once.
    func combinedParents(of row: CommitIndex, in table: CommitTable) throws(RgitError) -> Int {
        let count = table.parentCount(row)
        guard count <= CombinedDiff.maximumParents else {
            let id = table.ids[Int(row)]
            throw RgitError(.unsupported, "too many parents for a combined diff", id.hex, object: id)
        }
        return count
    }
}

extension CombinedChange {
    /// The files that are in each list, the changes from one parent after the other, in the order of the first.
    static func intersection(_ changes: [[FileChange]]) -> [CombinedChange] {
        guard let first = changes.first else { return [] }
        var found: [CombinedChange] = first.map { change in
            CombinedChange(path: change.path, result: change.new, parents: [CombinedChange.Parent(change)])
        }
        for list in changes.dropFirst() {
            var parents: [[UInt8]: CombinedChange.Parent] = [:]
            for change in list { parents[change.path] = CombinedChange.Parent(change) }
            found = found.compactMap { change in
                guard let parent = parents[change.path] else { return nil }
                var change = change
                change.parents.append(parent)
                return change
            }
        }
        return found
    }
}

extension CombinedChange.Parent {
    fileprivate init(_ change: FileChange) {
        self.init(version: change.old, path: change.oldPath ?? change.path)
    }
}
