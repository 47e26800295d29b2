// One worker's view of a pack: the mapped files under references of its own.

/// What a worker knows about one pack.
struct PackSlot {
    let pack: Pack
    // Optionals beside flags and not an enumeration of three cases: each object read asks here, and an enumeration
    // with a generic payload is copied by a call through its witness table.
    private var openedIndex: PackIndex?
    private var openedData: Packfile?
    private var hasTriedIndex = false
    private var hasTriedData = false

    init(pack: Pack) {
        self.pack = pack
    }

    /// The index; `nil` when it is gone or damaged, in which case `problem` and the database's problems say why.
    @inline(__always)
    mutating func index(_ problem: inout GitObjectError?, _ database: ObjectDatabase) -> PackIndex? {
        if !hasTriedIndex { openIndex(&problem, database) }
        return openedIndex
    }

    /// The entries; `nil` when they are gone or damaged, in which case `problem` and the database's problems say why.
    @inline(__always)
    mutating func data(_ problem: inout GitObjectError?, _ database: ObjectDatabase) -> Packfile? {
        if !hasTriedData { openData(&problem, database) }
        return openedData
    }

    /// Whether `data` has an answer.
    @inline(__always)
    mutating func hasData(_ problem: inout GitObjectError?, _ database: ObjectDatabase) -> Bool {
        if !hasTriedData { openData(&problem, database) }
        return openedData != nil
    }

    @inline(never)
    private mutating func openIndex(_ problem: inout GitObjectError?, _ database: ObjectDatabase) {
        hasTriedIndex = true
        do throws(GitObjectError) {
            openedIndex = try pack.index()?.alias()
        } catch {
            problem = error
            database.report(error)
        }
    }

    @inline(never)
    private mutating func openData(_ problem: inout GitObjectError?, _ database: ObjectDatabase) {
        hasTriedData = true
        do throws(GitObjectError) {
            openedData = try pack.data()?.alias()
        } catch {
            problem = error
            database.report(error)
        }
    }
}
