// What git is in the middle of: a merge, a rebase, a bisection and the like, by the files it keeps meanwhile.

import GitObjects

/// What has been begun in a working tree and is not finished yet.
public enum OngoingOperation: String, Hashable, Codable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// `git merge`
    case merge
    /// `git rebase`
    case rebase
    /// `git cherry-pick`
    case cherryPick = "cherry-pick"
    /// `git revert`
    case revert
    /// `git bisect`
    case bisect
    /// `git am`
    case am

    /// Finds out what is going on in the working tree of a session.
    ///
    /// Where several are, the one is meant that `git status` names first, but that a rebase counts before the merge or pick
    /// it has stopped at.
    init(_ session: Session) {
        let layout = session.layout
        func isSet(_ name: String) -> Bool {
            // A reference as any other, which need not be in a file.
            let content = (try? session.references.content(Array(name.utf8))) ?? .broken
            return content != .missing
        }
        func has(_ name: String) -> Bool { FileSystem.exists(layout.gitDirectory.appendingPath(name)) }
        if has("rebase-apply") {
            self = has("rebase-apply/applying") ? .am : .rebase
        } else if has("rebase-merge") {
            self = .rebase
        } else if has("MERGE_HEAD") {
            self = .merge
        } else if isSet("CHERRY_PICK_HEAD") {
            self = .cherryPick
        } else if isSet("REVERT_HEAD") {
            self = .revert
        } else if let sequence = OngoingOperation.sequence(layout) {
            self = sequence
        } else {
            self = has("BISECT_LOG") ? .bisect : .none
        }
    }

    /// Whether several commits are being picked or reverted, between two of them.
    private static func sequence(_ layout: RepositoryLayout) -> OngoingOperation? {
        let file = layout.gitDirectory.appendingPath("sequencer/todo")
        guard let todo = (try? FileSystem.read(file, limit: FileSystem.SizeLimit.text)) ?? nil else {
            return nil
        }
        for line in todo.split(separator: 0x0a).map({ Array($0).trimmed }) where line.first != 0x23 {
            if line.hasPrefix("pick ") || line.hasPrefix("p ") { return .cherryPick }
            return line.hasPrefix("revert ") ? .revert : nil
        }
        return nil
    }
}
