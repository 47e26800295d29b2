// The surroundings every test program runs in: no configuration but the test's own, fixed people and dates.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The environment of programs under test.
public enum Hermetic {
    /// Seconds since 1970 that commits made by git in a test carry unless they say otherwise.
    public static let date = 1_600_000_000

    /// The variables; `home` is an empty directory.
    public static func environment(home: String) -> [String: [UInt8]] {
        var variables: [String: String] = [
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_DEFAULT_HASH": HashFunction.usual.rawValue,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": "A U Thor",
            "GIT_AUTHOR_EMAIL": "author@example.com",
            "GIT_AUTHOR_DATE": "@\(date) +0000",
            "GIT_COMMITTER_NAME": "C O Mitter",
            "GIT_COMMITTER_EMAIL": "committer@example.com",
            "GIT_COMMITTER_DATE": "@\(date) +0000",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "dumb",
        ]
        variables["PATH"] = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return variables.mapValues { Array($0.utf8) }
    }
}
