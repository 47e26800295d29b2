// One worker's cache of inflated objects: bounded in bytes, the least recently used goes first.

/// The location of an object: the number of its pack and the offset in it.
struct EntryKey: Hashable {
    let pack: Int
    let offset: Int

    var spread: UInt64 {
        (UInt64(truncatingIfNeeded: offset) ^ UInt64(truncatingIfNeeded: pack) << 48) &* 0x9e37_79b9_7f4a_7c15
    }
}

/// Inflated objects by their location in packs.
///
/// Entries sit in one array, linked by their places in it: no allocation per entry but the object's own bytes.
struct ObjectCache: ~Copyable {
    private struct Entry {
        var key: EntryKey
        var object: RawObject
        let cost: Int
        /// Whether the pack holds it whole, so that inflating it again costs more than applying a delta.
        let isWhole: Bool
        /// Whether it is spared once when it becomes the least recently used.
        var isSpared: Bool
        /// The neighbours in the order of use, and the next entry in the same bucket.
        var newer: Int32
        var older: Int32
        var next: Int32
    }

    /// What an entry costs beside its bytes, roughly.
    private static let overhead = 128
    private static let none: Int32 = -1

    let limit: Int
    private(set) var bytes = 0
    private var entries: [Entry] = []
    private var buckets: [Int32]
    private var shift: UInt64
    private var free: Int32 = none
    private var newest: Int32 = none
    private var oldest: Int32 = none
    private var count = 0

    init(limit: Int) {
        self.limit = limit
        buckets = [Int32](repeating: ObjectCache.none, count: 256)
        shift = 64 - 8
    }

    private func cost(_ object: RawObject) -> Int {
        let marks = (object.marks?.count ?? 0) * MemoryLayout<ContentMark>.stride
        return object.bytes.count + marks + ObjectCache.overhead
    }

    private func bucket(_ key: EntryKey) -> Int { Int(key.spread >> shift) }

    /// The object of `key`, which becomes the most recently used.
    mutating func object(_ key: EntryKey) -> RawObject? {
        var place = buckets[bucket(key)]
        while place != ObjectCache.none {
            if entries[Int(place)].key == key {
                if newest != place {
                    unlink(place)
                    linkNewest(place)
                }
                entries[Int(place)].isSpared = entries[Int(place)].isWhole
                return entries[Int(place)].object
            }
            place = entries[Int(place)].next
        }
        return nil
    }

    /// Keeps `object`, and drops what was used longest ago until all is within the limit.
    ///
    /// Deltas of the same base are read one after the other, each pushing it out; a whole object is spared once.
    mutating func insert(_ key: EntryKey, _ object: RawObject, isWhole: Bool) {
        let cost = cost(object)
        // One object that fills most of the cache would drive everything else out for nothing.
        guard cost <= limit / 2, self.object(key) == nil else { return }
        while bytes + cost > limit, oldest != ObjectCache.none { removeOldest() }
        let entry = Entry(
            key: key, object: object, cost: cost, isWhole: isWhole, isSpared: isWhole,
            newer: ObjectCache.none, older: ObjectCache.none, next: ObjectCache.none)
        let place: Int32
        if free != ObjectCache.none {
            place = free
            free = entries[Int(place)].next
            entries[Int(place)] = entry
        } else {
            guard entries.count < Int32.max else { return }
            place = Int32(entries.count)
            entries.append(entry)
        }
        count += 1
        bytes += cost
        if count > buckets.count { growBuckets() }
        let bucket = bucket(key)
        entries[Int(place)].next = buckets[bucket]
        buckets[bucket] = place
        linkNewest(place)
    }

    private mutating func linkNewest(_ place: Int32) {
        entries[Int(place)].older = newest
        entries[Int(place)].newer = ObjectCache.none
        if newest != ObjectCache.none { entries[Int(newest)].newer = place }
        newest = place
        if oldest == ObjectCache.none { oldest = place }
    }

    private mutating func unlink(_ place: Int32) {
        let newer = entries[Int(place)].newer
        let older = entries[Int(place)].older
        if newer != ObjectCache.none { entries[Int(newer)].older = older } else { newest = older }
        if older != ObjectCache.none { entries[Int(older)].newer = newer } else { oldest = newer }
    }

    private mutating func removeOldest() {
        while entries[Int(oldest)].isSpared {
            let spared = oldest
            entries[Int(spared)].isSpared = false
            unlink(spared)
            linkNewest(spared)
        }
        let place = oldest
        unlink(place)
        let key = entries[Int(place)].key
        let bucket = bucket(key)
        var link = buckets[bucket]
        if link == place {
            buckets[bucket] = entries[Int(place)].next
        } else {
            while link != ObjectCache.none, entries[Int(link)].next != place {
                link = entries[Int(link)].next
            }
            if link != ObjectCache.none { entries[Int(link)].next = entries[Int(place)].next }
        }
        bytes -= entries[Int(place)].cost
        count -= 1
        entries[Int(place)].object = RawObject(type: .blob, bytes: [])
        entries[Int(place)].next = free
        free = place
    }

    private mutating func growBuckets() {
        shift -= 2
        buckets = [Int32](repeating: ObjectCache.none, count: buckets.count * 4)
        var place = newest
        while place != ObjectCache.none {
            let bucket = bucket(entries[Int(place)].key)
            entries[Int(place)].next = buckets[bucket]
            buckets[bucket] = place
            place = entries[Int(place)].older
        }
    }
}
