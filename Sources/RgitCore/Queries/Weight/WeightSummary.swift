// What `rgit weight` answers beside the rows.

import Records

/// The values around the rows; every blob counts once, at however many paths it was.
public struct WeightSummary: Record, Hashable, Codable {
    /// Sums over blobs.
    public struct Sum: Hashable, Codable, Sendable {
        /// The number of blobs.
        public var blobs = 0
        /// The sizes of their contents in bytes.
        public var bytes = 0
        /// What they take where they are stored, in bytes.
        public var diskBytes = 0

        mutating func add(_ size: BlobSize) {
            blobs += 1
            bytes = bytes.saturatingAdd(size.bytes)
            diskBytes = diskBytes.saturatingAdd(size.diskBytes)
        }
    }

    /// The number of paths.
    public var paths = 0
    /// All blobs.
    public var total = Sum()
    /// The blobs that `HEAD` has at no path.
    public var absent = Sum()
    /// How many blobs are not in the sums, because their size could not be read.
    public var unknownBlobs = 0
    /// How many paths were left out for their attributes.
    public var excludedPaths = 0
    /// How many commits may hold more, because something could not be read.
    public var unknownCommits = 0
}

/// The size of a blob.
struct BlobSize: Hashable, Sendable {
    /// The size of its content in bytes.
    var bytes = 0
    /// What it takes where it is stored, in bytes.
    var diskBytes = 0
}
