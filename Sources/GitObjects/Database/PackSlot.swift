// One worker's view of a pack: the mapped files under references of its own.

/// What a worker knows about one pack.
struct PackSlot {
    private enum Opening<File> {
        case notTried
        case open(File)
        case unavailable
    }

    let pack: Pack
    private var openedIndex = Opening<PackIndex>.notTried
    private var openedData = Opening<Packfile>.notTried

    init(pack: Pack) {
        self.pack = pack
    }

    /// The index; `nil` when it is gone or damaged, in which case `problem` and the database's problems say why.
    mutating func index(_ problem: inout GitObjectError?, _ database: ObjectDatabase) -> PackIndex? {
        switch openedIndex {
        case .open(let index): return index
        case .unavailable: return nil
        case .notTried: break
        }
        do throws(GitObjectError) {
            if let index = try pack.index()?.alias() {
                openedIndex = .open(index)
                return index
            }
        } catch {
            problem = error
            database.report(error)
        }
        openedIndex = .unavailable
        return nil
    }

    /// The entries; `nil` when they are gone or damaged, in which case `problem` and the database's problems say why.
    mutating func data(_ problem: inout GitObjectError?, _ database: ObjectDatabase) -> Packfile? {
        switch openedData {
        case .open(let data): return data
        case .unavailable: return nil
        case .notTried: break
        }
        do throws(GitObjectError) {
            if let data = try pack.data()?.alias() {
                openedData = .open(data)
                return data
            }
        } catch {
            problem = error
            database.report(error)
        }
        openedData = .unavailable
        return nil
    }
}
