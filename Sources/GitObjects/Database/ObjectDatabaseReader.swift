// One worker's way into the object database, with its own cache and decompressor.

/// Reads objects for one worker; deliberately not `Sendable`, since its caches are unguarded.
public final class ObjectDatabaseReader {
    /// The database it reads.
    public let database: ObjectDatabase

    init(database: ObjectDatabase, cacheBytes: Int) {
        self.database = database
    }

    /// The object's type and content; `nil` when no directory has it.
    public func read(_ id: ObjectID) throws(GitObjectError) -> RawObject? {
        throw GitObjectError(.unsupported, "not read natively yet", object: id)
    }

    /// The object's type and its size in bytes, without inflating the whole of it; `nil` when no directory has it.
    public func header(_ id: ObjectID) throws(GitObjectError) -> (type: ObjectType, size: Int)? {
        throw GitObjectError(.unsupported, "not read natively yet", object: id)
    }

    /// The names that begin with the given hexadecimal digits, in order and without duplicates.
    public func objects(withPrefix digits: [UInt8]) throws(GitObjectError) -> [ObjectID] {
        throw GitObjectError(.unsupported, "not read natively yet")
    }
}
