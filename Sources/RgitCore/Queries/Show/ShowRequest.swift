// What `rgit show` can be asked.

/// What `rgit show` was asked.
public struct ShowRequest: Hashable, Codable, Sendable {
    /// The objects; none for `HEAD`.
    public var revisions: [[UInt8]] = []
    /// Pathspecs: only what commits changed there is shown.
    public var paths: [[UInt8]] = []
    /// `--[no-]mailmap`; `nil` for what `log.mailmap` says.
    public var useMailmap: Bool?
    /// How the changes of commits are found.
    public var diff = DiffOptions()

    /// `rgit show` without options.
    public init() {}
}
