// A folder of one test's own, gone with everything in it when the test is done.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new folder under the system's temporary one; removed when the last reference to it goes.
public final class TemporaryFolder: Sendable {
    /// Its absolute path, with no symbolic link in it and no slash at the end.
    public let path: String

    /// Makes the folder.
    public init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/rgit-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemFailure("mkdtemp in \(parent)") }
        var resolved = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard realpath(template, &resolved) != nil else { throw SystemFailure("realpath") }
        let bytes = resolved.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        path = String(decoding: bytes, as: UTF8.self)
    }

    deinit { Self.removeTree(Array(path.utf8)) }

    /// Makes a folder in it, with the folders above it.
    @discardableResult
    public func makeFolder(_ name: String) throws -> String {
        let full = "\(path)/\(name)"
        try FileTree.makeFolder(Array(full.utf8))
        return full
    }

    /// Removes a path and all that is below it, whatever bytes the names hold; what resists is left.
    public static func removeTree(_ path: [UInt8]) {
        let name = path.map { CChar(bitPattern: $0) } + [0]
        var status = stat()
        guard lstat(name, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            chmod(name, 0o700)
            for entry in (try? FileTree.names(in: path)) ?? [] { removeTree(path + [0x2F] + entry) }
            rmdir(name)
        } else {
            unlink(name)
        }
    }
}

/// Files and folders by names of any bytes.
public enum FileTree {
    /// Makes a folder and those above it.
    public static func makeFolder(_ path: [UInt8]) throws {
        var end = 0
        while end < path.count {
            end = path[(end + 1)...].firstIndex(of: 0x2F) ?? path.count
            if mkdir(name(path[..<end]), 0o755) != 0 && errno != EEXIST {
                throw SystemFailure("mkdir \(String(decoding: path[..<end], as: UTF8.self))")
            }
        }
    }

    /// Puts a file in the place of another at once.
    public static func replace(_ target: String, by path: String) throws {
        if rename(path, target) != 0 { throw SystemFailure("rename \(path)") }
    }

    /// Writes a file anew, with the folders above it.
    public static func write(_ bytes: [UInt8], to path: [UInt8], mode: UInt32 = 0o644) throws {
        if let slash = path.lastIndex(of: 0x2F), slash > 0 { try makeFolder(Array(path[..<slash])) }
        let shown = String(decoding: path, as: UTF8.self)
        let descriptor = open(name(path[...]), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else { throw SystemFailure("open \(shown)") }
        defer { close(descriptor) }
        fchmod(descriptor, mode_t(mode))
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                #if canImport(Glibc)
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                #else
                    Darwin.write(descriptor, $0.baseAddress, $0.count)
                #endif
            }
            guard count > 0 else { throw SystemFailure("write \(shown)") }
            written += count
        }
    }

    /// The bytes of a file.
    public static func read(_ path: [UInt8]) throws -> [UInt8] {
        let shown = String(decoding: path, as: UTF8.self)
        let descriptor = open(name(path[...]), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemFailure("open \(shown)") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &buffer, buffer.count)
            #else
                let count = Darwin.read(descriptor, &buffer, buffer.count)
            #endif
            guard count >= 0 else { throw SystemFailure("read \(shown)") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// The names in a folder, sorted by bytes, without `.` and `..`.
    public static func names(in path: [UInt8]) throws -> [[UInt8]] {
        guard let folder = opendir(name(path[...])) else {
            throw SystemFailure("opendir \(String(decoding: path, as: UTF8.self))")
        }
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes != [0x2E] && bytes != [0x2E, 0x2E] { names.append(bytes) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func name(_ path: ArraySlice<UInt8>) -> [CChar] {
        path.map { CChar(bitPattern: $0) } + [0]
    }
}
