// What came of counting the lines of one changed path, in few bytes.

import Records

/// The line counts of a change.
enum ChangeLines: Sendable, Equatable {
    /// It comes to nothing and has no row: white space, say, was all that changed and is ignored.
    case none
    /// Git shows `-` for its counts.
    case binary
    /// The numbers of lines added and deleted.
    case lines(insertions: UInt32, deletions: UInt32)
}

extension FileChange {
    /// How similar the two versions of a renamed or copied file are, in per cent.
    var similarity: Int? {
        guard kind == .renamed || kind == .copied else { return nil }
        return score * 100 / SimilarityIndex.maximumScore
    }
}

extension FileVersion {
    /// The object's name, where git knows it without reading the working tree.
    var recordedID: ObjectID? {
        // A submodule that is at another commit counts as unknown, as git writes zeros for it.
        if inWorkTree, mode == .gitlink, !dirtySubmodule { return nil }
        return id.isZero ? nil : id
    }
}

extension FileStats {
    /// The row of a change; `nil` where it has none.
    init?(_ change: FileChange, _ lines: ChangeLines) {
        let isUnmerged = change.kind == .unmerged
        self.init(
            path: Text(isUnmerged ? change.oldPath ?? change.path : change.path),
            oldPath: isUnmerged ? nil : change.oldPath.map { Text($0) },
            changeType: change.kind.changeType)
        similarity = change.similarity
        aMode = change.old?.mode.rawValue
        bMode = change.new?.mode.rawValue
        aHexsha = change.old?.recordedID
        bHexsha = change.new?.recordedID
        switch lines {
        case .none: return nil
        case .binary: isBinary = true
        case .lines(let insertions, let deletions):
            self.insertions = Int(insertions)
            self.deletions = Int(deletions)
        }
    }
}

extension Stats.Total {
    /// Adds a change that has a row.
    mutating func add(_ change: ChangeLines) {
        switch change {
        case .none: break
        case .binary: files += 1
        case .lines(let insertions, let deletions):
            files += 1
            self.insertions += Int(insertions)
            self.deletions += Int(deletions)
        }
    }
}
