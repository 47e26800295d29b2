// The versions of paths: which blob a tree gave which path, each pair once.

import GitObjects

/// Distinct pairs of a path and a blob, both numbered in the order in which they were first seen.
struct PathVersions: Sendable {
    /// A path, and a blob that it was.
    struct Pair: Sendable {
        let path: UInt32
        let blob: UInt32
    }

    /// The paths by their numbers.
    private(set) var paths: [[UInt8]] = []
    /// The blobs by their numbers.
    private(set) var blobs: [ObjectID] = []
    /// The pairs.
    private(set) var pairs: [Pair] = []
    private var pathNumbers: [[UInt8]: UInt32] = [:]
    private var blobNumbers: [ObjectID: UInt32] = [:]
    private var seen: Set<UInt64> = []

    /// Adds a pair unless it is there; returns the number of the blob.
    @discardableResult
    mutating func add(_ path: [UInt8], _ blob: ObjectID) -> Int {
        let pathNumber = number(of: path)
        let blobNumber = number(of: blob)
        if seen.insert(UInt64(pathNumber) << 32 | UInt64(blobNumber)).inserted {
            pairs.append(Pair(path: pathNumber, blob: blobNumber))
        }
        return Int(blobNumber)
    }

    /// The number of a blob; `nil` where no path was it.
    func number(ofBlob blob: ObjectID) -> Int? { blobNumbers[blob].map { Int($0) } }

    /// Leaves out the pairs of some blobs.
    mutating func remove(blobs excluded: (ObjectID) -> Bool) {
        let isExcluded = blobs.map(excluded)
        pairs.removeAll { isExcluded[Int($0.blob)] }
    }

    private mutating func number(of path: [UInt8]) -> UInt32 {
        if let number = pathNumbers[path] { return number }
        let number = UInt32(truncatingIfNeeded: paths.count)
        pathNumbers[path] = number
        paths.append(path)
        return number
    }

    private mutating func number(of blob: ObjectID) -> UInt32 {
        if let number = blobNumbers[blob] { return number }
        let number = UInt32(truncatingIfNeeded: blobs.count)
        blobNumbers[blob] = number
        blobs.append(blob)
        return number
    }
}
