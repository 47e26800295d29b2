// The state one worker needs to find objects: packs, caches, the decompressor; see DeltaResolver for deltas.

/// The working state of a reader; passed `inout`, never copied, never shared.
struct ReaderState: ~Copyable {
    struct Midx {
        let index: MultiPackIndex
        /// The number of each pack the index names; `nil` for one that is not there.
        let packs: [Int?]
    }

    let database: ObjectDatabase
    private(set) var snapshot: DirectorySnapshot
    /// By pack number.
    private var slots: [PackSlot?] = []
    private var order: [Int] = []
    private var covered: Set<Int> = []
    private var midxes: [Midx] = []
    private var latest: Int?

    let inflater = Inflater()
    var limits: ReadLimits
    /// Scans blobs.
    let scanner: (any ContentScanner)?
    /// Whether the last read ended because the object is larger than wanted.
    var isLargerThanWanted = false
    var cache: ObjectCache
    /// What ``Packfile/fetchHeaders(at:)`` made of headers; it says nothing.
    var fetchedHeaders: UInt8 = 0
    /// Inflated deltas, one at a time.
    var delta: [UInt8] = []
    /// The long ranges that the last delta copied, where contents are scanned.
    var copies: [Delta.Copy] = []
    /// Entries that turned out to be damaged, and why; other copies are searched for.
    var damaged: [EntryKey: GitObjectError] = [:]
    /// The last pack that could not be opened for another reason than being gone.
    var problem: GitObjectError?

    init(
        database: ObjectDatabase, cacheBytes: Int, limits: ReadLimits, scanner: (any ContentScanner)? = nil
    ) {
        self.database = database
        self.limits = limits
        self.scanner = scanner
        snapshot = database.snapshot
        cache = ObjectCache(limit: cacheBytes)
        adoptSnapshot()
    }

    private mutating func adoptSnapshot() {
        order = snapshot.packs.map(\.number)
        for pack in snapshot.packs { adopt(pack) }
        midxes = snapshot.midxes.map { Midx(index: $0.index.alias(), packs: $0.packs.map { $0?.number }) }
        covered = Set(midxes.flatMap { $0.packs.compactMap(\.self) })
        latest = nil
    }

    private mutating func adopt(_ pack: Pack) {
        while slots.count <= pack.number { slots.append(nil) }
        if slots[pack.number] == nil { slots[pack.number] = PackSlot(pack: pack) }
    }

    /// Lists the packs again; `false` when there is nothing new.
    mutating func refresh() -> Bool {
        let fresh = database.refreshedSnapshot(after: snapshot)
        guard fresh !== snapshot else { return false }
        let hasChanged = !fresh.holdsTheSame(as: snapshot)
        snapshot = fresh
        if hasChanged { adoptSnapshot() }
        return hasChanged
    }

    /// The index of the pack of a number; `nil` when it cannot be had.
    mutating func index(_ number: Int) -> PackIndex? {
        guard number >= 0, number < slots.count else { return nil }
        return slots[number]?.index(&problem, database)
    }

    /// The entries of the pack of a number; `nil` when they cannot be had.
    mutating func data(_ number: Int) -> Packfile? {
        guard number >= 0, number < slots.count else { return nil }
        return slots[number]?.data(&problem, database)
    }

    /// Whether the entries of the pack of a number can be had.
    private mutating func hasData(_ number: Int) -> Bool {
        guard number >= 0, number < slots.count else { return false }
        return slots[number]?.hasData(&problem, database) ?? false
    }

    /// The pack of a number.
    func pack(_ number: Int) -> Pack? {
        guard number >= 0, number < slots.count else { return nil }
        return slots[number]?.pack
    }

    /// Makes sure that `pack`, handed in by a caller, has a slot.
    mutating func number(of pack: Pack) -> Int {
        adopt(pack)
        return pack.number
    }

    /// Where some pack holds `id`, leaving out copies known to be damaged; `nil` when none does.
    mutating func locate(_ id: ObjectID) -> EntryKey? {
        if let latest, let key = locate(id, in: latest) { return key }
        var mayHaveOtherCopies = false
        for midx in midxes {
            guard let position = midx.index.position(of: id) else { continue }
            // It lists only one copy, whose pack may be gone or damaged.
            mayHaveOtherCopies = true
            guard let (pack, offset) = midx.index.location(at: position), let number = midx.packs[pack] else {
                continue
            }
            let key = EntryKey(pack: number, offset: offset)
            if damaged.isEmpty || damaged[key] == nil, hasData(number) { return key }
        }
        for number in order where number != latest && !covered.contains(number) {
            if let key = locate(id, in: number) {
                latest = number
                return key
            }
        }
        for number in order where mayHaveOtherCopies && covered.contains(number) {
            if let key = locate(id, in: number) { return key }
        }
        return nil
    }

    private mutating func locate(_ id: ObjectID, in number: Int) -> EntryKey? {
        guard let index = index(number), let position = index.position(of: id) else { return nil }
        guard let offset = index.offset(at: position) else {
            problem = index.file.damaged("index offset is damaged", object: id)
            return nil
        }
        let key = EntryKey(pack: number, offset: offset)
        guard damaged.isEmpty || damaged[key] == nil, hasData(number) else { return nil }
        return key
    }

    /// Why no copy of `id` in a pack could be read; `nil` when there is none that was tried.
    mutating func damage(to id: ObjectID) -> GitObjectError? {
        guard !damaged.isEmpty else { return nil }
        for number in order {
            guard let index = index(number), let position = index.position(of: id),
                let offset = index.offset(at: position)
            else { continue }
            if let error = damaged[EntryKey(pack: number, offset: offset)] { return error }
        }
        return nil
    }

    /// The name of the object whose entry is at `key`.
    mutating func id(of key: EntryKey) -> ObjectID? {
        guard let pack = pack(key.pack), let order = try? pack.order(),
            let rank = order.rank(ofOffset: key.offset)
        else { return nil }
        return index(key.pack)?.id(at: Int(order.positions[rank]))
    }

    /// The names in packs that begin with `prefix`, in no order, perhaps with duplicates.
    mutating func packedObjects(withPrefix prefix: ObjectIDPrefix) -> [ObjectID] {
        var found: [ObjectID] = []
        for midx in midxes {
            for position in midx.index.positions(withPrefix: prefix) {
                if let id = midx.index.id(at: position) { found.append(id) }
            }
        }
        for number in order where !covered.contains(number) {
            guard let index = index(number) else { continue }
            for position in index.positions(withPrefix: prefix) {
                if let id = index.id(at: position) { found.append(id) }
            }
        }
        return found
    }
}
