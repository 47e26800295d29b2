// How large an object may be that is read into memory; sizes are known before anything is inflated.

/// The sizes in bytes above which an object is refused by name instead of being read.
///
/// Deflate makes a thousand bytes of one and a delta millions, so that a few kilobytes of a hostile pack announce
/// gigabytes. ``ObjectDatabaseReader/header(_:)`` tells the size of any object, however large.
public struct ReadLimits: Sendable, Hashable {
    /// The largest commit, tree or tag: what is made of one takes several times its size.
    public var historyBytes = 64 << 20
    /// The largest blob made by applying deltas, and the largest delta; git makes none above `core.bigFileThreshold`.
    public var deltaBytes = 512 << 20

    /// The largest blob wanted by the read that is going on; larger ones are no damage.
    var wantedBytes = Int.max

    /// The default sizes.
    public init() {}

    /// The largest object of a type that deltas may make.
    func deltaResult(_ type: ObjectType) -> Int { type == .blob ? deltaBytes : historyBytes }

    /// The largest object of a type that is stored whole.
    func whole(_ type: ObjectType) -> Int {
        type == .blob ? min(Inflater.maximumSize, wantedBytes) : historyBytes
    }
}

extension GitObjectError {
    /// The error for an object of a type and a size that is not read.
    static func tooLarge(
        _ type: ObjectType, _ size: Int, object: ObjectID? = nil, file: [UInt8], offset: Int? = nil
    ) -> GitObjectError {
        GitObjectError(
            .tooLarge, "\(type.name) of \(size) bytes is too large", object: object, file: file,
            offset: offset)
    }
}
