// The content of one object read piece by piece, from a loose file or from a whole entry of a pack.

/// An object whose content is inflated as it is asked for; memory does not grow with its size.
public struct StoredStream: ~Copyable {
    /// The object's type.
    public let type: ObjectType
    /// The size of its content in bytes.
    public let size: Int
    private var inflater: StreamInflater
    private var left: Int
    private let file: MappedFile
    private let isLoose: Bool

    /// An object whose stream is in `range` of `file`, after `headerLength` bytes that do not belong to its content.
    init(
        _ file: MappedFile, _ range: Range<Int>, type: ObjectType, size: Int, headerLength: Int?
    ) throws(GitObjectError) {
        var inflater = try StreamInflater(file, range)
        if let headerLength, inflater.next(headerLength)?.count != headerLength {
            throw GitObjectError(.damaged, "loose object does not inflate", file: file.path)
        }
        self.inflater = inflater
        self.type = type
        self.size = size
        self.file = file
        isLoose = headerLength != nil
        left = size
    }

    /// The next bytes of the content; `nil` after the last.
    ///
    /// Throws where the stream is damaged or has another size than announced. What was returned before is not to be
    /// trusted then.
    public mutating func next() throws(GitObjectError) -> [UInt8]? {
        if left == 0 {
            // The checksum is only read with the end of the stream.
            guard inflater.hasEnded || inflater.next(1)?.isEmpty == true, inflater.hasEnded else {
                throw damage()
            }
            guard !isLoose || inflater.position == file.count else {
                throw file.damaged("garbage after loose object", at: inflater.position)
            }
            return nil
        }
        guard let bytes = inflater.next(min(left, StreamInflater.pieceSize)), !bytes.isEmpty else {
            throw damage()
        }
        left -= bytes.count
        return bytes
    }

    private func damage() -> GitObjectError {
        file.damaged(
            isLoose ? "loose object does not inflate" : "entry does not inflate", at: inflater.position)
    }
}

extension ReaderState {
    /// The content of an object as a stream; `nil` where it is stored as a delta, or cannot be found or understood: a
    /// search of the whole object gives the reason.
    mutating func stream(_ id: ObjectID) throws(GitObjectError) -> StoredStream? {
        repeat {
            if let key = locate(id) {
                guard let data = data(key.pack), let entry = try? data.entry(at: key.offset),
                    case .object(let type) = entry.kind
                else { return nil }
                return try StoredStream(
                    data.file, entry.dataOffset..<data.end, type: type, size: entry.size, headerLength: nil)
            }
            for directory in database.directories {
                if let stream = try LooseObjects(directory: directory).stream(id) { return stream }
            }
        } while refresh()
        return nil
    }
}

extension LooseObjects {
    /// The content of an object as a stream; `nil` when it is not here.
    func stream(_ id: ObjectID) throws(GitObjectError) -> StoredStream? {
        guard let header = try fullHeader(id), let file = try MappedFile.open(path(of: id)) else {
            return nil
        }
        return try StoredStream(
            file, 0..<file.count, type: header.type, size: header.size, headerLength: header.length)
    }
}
