// One file of an export while it is written: rows, how many they are, and the sum by which a reader can check them.

import GitObjects

/// The row count, size and SHA-256 of one table of one repository.
struct FactSum: Hashable, Sendable {
    /// The number of rows.
    var rows = 0
    /// The number of bytes.
    var bytes = 0
    /// The SHA-256 of the file.
    var sha256: ObjectID?
}

/// A file that takes encoded rows.
final class FactFile {
    private static let bufferSize = 1 << 18

    private let file: DiskFile
    private var buffer: [UInt8] = []
    private var hash = SHA256()
    private var sum = FactSum()

    /// Begins a file with `header`.
    init(_ path: [UInt8], header: [UInt8]) throws(RgitError) {
        file = try DiskFile(path)
        buffer = header
    }

    /// Appends rows.
    func write(_ bytes: [UInt8], rows: Int) throws(RgitError) {
        buffer += bytes
        sum.rows += rows
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Ends the file.
    func finish() throws(RgitError) -> FactSum {
        try flush()
        try file.close()
        var hash = SHA256()
        swap(&hash, &self.hash)
        sum.sha256 = hash.finish()
        return sum
    }

    private func flush() throws(RgitError) {
        try file.write(buffer)
        hash.add(buffer)
        sum.bytes += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
