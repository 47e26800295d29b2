// What `rgit status` can be asked.

/// What `rgit status` was asked.
public struct StatusRequest: Hashable, Codable, Sendable {
    /// The pathspecs; none for everything.
    public var paths: [[UInt8]] = []
    /// `--untracked-files`; `nil` for what `status.showUntrackedFiles` says.
    public var untracked: UntrackedFiles?
    /// `--ignored`
    public var ignored = IgnoredFiles.no
    /// `--ignore-submodules`: what does not count of submodules; `nil` for what is configured.
    public var ignoredSubmoduleChanges: IgnoredSubmoduleChanges?
    /// `--find-renames` and `--no-renames`; `nil` for what `status.renames` says.
    public var renames: DiffOptions.Renames?
    /// The smallest similarity that makes a rename, of 60,000; 30,000 is 50 %.
    public var renameScore = 30_000
    /// `--porcelain`: which version of the lines of `git status` takes the place of rows; `nil` for rows.
    public var porcelain: Int?
    /// `--branch`: those lines with the branch, too.
    public var branch = false
    /// `--show-stash`: those lines with the number of stashes, too; `nil` for what `status.showStash` says.
    public var showStash: Bool?
    /// `-z`: those lines with paths as they are, each ended by a NUL.
    public var nulTerminated = false
    /// `--ahead-behind`: whether commits are counted that HEAD and its upstream have and the other has not.
    public var countsCommits = true

    /// `rgit status` without options.
    public init() {}
}

/// How much of a submodule's change does not count.
public enum IgnoredSubmoduleChanges: String, Hashable, Codable, Sendable, CaseIterable {
    /// Everything counts, untracked files in it too.
    case none
    /// Untracked files in it.
    case untracked
    /// Everything but another commit.
    case dirty
    /// Everything.
    case all
}
