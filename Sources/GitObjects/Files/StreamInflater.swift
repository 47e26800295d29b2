// Inflates a zlib stream piece by piece, for contents that are too large to be held in memory.

import Czlib

/// Decodes part of a mapped file with zlib, since libdeflate only works on whole streams.
@safe struct StreamInflater: ~Copyable {
    /// The number of bytes of a piece; only the last one is shorter.
    static let pieceSize = 1 << 18
    /// After this many compressed bytes the pages they were read from are given back.
    private static let releaseDistance = 1 << 23

    private enum Zlib {
        /// The functions, which are looked up once; a constant that is never written to afterwards.
        nonisolated(unsafe) static let functions = unsafe rgit_zlib_load()
    }

    private let file: MappedFile
    private let functions: UnsafePointer<rgit_zlib>
    private let stream: UnsafeMutablePointer<z_stream>
    /// The place in the file of the next compressed byte.
    private(set) var position: Int
    private let end: Int
    private var released: Int
    /// Whether the stream has ended and its checksum was right.
    private(set) var hasEnded = false

    /// Inflates the stream that begins at `range.lowerBound` and ends somewhere in `range`.
    init(_ file: MappedFile, _ range: Range<Int>) throws(GitObjectError) {
        guard let functions = unsafe Zlib.functions, let stream = unsafe rgit_zlib_start(functions) else {
            throw GitObjectError(.unsupported, "zlib cannot be loaded", file: file.path)
        }
        self.file = file
        unsafe self.functions = functions
        unsafe self.stream = stream
        let range = range.clamped(to: 0..<file.count)
        position = range.lowerBound
        released = range.lowerBound
        end = range.upperBound
    }

    deinit {
        unsafe rgit_zlib_finish(functions, stream)
    }

    /// The next bytes, at most `count`; fewer only where the stream ends. `nil` where it is damaged or cut off.
    mutating func next(_ count: Int = StreamInflater.pieceSize) -> [UInt8]? {
        guard !hasEnded, count > 0 else { return [] }
        let input = file
        var isSound = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, made in
            made = 0
            while made < count, !hasEnded {
                // zlib counts in 32 bits.
                let given = min(end - position, StreamInflater.releaseDistance)
                let code: Int32 = unsafe input.bytes.withUnsafeBytes { bytes in
                    unsafe stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: bytes.baseAddress?.advanced(by: position).assumingMemoryBound(
                            to: UInt8.self))
                    unsafe stream.pointee.avail_in = UInt32(given)
                    unsafe stream.pointee.next_out = output.baseAddress?.advanced(by: made)
                    unsafe stream.pointee.avail_out = UInt32(count - made)
                    return unsafe functions.pointee.inflate(stream, Z_NO_FLUSH)
                }
                position += unsafe given - Int(stream.pointee.avail_in)
                made = unsafe count - Int(stream.pointee.avail_out)
                if code == Z_STREAM_END {
                    hasEnded = true
                } else if code != Z_OK {
                    isSound = false
                    return
                }
            }
        }
        if position - released >= StreamInflater.releaseDistance {
            file.release(released..<position)
            released = position
        }
        return isSound ? bytes : nil
    }
}
