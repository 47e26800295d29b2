// How patches are printed, as the options of git diff say it.

/// The options that decide how a patch looks, not what it is about.
public struct PatchOptions: Hashable, Codable, Sendable {
    /// `-U`: the number of unchanged lines around a change; `nil` for `diff.context`, else 3.
    public var context: Int?
    /// `--inter-hunk-context`: the number of lines that may remain between two hunks for them to be joined; `nil` for
    /// `diff.interHunkContext`, else 0.
    public var interHunkContext: Int?
    /// `-W`: whether whole functions are shown around changes.
    public var functionContext = false
    /// `--indent-heuristic`: whether hunks that can slide are placed by indentation; `nil` for `diff.indentHeuristic`, else
    /// yes.
    public var indentHeuristic: Bool?
    /// `-I`: regular expressions; changes all of whose lines match one of them are left out.
    public var ignoredLines: [[UInt8]] = []
    /// `--text`: whether files are shown line by line that git takes for binary.
    public var text = false
    /// `--full-index`: whether object names are not shortened in patches.
    public var fullIndex = false
    /// `--abbrev`: the least number of digits of object names; `nil` for `core.abbrev`, 0 for whole names in lists and what
    /// `core.abbrev` says in patches (`--no-abbrev`).
    public var abbreviation: Int?
    /// `--src-prefix`: what stands before the first path; `nil` for what the configuration says, by default `a/`.
    public var oldPrefix: [UInt8]?
    /// `--dst-prefix`: what stands before the second path; `nil` for what the configuration says, by default `b/`.
    public var newPrefix: [UInt8]?
    /// `--irreversible-delete`: whether the lines of deleted files are left out.
    public var omitsDeleted = false

    /// Git's defaults.
    public init() {}
}
