// The objects of one repository: its object directory and the alternates, as packs and loose files.

/// The objects below an object directory and its alternates, shared by all workers.
///
/// Making one reads the directory listings and the `info/alternates` files, and maps no pack. Each worker makes a
/// reader of its own with ``makeReader(cacheBytes:)``.
public final class ObjectDatabase: Sendable {
    /// The object directory (`.git/objects`).
    public let objectDirectory: [UInt8]

    /// Finds the packs of an object directory and of its alternates.
    ///
    /// - Parameters:
    ///   - objectDirectory: The path of the object directory.
    ///   - environmentAlternates: The value of `GIT_ALTERNATE_OBJECT_DIRECTORIES`, or empty.
    public init(objectDirectory: [UInt8], environmentAlternates: [UInt8] = []) {
        self.objectDirectory = objectDirectory
    }

    /// Makes a reader for one worker, whose cache of inflated objects holds at most `cacheBytes` bytes.
    public func makeReader(cacheBytes: Int = 32 << 20) -> ObjectDatabaseReader {
        ObjectDatabaseReader(database: self, cacheBytes: cacheBytes)
    }
}
