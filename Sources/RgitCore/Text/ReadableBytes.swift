// Numbers of bytes as people read them.

/// A number of bytes for people.
enum ReadableBytes {
    /// The number with a unit of 1024, such as `12.3 MiB`.
    static func text(_ bytes: Int) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var (unit, size) = (0, bytes)
        while size >= 1024 * 1024, unit < 4 {
            size >>= 10
            unit += 1
        }
        let tenths = (size * 10 + 512) / 1024
        return "\(tenths / 10).\(tenths % 10) \(["KiB", "MiB", "GiB", "TiB", "PiB"][unit])"
    }
}
