// Reads objects through libgit2: the fallback of the native reader, and a reference in tests.

import GitObjects

/// A worker's way to the objects through libgit2.
final class Libgit2Backend: ObjectBackend {
    private let database: Libgit2ObjectDatabase

    /// Opens the objects of a repository.
    init(layout: RepositoryLayout) throws(RgitError) {
        do throws(Libgit2Error) {
            database = try Libgit2ObjectDatabase(
                objectDirectory: layout.objectDirectory, alternates: layout.alternateObjectDirectories)
        } catch {
            throw error.rgitError(subject: layout.objectDirectory)
        }
    }

    func read(_ id: ObjectID) throws(RgitError) -> RawObject? {
        do throws(Libgit2Error) {
            return try database.read(id)
        } catch {
            throw error.rgitError(object: id)
        }
    }

    func read(_ id: ObjectID, upTo maximum: Int) throws(RgitError) -> BoundedObject? {
        if let header = try header(id), header.type == .blob, header.size > maximum { return .larger }
        return try read(id).map { .object($0) }
    }

    func header(_ id: ObjectID) throws(RgitError) -> (type: ObjectType, size: Int)? {
        do throws(Libgit2Error) {
            return try database.header(id)
        } catch {
            throw error.rgitError(object: id)
        }
    }

    /// libgit2 does not say where an object is stored.
    func storedSize(_ id: ObjectID) throws(RgitError) -> Int? { nil }

    func deltaBase(of id: ObjectID) throws(RgitError) -> ObjectID? { nil }

    /// libgit2 can stream loose objects only, and is only asked where zlib or the native reader fails.
    func stream(_ id: ObjectID) throws(RgitError) -> StoredStream? { nil }

    func objects(withPrefix digits: [UInt8]) throws(RgitError) -> [ObjectID] {
        do throws(Libgit2Error) {
            return try database.objects(withPrefix: digits)
        } catch {
            throw error.rgitError(subject: digits)
        }
    }
}
