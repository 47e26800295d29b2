// Makes whole objects of pack entries: chains of deltas are followed down to a base and applied upward.

extension ReaderState {
    /// Git makes chains of 4,095 deltas at most; a longer one is a cycle of reference deltas or an attack.
    static let maximumChainLength = 16_384
    /// The maximum depth of searches for bases outside the pack (thin packs, copies of damaged bases).
    static let maximumDetourDepth = 16
    /// A size beyond this is compared with the entry's own compressed extent, not with the rest of the pack.
    private static let sizeWorthMeasuring = 1 << 22
    /// A scratch buffer larger than this is released after use.
    private static let maximumScratchSize = 1 << 24

    /// The whole object whose entry is at `key`; every base on the way stays in the cache.
    ///
    /// An entry that turns out to be damaged is remembered, and the next search skips it.
    mutating func resolve(_ key: EntryKey, detour: Int = 0) throws(GitObjectError) -> RawObject {
        var chain: [PackEntry] = []
        var object = try base(of: key, chain: &chain, detour: detour)
        guard !chain.isEmpty else { return object }
        let pack = try opened(key.pack)
        // The sizes along a chain may grow up to the last, which is the one that counts.
        let result = limits.wantedBytes < .max ? chain.first : nil
        // Not the member, which cannot be written to while the delta is read.
        var copies: [Delta.Copy] = []
        swap(&copies, &self.copies)
        defer { swap(&copies, &self.copies) }
        while let entry = chain.popLast() {
            try inflateDelta(entry, pack, onto: object.type)
            if let result, chain.isEmpty || object.bytes.count > ReaderState.sizeWorthMeasuring,
                let size = resultSize(of: result, pack), size > limits.wantedBytes
            {
                throw refused(result, pack, object.type, size)
            }
            let scanner = object.type == .blob ? scanner : nil
            let applied =
                if let scanner {
                    unsafe Delta.apply(
                        delta.span.bytes.extracting(0..<entry.size), to: object.bytes.span.bytes,
                        noting: &copies, minimumSize: scanner.minimumCopySize)
                } else {
                    unsafe Delta.apply(
                        delta.span.bytes.extracting(0..<entry.size), to: object.bytes.span.bytes)
                }
            guard let bytes = applied else { throw spoiled(entry, pack, "delta does not apply") }
            let marks = scanner?.marks(in: bytes, with: copies, of: object.marks)
            releaseScratch()
            object = RawObject(type: object.type, bytes: bytes, marks: marks)
            cache.insert(EntryKey(pack: key.pack, offset: entry.offset), object, isWhole: false)
        }
        return object
    }

    /// The object at `key` in the first bytes of `buffer`, if it is of the type wanted; returns its size.
    ///
    /// Only bases enter the cache: what is read once, in the order of the pack, would only push them out.
    mutating func resolve(
        _ key: EntryKey, ifType wanted: ObjectType, into buffer: inout [UInt8]
    ) throws(GitObjectError) -> Int? {
        let pack = try opened(key.pack)
        let entry = try entry(key, pack)
        if case .object(let type) = entry.kind {
            guard type == wanted else { return nil }
            try check(entry, pack, limit: limits.whole(type), type)
            guard inflater.inflate(compressed(entry, pack), size: entry.size, into: &buffer) else {
                throw spoiled(entry, pack, "entry does not inflate")
            }
            return entry.size
        }
        let object = try base(of: entry, key: key)
        guard object.type == wanted else { return nil }
        try inflateDelta(entry, pack, onto: object.type)
        let size = unsafe Delta.apply(
            delta.span.bytes.extracting(0..<entry.size), to: object.bytes.span.bytes, into: &buffer)
        releaseScratch()
        guard let size else { throw spoiled(entry, pack, "delta does not apply") }
        return size
    }

    /// The type of the object at `key`: that of the entry at the bottom of its chain. Nothing is inflated.
    mutating func type(of key: EntryKey, detour: Int = 0) throws(GitObjectError) -> ObjectType {
        let pack = try opened(key.pack)
        var offset = key.offset
        var circle = CycleDetector(start: offset)
        for _ in 0..<ReaderState.maximumChainLength {
            let entry = try entry(EntryKey(pack: key.pack, offset: offset), pack)
            switch entry.kind {
            case .object(let type): return type
            case .offsetDelta(let base): offset = base
            case .referenceDelta(let base):
                if let inside = index(key.pack)?.offset(of: base) {
                    offset = inside
                    if circle.closes(at: offset) {
                        throw spoiled(entry, pack, "delta chain is too long or circular")
                    }
                } else {
                    guard detour < ReaderState.maximumDetourDepth else { break }
                    if let outside = locate(base) { return try type(of: outside, detour: detour + 1) }
                    if let loose = try looseHeader(base) { return loose.type }
                    throw pack.data.file.damaged("delta base is missing", at: offset, object: base)
                }
            }
        }
        throw pack.data.file.damaged("delta chain is too long or circular", at: key.offset)
    }

