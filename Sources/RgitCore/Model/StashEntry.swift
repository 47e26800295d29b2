// A stash as people and programs see it.

import GitObjects
import Records

/// Changes that were put away with `git stash`.
public struct StashEntry: Record, Hashable, Codable {
    /// Its number: 0 for the last one.
    public var index: Int
    /// What names it, such as `stash@{0}`.
    public var selector: Text
    /// The commit that holds the files of the working tree.
    public var hexsha: ObjectID
    /// The message in the log of `refs/stash`, as `git stash list` shows it.
    public var message: Text
    /// The branch it was made on; `nil` where HEAD was detached or the message does not say.
    public var branch: Text?
    /// Who made it.
    public var author: Signature
    /// The commit that HEAD was at; `nil` where the stash is no commit with parents.
    public var base: ObjectID?
    /// The commit that holds the index; `nil` where there is none.
    public var indexCommit: ObjectID?
    /// The commit that holds the untracked files; `nil` without `--include-untracked`.
    public var untrackedCommit: ObjectID?

    /// The branch that git's own messages name: `WIP on main: …` and `On main: …`.
    static func branch(of message: [UInt8]) -> [UInt8]? {
        guard let rest = message.after("WIP on ") ?? message.after("On "),
            let colon = rest.firstIndex(of: 0x3a),
            rest.dropFirst(colon + 1).first == 0x20
        else { return nil }
        let name = Array(rest[..<colon])
        return name == "(no branch)" ? nil : name
    }
}
