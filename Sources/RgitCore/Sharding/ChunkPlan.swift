// Cuts work into chunks that grow smaller towards its end, so that workers end at about the same time.

/// The chunks of some work, in order.
struct ChunkPlan: Sendable {
    /// The usual size of a chunk, and how many have it.
    private let size: Int
    private let wholeCount: Int
    /// Where each chunk behind these begins, and where the last one ends.
    private let bounds: [Int]

    /// The least part of a chunk's usual size that is handed to a worker at once.
    private static let smallestShare = 8

    /// Cuts `count` items into chunks of `size`, but for the last: half of what is left for each of `workers`.
    init(count: Int, size: Int, workers: Int) {
        let size = max(1, size)
        let workers = max(1, workers)
        let least = max(1, size / ChunkPlan.smallestShare)
        self.size = size
        wholeCount = max(0, count / size - 2 * workers)
        var bounds = [wholeCount * size]
        var next = bounds[0]
        while next < count {
            let left = count - next
            next += min(left, size, max(least, left / (2 * workers)))
            bounds.append(next)
        }
        self.bounds = bounds
    }

    /// The number of chunks.
    var count: Int { wholeCount + bounds.count - 1 }

    /// The items of a chunk.
    subscript(chunk: Int) -> Range<Int> {
        guard chunk >= wholeCount else { return chunk * size..<(chunk + 1) * size }
        return bounds[chunk - wholeCount]..<bounds[chunk - wholeCount + 1]
    }
}
