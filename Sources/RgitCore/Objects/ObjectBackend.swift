// The protocol behind which objects are read, by rgit's own reader or by libgit2; each worker has one.

import GitObjects

/// A way to read objects that belongs to one worker; never shared between threads.
protocol ObjectBackend: AnyObject {
    /// The object's type and content; `nil` when the database does not have it.
    func read(_ id: ObjectID) throws(RgitError) -> RawObject?
    /// The same unless it is a blob of more than `maximum` bytes.
    func read(_ id: ObjectID, upTo maximum: Int) throws(RgitError) -> BoundedObject?
    /// The object's type and the size of its content in bytes, without inflating it where that can be avoided.
    func header(_ id: ObjectID) throws(RgitError) -> (type: ObjectType, size: Int)?
    /// The bytes that the object takes where it is stored; `nil` where that is not known.
    func storedSize(_ id: ObjectID) throws(RgitError) -> Int?
    /// The object that this one is stored as a delta of; `nil` where it is stored whole, or where that is not known.
    func deltaBase(of id: ObjectID) throws(RgitError) -> ObjectID?
    /// The object's content piece by piece; `nil` where it has to be read as a whole.
    func stream(_ id: ObjectID) throws(RgitError) -> StoredStream?
    /// The names that begin with the given hexadecimal digits (four or more, lower case), in order, without duplicates.
    func objects(withPrefix digits: [UInt8]) throws(RgitError) -> [ObjectID]
}
