// A remote as the configuration describes it: GitPython's `Remote`, as a value.

import Records

/// A remote with its URLs as git uses them, and its refspecs as they are written.
public struct RemoteEntry: Record, Hashable, Codable {
    /// The name, such as `origin`.
    public var name: Text
    /// Where it is fetched from, rewritten by `url.*.insteadOf`; `nil` without a URL.
    public var url: Text?
    /// Where it is pushed to, rewritten too; `nil` without a URL.
    public var pushURL: Text?
    /// The refspecs of `remote.NAME.fetch`.
    public var fetch: [Text]
    /// The refspecs of `remote.NAME.push`.
    public var push: [Text]
    /// The full name of the reference that `refs/remotes/NAME/HEAD` points to; `nil` where there is none.
    public var head: Text?
}
