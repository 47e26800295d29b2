// A group of files that a change affects, as people and programs see it.

import Records

/// A directory, a set of owners or a group that a file names, and what a change does to it.
public struct AffectedGroup: Record, Hashable, Codable {
    /// The name: a directory, `.` for the top; owners, `unowned` for none; or what the file calls the group.
    public var group: Text
    /// How many of its paths the change adds, changes or deletes; 0 where it is only affected through others.
    public var paths = 0
    /// Lines added.
    public var insertions = 0
    /// Lines removed.
    public var deletions = 0
    /// The owners that CODEOWNERS names for these paths, in the order of the paths.
    public var owners: [Text] = []
    /// The groups it depends on that the change touches, directly or through others.
    public var through: [Text] = []
    /// The paths.
    public var files: [Text] = []

    init(_ group: [UInt8]) { self.group = Text(group) }

    mutating func add(_ path: [UInt8], _ lines: ChangeLines?, _ owners: [Text]) {
        paths += 1
        files.append(Text(path))
        if case .lines(let insertions, let deletions) = lines {
            self.insertions += Int(insertions)
            self.deletions += Int(deletions)
        }
        for owner in owners where !self.owners.contains(owner) { self.owners.append(owner) }
    }
}
