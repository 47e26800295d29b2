// How an object is stored: the bytes it takes and what it is a delta of, git cat-file's %(objectsize:disk) and %(deltabase).

extension ReaderState {
    /// The bytes that the stored copy of an object takes: its entry in a pack, or its loose file; `nil` when it is nowhere.
    ///
    /// A delta is its own entry and not its base, so that the sizes of different objects add up. Of several copies it is the
    /// one that would be read.
    mutating func storedSize(_ id: ObjectID) throws(GitObjectError) -> Int? {
        repeat {
            if let key = locate(id) {
                guard let pack = pack(key.pack), let data = data(key.pack), let order = try pack.order(),
                    let end = order.end(ofEntryAt: key.offset, packEnd: data.end)
                else { return nil }
                return max(0, end - key.offset)
            }
            for directory in database.directories {
                if let size = try LooseObjects(directory: directory).storedSize(id) { return size }
            }
        } while refresh()
        return nil
    }

    /// The object that the stored copy of an object is a delta of; `nil` where it is stored whole, or nowhere.
    mutating func deltaBase(of id: ObjectID) throws(GitObjectError) -> ObjectID? {
        repeat {
            guard let key = locate(id) else { continue }
            guard let pack = pack(key.pack), let data = data(key.pack) else { return nil }
            switch try data.entry(at: key.offset).kind {
            case .object: return nil
            case .referenceDelta(let base): return base
            case .offsetDelta(let offset):
                guard let order = try pack.order(), let rank = order.rank(ofOffset: offset) else {
                    return nil
                }
                return try pack.index()?.id(at: Int(order.positions[rank]))
            }
        } while refresh()
        return nil
    }
}

extension LooseObjects {
    /// The size of an object's file in bytes; `nil` when it is not here.
    func storedSize(_ id: ObjectID) throws(GitObjectError) -> Int? {
        let path = path(of: id)
        guard let file = try FileDescriptor.open(path) else { return nil }
        return try file.regularFileSize(path: path)
    }
}
