// How many bytes an object takes where it is stored: git cat-file's %(objectsize:disk).

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
}

extension LooseObjects {
    /// The size of an object's file in bytes; `nil` when it is not here.
    func storedSize(_ id: ObjectID) throws(GitObjectError) -> Int? {
        let path = path(of: id)
        guard let file = try FileDescriptor.open(path) else { return nil }
        return try file.regularFileSize(path: path)
    }
}
