// Lines of a descriptor, each of bounded length.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads lines from a descriptor.
struct LineReader {
    /// What comes next.
    enum Next {
        /// A line without its end.
        case line([UInt8])
        /// A line longer than the maximum, which is passed over.
        case tooLong
        /// The end, or an error of the descriptor.
        case end
    }

    private let descriptor: Int32
    private let maximumLength: Int
    private var buffer: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var isAtEnd = false

    /// Reads lines of at most `maximumLength` bytes.
    init(descriptor: Int32, maximumLength: Int) {
        self.descriptor = descriptor
        self.maximumLength = maximumLength
    }

    /// Whether more has been read than the lines given out, or nothing more comes.
    var hasMore: Bool { start < buffer.count || isAtEnd }

    /// The next line; blocks until there is one.
    mutating func next() -> Next {
        var searched = start
        var isTooLong = false
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0a) {
                defer { start = end + 1 }
                return isTooLong || end - start > maximumLength ? .tooLong : .line(Array(buffer[start..<end]))
            }
            if isAtEnd {
                guard start < buffer.count || isTooLong else { return .end }
                defer { start = buffer.count }
                return isTooLong ? .tooLong : .line(Array(buffer[start...]))
            }
            buffer.removeFirst(start)
            start = 0
            if buffer.count > maximumLength {
                isTooLong = true
                buffer.removeAll(keepingCapacity: false)
            }
            searched = buffer.count
            readMore()
        }
    }

    private mutating func readMore() {
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            isAtEnd = count <= 0
            buffer += chunk.prefix(max(0, count))
            return
        }
    }
}