    /// The type and the size of the object at `key`, inflating a few bytes at most.
    mutating func header(_ key: EntryKey) throws(GitObjectError) -> (type: ObjectType, size: Int) {
        let pack = try opened(key.pack)
        let entry = try entry(key, pack)
        if case .object(let type) = entry.kind { return (type, entry.size) }
        guard let size = resultSize(of: entry, pack) else {
            throw pack.data.file.damaged("delta does not inflate", at: entry.offset)
        }
        return (try type(of: key), size)
    }

    /// The size of the object that a delta makes, from its first bytes; `nil` where it does not inflate.
    private func resultSize(of entry: PackEntry, _ pack: OpenPack) -> Int? {
        // Two sizes of ten bytes at most; of four where neither object has 256 MiB.
        for count in [8, 20] {
            guard let start = inflater.prefix(of: compressed(entry, pack), count: min(entry.size, count))
            else { return nil }
            if let header = unsafe DeltaHeader(start.span.bytes) { return header.resultSize }
        }
        return nil
    }

    /// Follows the chain from `key` down to a cached or whole object, collecting the deltas to apply to it.
    private mutating func base(
        of key: EntryKey, chain: inout [PackEntry], detour: Int
    ) throws(GitObjectError) -> RawObject {
        var current = key
        if let cached = cache.object(key) { return cached }
        var circle = CycleDetector(start: key.offset)
        let pack = try opened(key.pack)
        while true {
            if !chain.isEmpty, let cached = cache.object(current) { return cached }
            if !damaged.isEmpty, let error = damaged[current] {
                if let other = try otherCopy(of: current, detour: detour) { return other }
                throw error
            }
            let entry = try entry(current, pack)
            switch entry.kind {
            case .object(let type):
                let bytes = try inflate(entry, pack, type)
                let marks = type == .blob ? scanner?.marks(in: bytes) : nil
                let object = RawObject(type: type, bytes: bytes, marks: marks)
                cache.insert(current, object, isWhole: true)
                return object
            case .offsetDelta(let base):
                chain.append(entry)
                current = EntryKey(pack: key.pack, offset: base)
            case .referenceDelta(let base):
                chain.append(entry)
                if let inside = index(key.pack)?.offset(of: base) {
                    current = EntryKey(pack: key.pack, offset: inside)
                    if circle.closes(at: inside) {
                        throw spoiled(entry, pack, "delta chain is too long or circular")
                    }
                } else if let other = try object(base, detour: detour) {
                    return other
                } else {
                    throw spoiled(entry, pack, "delta base is missing")
                }
            }
            guard chain.count <= ReaderState.maximumChainLength else {
                throw spoiled(entry, pack, "delta chain is too long or circular")
            }
        }
    }

    /// The object `entry`, a delta, is to be applied to.
    private mutating func base(of entry: PackEntry, key: EntryKey) throws(GitObjectError) -> RawObject {
        switch entry.kind {
        case .offsetDelta(let base):
            return try resolve(EntryKey(pack: key.pack, offset: base))
        case .referenceDelta(let base):
            if let inside = index(key.pack)?.offset(of: base) {
                return try resolve(EntryKey(pack: key.pack, offset: inside))
            }
            if let other = try object(base, detour: 0) { return other }
        case .object:
            break
        }
        throw spoiled(entry, try opened(key.pack), "delta base is missing")
    }

    /// Another copy of the object whose entry at `key` is damaged.
    private mutating func otherCopy(of key: EntryKey, detour: Int) throws(GitObjectError) -> RawObject? {
        guard let id = id(of: key) else { return nil }
        return try object(id, detour: detour)
    }

    /// The object of a name, from any pack or loose file.
    private mutating func object(_ id: ObjectID, detour: Int) throws(GitObjectError) -> RawObject? {
        guard detour < ReaderState.maximumDetourDepth else { return nil }
        if let key = locate(id) { return try resolve(key, detour: detour + 1) }
        return try looseObject(id)
    }

    /// The loose object of a name, from any directory.
    mutating func looseObject(_ id: ObjectID) throws(GitObjectError) -> RawObject? {
        var first: GitObjectError?
        for directory in database.directories {
            do throws(GitObjectError) {
                if let object = try LooseObjects(directory: directory).read(id, with: inflater, limits) {
                    return object
                }
            } catch {
                if error.kind == .tooLarge, limits.wantedBytes < .max {
                    isLargerThanWanted = true
                    throw error
                }
                first = first ?? error
            }
        }
        if let first { throw first }
        return nil
    }

