// A variable of the configuration as people and programs see it.

import Records

/// A variable with its value and the place it comes from.
public struct ConfigVariable: Record, Hashable, Codable {
    /// The full name, such as `branch.main.remote`: section and name in small letters.
    public var key: Text
    /// The value; `nil` for a name without one, which means true.
    public var value: Text?
    /// `system`, `global`, `local`, `worktree` or `command`.
    public var scope: String
    /// Where it comes from as git shows it: `file:.git/config` or `command line:`.
    public var origin: Text
    /// The absolute path of the file; `nil` for the environment.
    public var file: Text?
    /// The line of the file where it ends, from 1; `nil` for the environment.
    public var line: Int?
}
