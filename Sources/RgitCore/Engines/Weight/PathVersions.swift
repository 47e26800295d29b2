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
    var blobs: [ObjectID] { blobNumbers.values }
    /// The pairs.
    private(set) var pairs: [Pair] = []
    private var pathNumbers: [[UInt8]: UInt32] = [:]
    /// For each worker the numbers of the paths that it numbered itself.
    private var pathsOfWorkers: [[UInt32]] = []
    private var blobNumbers = NumberedValues<ObjectID>()
    /// The pairs as they were found, path and blob in one number.
    private var seen = NumberedValues<UInt64>()
    private let hash = ObjectIDHash()

    /// Takes note of the paths that a worker numbered next.
    mutating func add(paths: [[UInt8]], of worker: Int) {
        while pathsOfWorkers.count <= worker { pathsOfWorkers.append([]) }
        for path in paths { pathsOfWorkers[worker].append(number(of: path)) }
    }

    /// The number of a path that a worker numbered.
    func number(of path: UInt32, worker: Int) -> UInt32 { pathsOfWorkers[worker][Int(path)] }

    /// Adds a pair that a worker found, unless it is there.
    mutating func add(_ pair: WorkerVersions.Pair, of worker: Int) {
        let pathNumber = number(of: pair.path, worker: worker)
        let blobNumber = blobNumbers.number(of: pair.blob, hash: hash.callAsFunction).number
        let both = UInt64(pathNumber) << 32 | UInt64(blobNumber)
        if seen.number(of: both, hash: PathVersions.hash).isNew {
            pairs.append(Pair(path: pathNumber, blob: blobNumber))
        }
    }

    /// Leaves out the pairs of some paths; returns the number of these.
    mutating func leaveOut(paths excluded: ([UInt8]) -> Bool) -> Int {
        let isExcluded = paths.map(excluded)
        var wasVersioned = [Bool](repeating: false, count: paths.count)
        for pair in pairs { wasVersioned[Int(pair.path)] = true }
        pairs.removeAll { isExcluded[Int($0.path)] }
        return zip(isExcluded, wasVersioned).count { $0 && $1 }
    }

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

    /// A hash of a number, of which the low bits are good.
    private static func hash(_ number: UInt64) -> UInt64 {
        let product = number.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }
}

/// What one worker has found: pairs of a path, which it numbers itself, and a blob, each once.
struct WorkerVersions {
    /// A pair.
    struct Pair: Equatable, Sendable {
        /// The number that the worker gave the path.
        let path: UInt32
        let blob: ObjectID
    }

    private var numbers = BytesInterner()
    private var seen = NumberedValues<Pair>()
    private let hash = ObjectIDHash()
    /// The paths that were numbered since they were last taken.
    private var newPaths: [[UInt8]] = []

    /// The number of a path.
    mutating func number(of path: [UInt8]) -> UInt32 {
        let known = numbers.count
        let number = numbers.intern(path.span, path.indices)
        if numbers.count > known { newPaths.append(path) }
        return UInt32(truncatingIfNeeded: number)
    }

    /// The pair of a path and a blob; `nil` where it was found before.
    mutating func add(_ path: UInt32, _ blob: ObjectID) -> Pair? {
        let pair = Pair(path: path, blob: blob)
        let found = seen.number(of: pair) { hash($0.blob) ^ UInt64($0.path) &* 0x9e37_79b9 }
        return found.isNew ? pair : nil
    }

    /// Takes the paths that were numbered since this was last asked.
    mutating func takeNewPaths() -> [[UInt8]] {
        defer { newPaths = [] }
        return newPaths
    }
}

/// Puts what workers found into the order in which each of them found it.
///
/// Chunks come in the order of the commits; but a worker may have had a later chunk first, for the threads that take the chunks
/// share the workers.
struct WorkerOrder<Chunk> {
    private var counts: [Int: Int] = [:]
    private var held: [Int: [Int: Chunk]] = [:]

    /// Takes a chunk, the `place`th of its worker, and returns those of that worker whose turn it is.
    mutating func next(_ chunk: Chunk, of worker: Int, place: Int) -> [Chunk] {
        held[worker, default: [:]][place] = chunk
        var ready: [Chunk] = []
        while let next = held[worker]?.removeValue(forKey: counts[worker, default: 0]) {
            ready.append(next)
            counts[worker, default: 0] += 1
        }
        return ready
    }
}
