// What `rgit show` can be asked.

/// What `rgit show` was asked.
public struct ShowRequest: Hashable, Codable, Sendable {
    /// The objects; none for `HEAD`.
    public var revisions: [[UInt8]] = []
    /// Pathspecs: only what commits changed there is shown.
    public var paths: [[UInt8]] = []
    /// `--[no-]mailmap`; `nil` for what `log.mailmap` says.
    public var useMailmap: Bool?
    /// `--patch`: whether the patches of commits are shown; `nil` for text, but not for rows.
    public var patch: Bool?
    /// `--diff-merges`: what a merge is compared with; `nil` for all parents at once (`--cc`).
    public var diffMerges: MergeDiff?
    /// `-S`, `-G`, `--find-object`: only commits in which something came or went.
    public var pickaxe = PickaxeOptions()
    /// How the changes of commits are found.
    public var diff = DiffOptions()
    /// How patches look.
    public var patches = PatchOptions()

    /// `rgit show` without options.
    public init() {}
}
