// Writes the patches of a window of commits in order, though they are made path by path.

import GitObjects
import Synchronization

/// Makes the patches of many commits at once, on all workers.
///
/// The versions of one file are close together in a pack and in a worker's cache, so patches are made path by path and
/// kept until the window's last one is made. The bytes that are kept are bounded: patches beyond are made when
/// they are written, in order.
struct PatchWindow<Worker> {
    private let sharding: Sharding
    private let pool: WorkerPool<Worker>
    private let maximumKept: Int
    private let patcher: @Sendable (Worker) -> CommitPatcher?

    /// Makes patches with the workers of `pool`, each by the patcher it has; at most `maximumKept` bytes of patches are kept,
    /// and those in the making.
    init(
        sharding: Sharding, pool: WorkerPool<Worker>, maximumKept: Int = 32 << 20,
        patcher: @escaping @Sendable (Worker) -> CommitPatcher?
    ) {
        self.maximumKept = maximumKept
        self.sharding = sharding
        self.pool = pool
        self.patcher = patcher
    }

    /// A patch, or why there is none yet.
    private enum Outcome: Sendable {
        case patch([UInt8])
        case postponed
        case failure(RgitError)
    }

    /// Writes commits, a blank line before each but the first of all; what could not be read is added to `problems`.
    ///
    /// - Parameter hasWritten: Whether a commit was written before; true afterwards.
    func write(
        _ layouts: [CommitPatcher.Layout], hasWritten: inout Bool, _ problems: inout [RgitError],
        to write: ([UInt8]) async throws -> Void
    ) async throws {
        let pieces = layouts.flatMap { $0.blocks.flatMap(\.pieces) }
        let outcomes = try await outcomes(pieces)
        var output: [UInt8] = []
        var next = 0
        for layout in layouts {
            for block in layout.blocks {
                if hasWritten { output.append(0x0a) }
                hasWritten = true
                output += block.heading
                let end = next + block.pieces.count
                while next < end {
                    switch outcomes[next] {
                    case .patch(let bytes): output += bytes
                    case .failure(let error): problems.append(error)
                    case .postponed:
                        try await write(output)
                        output = []
                        let first = next
                        while next + 1 < end, case .postponed = outcomes[next + 1] { next += 1 }
                        try await writePostponed(pieces[first...next], &problems, to: write)
                    }
                    next += 1
                    if output.count >= 1 << 16 {
                        try await write(output)
                        output.removeAll(keepingCapacity: true)
                    }
                }
            }
            if let problem = layout.problem { problems.append(problem) }
        }
        if !output.isEmpty { try await write(output) }
    }

    /// The patches of the pieces, made path by path.
    private func outcomes(_ pieces: [CommitPatcher.Piece]) async throws -> [Outcome] {
        var places = PathPlaces()
        for piece in pieces {
            var path = piece.path
            places.append(&path)
        }
        let order = places.inOrder()
        var outcomes = [Outcome](repeating: .postponed, count: pieces.count)
        let (patcher, maximumKept, kept) = (patcher, maximumKept, ByteCount())
        var done = 0
        try await sharding.orderedChunks(
            count: order.count, size: max(4, min(64, order.count / (sharding.jobs * 8))), pool: pool,
            compute: { worker, range in
                guard let patcher = patcher(worker) else { return [] }
                return order[range].map { place -> Outcome in
                    if kept.value > maximumKept { return .postponed }
                    let outcome = Self.make(pieces[Int(place)], patcher)
                    if case .patch(let bytes) = outcome { kept.add(bytes.count) }
                    return outcome
                }
            },
            consume: { (found: [Outcome]) in
                for outcome in found {
                    outcomes[Int(order[done])] = outcome
                    done += 1
                }
            })
        return outcomes
    }

    private static func make(_ piece: CommitPatcher.Piece, _ patcher: CommitPatcher) -> Outcome {
        do throws(RgitError) {
            return .patch(try patcher.patch(piece))
        } catch {
            return .failure(error)
        }
    }

    private func writePostponed(
        _ pieces: ArraySlice<CommitPatcher.Piece>, _ problems: inout [RgitError],
        to write: ([UInt8]) async throws -> Void
    ) async throws {
        let patcher = patcher
        var found: [RgitError] = []
        try await sharding.orderedChunks(
            count: pieces.count, size: 1, pool: pool,
            compute: { worker, range -> Outcome in
                guard let patcher = patcher(worker) else { return .postponed }
                return Self.make(pieces[pieces.startIndex + range.lowerBound], patcher)
            },
            consume: { (outcome: Outcome) in
                switch outcome {
                case .patch(let bytes): try await write(bytes)
                case .failure(let error): found.append(error)
                case .postponed: break
                }
            })
        problems += found
    }
}

/// A number of bytes that all workers add to.
private final class ByteCount: Sendable {
    private let bytes = Atomic<Int>(0)

    var value: Int { bytes.load(ordering: .relaxed) }

    func add(_ count: Int) { bytes.wrappingAdd(count, ordering: .relaxed) }
}
