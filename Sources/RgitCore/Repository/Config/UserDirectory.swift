// Paths that begin with a user's home directory: `~/x` and `~name/x`.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The expansion of `~` at the beginning of paths in settings.
enum UserDirectory {
    /// The path with the home directory in place of `~` or `~name`; `nil` where there is no such directory to be known.
    static func expand(_ path: [UInt8], home: [UInt8]?) -> [UInt8]? {
        guard path.first == UInt8(ascii: "~") else { return path }
        let name = path.dropFirst().prefix { $0 != 0x2f }
        guard let directory = name.isEmpty ? home : homeDirectory(of: Array(name)) else { return nil }
        return directory + path.dropFirst(1 + name.count)
    }

    /// The home directory that the system knows of a user.
    private static func homeDirectory(of user: [UInt8]) -> [UInt8]? {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let name = user.map { CChar(bitPattern: $0) } + [0]
        guard unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil,
            let directory = unsafe entry.pw_dir
        else { return nil }
        return unsafe Array(String(cString: directory).utf8)
    }
}
