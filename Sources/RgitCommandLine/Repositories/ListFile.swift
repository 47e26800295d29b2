// Reads the files that list what a command works on.

import GitObjects
import Records
import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads lists whole; a pipe, as the shell makes for `<(command)`, is as good as a file.
enum ListFile {
    /// The largest list, in bytes: a million long paths.
    private static let maximumSize = 256 << 20

    /// The whole of standard input.
    static func load(_ input: StandardInput) throws(RgitError) -> [UInt8] {
        switch input {
        case .descriptor: try contents(of: 0, "standard input")
        case .bytes(let bytes): bytes
        }
    }

    /// The content of the file `name`, relative to `directory`.
    static func load(_ name: [UInt8], relativeTo directory: [UInt8]) throws(RgitError) -> [UInt8] {
        let text = Text(name)
        let slash = UInt8(ascii: "/")
        let path = name.first == slash ? name : directory + [slash] + name
        let descriptor = (path + [0]).withUnsafeBytes { buffer in
            buffer.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_RDONLY | O_CLOEXEC) }
        }
        guard let descriptor, descriptor >= 0 else {
            throw RgitError(.io, FileSystem.failure("cannot read", errno), text)
        }
        defer { close(descriptor) }
        return try contents(of: descriptor, text)
    }

    private static func contents(of descriptor: Int32, _ name: Text) throws(RgitError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count > 0 {
                bytes += chunk.prefix(count)
                guard bytes.count <= maximumSize else {
                    throw RgitError(.io, "list is larger than 256 MiB", name)
                }
            } else if errno != EINTR {
                throw RgitError(.io, FileSystem.failure("cannot read", errno), name)
            }
        }
    }
}
