// The content of one object, read as a whole where it is small and piece by piece where it is large.

import GitObjects

/// An object to be printed: its type, its size, and its content in pieces.
package struct ObjectContent: ~Copyable {
    /// A larger blob is streamed: it would not fit into memory, or cost more than its inflating.
    static let wholeSize = 8 << 20

    /// The object's type.
    package let type: ObjectType
    /// The size of its content in bytes.
    package let size: Int
    private let id: ObjectID
    private var whole: [UInt8]?
    private var stream: StoredStream?

    /// Opens an object; `nil` where it is missing.
    init?(_ id: ObjectID, _ reader: ObjectReader) throws(RgitError) {
        var stream: StoredStream?
        if let header = try reader.header(id), header.type == .blob, header.size > ObjectContent.wholeSize {
            stream = try reader.stream(id)
        }
        let object = stream == nil ? try reader.objectIfPresent(id) : nil
        guard let type = stream?.type ?? object?.type else { return nil }
        self.id = id
        self.type = type
        size = stream?.size ?? object?.bytes.count ?? 0
        whole = object?.bytes
        self.stream = stream
    }

    /// The next bytes of the content; `nil` after the last.
    ///
    /// Throws where the object turns out to be damaged only after a part of it was returned.
    package mutating func next() throws(RgitError) -> [UInt8]? {
        if let bytes = whole.take() { return bytes }
        do throws(GitObjectError) {
            return try stream?.next()
        } catch {
            var error = error
            error.object = error.object ?? id
            throw RgitError(error)
        }
    }
}
