// Reads a file in pieces of whole lines.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file in pieces of whole lines.
final class LineChunks {
    private let path: [UInt8]
    private let descriptor: Int32
    private let size: Int
    private var rest: [UInt8] = []
    private var isAtEnd = false

    init(_ path: [UInt8], size: Int) throws(RgitError) {
        self.path = path
        self.size = size
        descriptor = unsafe FileSystem.withPath(path) { unsafe open($0, O_RDONLY | O_CLOEXEC) } ?? -1
        guard descriptor >= 0 else { throw FileSystem.failure("cannot read", path) }
    }

    deinit { close(descriptor) }

    /// The next lines, with their ends but for one that the last may lack; `nil` behind the last.
    func next() throws(RgitError) -> [UInt8]? {
        while !isAtEnd {
            var chunk = [UInt8](repeating: 0, count: size)
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileSystem.failure("cannot read", path) }
            isAtEnd = count == 0
            rest += chunk.prefix(count)
            if let end = rest.lastIndex(of: 0x0a) {
                let lines = Array(rest[...end])
                rest.removeFirst(end + 1)
                return lines
            }
        }
        guard !rest.isEmpty else { return nil }
        defer { rest = [] }
        return rest
    }
}
