// The URLs of remotes as git uses them, `url.*.insteadOf` and `url.*.pushInsteadOf` applied (git-remote(1)).

import GitObjects

/// Where a remote is fetched from and pushed to.
struct RemoteURLs {
    /// The URLs it is fetched from; git uses the first.
    let fetch: [[UInt8]]
    /// The URLs it is pushed to, all of them.
    let push: [[UInt8]]

    /// Reads the URLs of a remote; none for a remote without any.
    init(_ name: [UInt8], _ config: Configuration) {
        let urls = config.all(Configuration.key("remote", name, "url"))
        var push = config.all(Configuration.key("remote", name, "pushurl"))
            .map { Self.rewritten($0, by: "insteadof", config) ?? $0 }
        if push.isEmpty { push = urls.compactMap { Self.rewritten($0, by: "pushinsteadof", config) } }
        fetch = urls.map { Self.rewritten($0, by: "insteadof", config) ?? $0 }
        self.push = push.isEmpty ? fetch : push
    }

    /// The names of the remotes of the configuration, in order.
    static func names(_ config: Configuration) -> [[UInt8]] {
        config.subsections(of: "remote").filter { $0.first != 0x2f }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The URL with the longest prefix that a setting rewrites, rewritten; `nil` where none does.
    private static func rewritten(_ url: [UInt8], by name: String, _ config: Configuration) -> [UInt8]? {
        var longest = -1
        var result: [UInt8]?
        for base in config.subsections(of: "url") {
            for prefix in config.all(Configuration.key("url", base, name))
            where prefix.count > longest && url.starts(with: prefix) {
                longest = prefix.count
                result = base + url.dropFirst(prefix.count)
            }
        }
        return result
    }
}