    /// The type and size of the loose object of a name, from any directory.
    func looseHeader(_ id: ObjectID) throws(GitObjectError) -> (type: ObjectType, size: Int)? {
        for directory in database.directories {
            if let header = try LooseObjects(directory: directory).header(id) { return header }
        }
        return nil
    }

    /// The entries of a pack in which an object has been located.
    private mutating func opened(_ number: Int) throws(GitObjectError) -> OpenPack {
        if let data = data(number) { return OpenPack(number: number, data: data) }
        throw problem ?? GitObjectError(.unreadable, "pack is not there any more", file: pack(number)?.path)
    }

    private mutating func entry(_ key: EntryKey, _ pack: OpenPack) throws(GitObjectError) -> PackEntry {
        do throws(GitObjectError) {
            return try pack.data.entry(at: key.offset)
        } catch {
            damaged[key] = error
            throw error
        }
    }

    @_lifetime(borrow pack)
    private func compressed(_ entry: PackEntry, _ pack: borrowing OpenPack) -> RawSpan {
        // The header's reader has seen that the data begins before the end of the entries.
        pack.data.entries.extracting(entry.dataOffset..<pack.data.end)
    }

    private mutating func inflate(
        _ entry: PackEntry, _ pack: OpenPack, _ type: ObjectType
    ) throws(GitObjectError) -> [UInt8] {
        try check(entry, pack, limit: limits.whole(type), type)
        guard let bytes = inflater.inflate(compressed(entry, pack), size: entry.size) else {
            throw spoiled(entry, pack, "entry does not inflate")
        }
        return bytes
    }

    /// Inflates a delta into the scratch buffer; refuses one that would make too large an object of `type`.
    private mutating func inflateDelta(
        _ entry: PackEntry, _ pack: OpenPack, onto type: ObjectType
    ) throws(GitObjectError) {
        let limit = limits.deltaResult(type)
        try check(entry, pack, limit: limit, type)
        guard inflater.inflate(compressed(entry, pack), size: entry.size, into: &delta) else {
            throw spoiled(entry, pack, "delta does not inflate")
        }
        if let header = unsafe DeltaHeader(delta.span.bytes.extracting(0..<entry.size)),
            header.resultSize > limit
        {
            throw refused(entry, pack, type, header.resultSize)
        }
    }

    /// Refuses a size that the entry's compressed bytes cannot hold, before memory is taken for it.
    private mutating func check(
        _ entry: PackEntry, _ pack: OpenPack, limit: Int, _ type: ObjectType
    ) throws(GitObjectError) {
        guard entry.size > 4_096 else { return }
        guard entry.size <= limit else { throw refused(entry, pack, type, entry.size) }
        var end = pack.data.end
        if entry.size > ReaderState.sizeWorthMeasuring, let order = try self.pack(pack.number)?.order(),
            let own = order.end(ofEntryAt: entry.offset, packEnd: end)
        {
            end = own
        }
        guard Inflater.isPlausible(size: entry.size, compressed: max(0, end - entry.dataOffset)) else {
            throw spoiled(entry, pack, "entry announces an absurd size")
        }
    }

    /// Remembers that the entry makes too large an object and makes the error that says so.
    private mutating func refused(
        _ entry: PackEntry, _ pack: OpenPack, _ type: ObjectType, _ size: Int
    ) -> GitObjectError {
        let error = GitObjectError.tooLarge(type, size, file: pack.data.file.path, offset: entry.offset)
        if type == .blob, limits.wantedBytes < size {
            isLargerThanWanted = true
            return error
        }
        damaged[EntryKey(pack: pack.number, offset: entry.offset)] = error
        return error
    }

    /// Remembers that the entry is damaged and makes the error that says so.
    private mutating func spoiled(
        _ entry: PackEntry, _ pack: OpenPack, _ what: String
    ) -> GitObjectError {
        let error = pack.data.file.damaged(what, at: entry.offset)
        damaged[EntryKey(pack: pack.number, offset: entry.offset)] = error
        return error
    }

    private mutating func releaseScratch() {
        if delta.count > ReaderState.maximumScratchSize { delta = [] }
    }
}

/// Detects a cycle of reference deltas by Brent's method: it remembers one place,
/// and a later one after twice as many steps.
private struct CycleDetector {
    private var remembered: Int
    private var steps = 0
    private var stepsToNextPlace = 4

    init(start: Int) {
        remembered = start
    }

    mutating func closes(at offset: Int) -> Bool {
        if offset == remembered { return true }
        steps += 1
        if steps == stepsToNextPlace {
            remembered = offset
            steps = 0
            stepsToNextPlace *= 2
        }
        return false
    }
}

/// A pack whose entries are at hand, and its number.
private struct OpenPack {
    let number: Int
    let data: Packfile
}
