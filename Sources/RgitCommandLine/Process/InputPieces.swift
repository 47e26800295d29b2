// Standard input, cut into lines or at NULs, piece by piece as it comes.

import RgitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a command reads what it calls standard input.
enum StandardInput: Sendable {
    /// The descriptor of the process.
    case descriptor
    /// Bytes that came with the request.
    case bytes([UInt8])
}

/// The pieces of standard input; at most a line and what one read brings are in memory.
struct InputPieces {
    /// The longest piece that is taken, in bytes.
    private static let maximumLength = 1 << 20

    private let terminator: UInt8
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Cuts at NULs, or at line feeds with a carriage return before them left out.
    init(_ input: StandardInput, nulTerminated: Bool) {
        terminator = nulTerminated ? 0 : 0x0a
        if case .bytes(let bytes) = input {
            buffer = bytes
            isAtEnd = true
        }
    }

    /// The next piece; `nil` at the end. `beforeWaiting` is called before more input is asked for.
    ///
    /// Throws `io` where standard input cannot be read, and `usage` for a piece of more than a MiB.
    mutating func next(beforeWaiting: () throws -> Void) throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: terminator) {
                defer { start = end + 1 }
                var piece = buffer[start..<end]
                if terminator == 0x0a, piece.last == 0x0d { piece = piece.dropLast() }
                return Array(piece)
            }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            guard buffer.count - start <= Self.maximumLength else {
                throw RgitError(
                    .usage, "line of standard input is too long", Array(buffer[start...].prefix(80)))
            }
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            try beforeWaiting()
            try readMore()
        }
    }

    private mutating func readMore() throws(RgitError) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            if count >= 0 {
                isAtEnd = count == 0
                buffer += chunk.prefix(count)
                return
            }
            if errno != EINTR {
                throw RgitError(.io, "cannot read standard input", String(cString: strerror(errno)))
            }
        }
    }
}
