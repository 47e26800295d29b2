// One worker's reader of the object database, with its own cache and decompressor.

/// Reads objects for one worker; deliberately not `Sendable`, since its caches are unguarded.
public final class ObjectDatabaseReader {
    /// The database it reads.
    public let database: ObjectDatabase
    private var state: ReaderState

    init(
        database: ObjectDatabase, cacheBytes: Int, limits: ReadLimits, scanner: (any ContentScanner)? = nil
    ) {
        self.database = database
        state = ReaderState(database: database, cacheBytes: cacheBytes, limits: limits, scanner: scanner)
    }

    /// The object's type and content; `nil` when no directory has it.
    ///
    /// A damaged copy is skipped while there is another one, in a pack or loose. Packs are listed again before an
    /// object is said to be missing, for a repack may just have moved it. The error names object, file and offset.
    public func read(_ id: ObjectID) throws(GitObjectError) -> RawObject? {
        try state.read(id)
    }

    /// The object's type and content unless it is a blob of more than `maximum` bytes, which is not inflated then; `nil`
    /// when no directory has it.
    public func read(_ id: ObjectID, upTo maximum: Int) throws(GitObjectError) -> BoundedObject? {
        try state.read(id, upTo: maximum)
    }

    /// The object's type and its size in bytes, without inflating the whole of it; `nil` when no directory has it.
    public func header(_ id: ObjectID) throws(GitObjectError) -> (type: ObjectType, size: Int)? {
        try state.header(id)
    }

    /// The bytes that the object takes where it is stored (git's `%(objectsize:disk)`); `nil` when no directory has it.
    public func storedSize(_ id: ObjectID) throws(GitObjectError) -> Int? {
        try state.storedSize(id)
    }

    /// The object that `id` is stored as a delta of (git's `%(deltabase)`); `nil` where it is stored whole, or nowhere.
    public func deltaBase(of id: ObjectID) throws(GitObjectError) -> ObjectID? {
        try state.deltaBase(of: id)
    }

    /// The object as a stream of pieces; `nil` where it is stored as a delta or cannot be found: ``read(_:)`` says why.
    public func stream(_ id: ObjectID) throws(GitObjectError) -> StoredStream? {
        try state.stream(id)
    }

    /// The names that begin with the given hexadecimal digits, in order and without duplicates.
    ///
    /// Anything but hexadecimal digits begins no name.
    public func objects(withPrefix digits: [UInt8]) throws(GitObjectError) -> [ObjectID] {
        guard let prefix = ObjectIDPrefix(hex: digits, database.format) else { return [] }
        return try state.objects(withPrefix: prefix)
    }

    /// The pack that holds `id`, and the offset of its entry there; `nil` when it is loose or missing.
    public func location(of id: ObjectID) -> (pack: Pack, offset: Int)? {
        guard let key = state.locate(id), let pack = state.pack(key.pack) else { return nil }
        return (pack, key.offset)
    }

    /// The object whose entry begins at `offset` in `pack`.
    public func read(_ pack: Pack, offset: Int) throws(GitObjectError) -> RawObject {
        try state.read(EntryKey(pack: state.number(of: pack), offset: offset))
    }

    /// The header of the entry that begins at `offset` in `pack`.
    public func entry(_ pack: Pack, offset: Int) throws(GitObjectError) -> PackEntry {
        guard let data = state.data(state.number(of: pack)) else {
            throw state.problem ?? GitObjectError(.unreadable, "pack is not there any more", file: pack.path)
        }
        return try data.entry(at: offset)
    }

    /// The type of the object at each rank of `ranks`, deltas followed to their bases; nothing is inflated.
    ///
    /// `nil` where an entry is damaged, or where all of the pack is gone.
    public func types(in pack: Pack, order: PackOrder, ranks: Range<Int>) -> [ObjectType?] {
        state.types(number: state.number(of: pack), order: order, ranks: ranks.clamped(to: 0..<order.count))
    }

    /// Calls `body` with the content of every object of one type at the ranks `ranks`, in the order of the pack.
    ///
    /// Made for reading the commits of a pack speculatively, a chunk of ranks on each worker: contents are inflated into
    /// one buffer, which is reused for the next object when `body` returns. Entries that cannot be read are skipped
    /// silently; a caller that needs one reads it by name, from another copy if there is one, or gets the error.
    ///
    /// `expect` is called first, with the number of objects there are.
    ///
    /// - Returns: The number of calls.
    @discardableResult
    public func visitObjects<Failure: Error>(
        of type: ObjectType, in pack: Pack, order: PackOrder, ranks: Range<Int>,
        expect: (_ count: Int) -> Void = { _ in },
        body: (_ rank: Int, _ content: Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        let number = state.number(of: pack)
        let ranks = ranks.clamped(to: 0..<order.count)
        let types = state.types(number: number, order: order, ranks: ranks)
        expect(types.count { $0 == type })
        var buffer: [UInt8] = []
        var shown = 0
        for rank in ranks where types[rank - ranks.lowerBound] == type {
            let key = EntryKey(pack: number, offset: Int(order.offsets[rank]))
            // The reader is free again while `body` runs, so that it may read other objects.
            guard let size = try? state.resolve(key, ifType: type, into: &buffer) else { continue }
            try body(rank, buffer.span.extracting(0..<size))
            shown += 1
        }
        return shown
    }
}
