// The rows of an answer as a sequence, made while they are read and never far ahead of the reader.

/// Rows that arrive as they are asked for.
///
/// Each loop over it asks the question anew. The work runs beside the loop and pauses when it is a few chunks of rows
/// ahead, so that memory stays bounded however slow the reader is. Leaving the loop stops the work. Where the reading
/// task is cancelled, the loop throws `CancellationError` rather than ending as if the rows were complete.
public struct RowStream<Row: Sendable>: AsyncSequence, Sendable {
    /// The number of chunks that are kept for a reader who is behind.
    private static var capacity: Int { 4 }

    private let produce: @Sendable (BoundedChannel<[Row]>) async throws -> Void

    /// A stream of what `produce` sends, chunk by chunk and in order; it ends when `produce` returns or throws.
    init(_ produce: @escaping @Sendable (BoundedChannel<[Row]>) async throws -> Void) {
        self.produce = produce
    }

    /// Starts the work.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(Production(capacity: RowStream.capacity, produce))
    }

    /// One reading of the stream.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let production: Production<Row>
        private var chunk: [Row] = []
        private var position = 0

        fileprivate init(_ production: Production<Row>) { self.production = production }

        /// The next row; `nil` at the end.
        ///
        /// - Throws: What the work throws, and `CancellationError` where the reading task is cancelled.
        public mutating func next(
            isolation actor: isolated (any _Concurrency.Actor)? = #isolation
        ) async throws -> Row? {
            try Task.checkCancellation()
            while position == chunk.count {
                chunk = []
                position = 0
                guard let next = try await production.channel.receive() else { return nil }
                chunk = next
            }
            defer { position += 1 }
            return chunk[position]
        }
    }
}

/// The task that makes rows, for as long as they may be read.
private final class Production<Row: Sendable>: Sendable {
    let channel: BoundedChannel<[Row]>
    private let work: Task<Void, Never>

    init(capacity: Int, _ produce: @escaping @Sendable (BoundedChannel<[Row]>) async throws -> Void) {
        let channel = BoundedChannel<[Row]>(capacity: capacity)
        self.channel = channel
        work = Task {
            do {
                try await produce(channel)
                channel.finish()
            } catch {
                channel.finish(throwing: error)
            }
        }
    }

    deinit {
        work.cancel()
        channel.close()
    }
}
