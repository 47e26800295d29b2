// A question being answered: its rows as they are found, and at their end the rest of the answer.

import Records

/// The result of a query: rows that can be delivered, collected or pulled one by one, and the answer around them.
package struct QueryResult<Q: Query>: Sendable {
    private let query: Q

    /// Answers a query when its rows are asked for.
    package init(_ query: Q) { self.query = query }

    /// Delivers the rows to a receiver, in order; returns the rest of the answer.
    package func deliver(to receiver: RowReceiver<Q>) async throws -> Answer<Q.Summary> {
        let missing = MissingObjects(query.context.session)
        let receiver = RowReceiver<Q>(
            begin: { answer in
                var answer = answer
                if let missing { answer.problems = missing.summarized(answer.problems) }
                try await receiver.begin(answer)
            }, prepare: receiver.prepare, receive: receiver.receive)
        return try await complete { try await query.run(receiver) }
    }

    /// Writes the answer in the format of git's own that the request asks for.
    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<Q.Summary> {
        try await complete { try await query.write(output) }
    }

    /// Counts what rows of several repositories are added up from.
    package func tally() async throws -> (tally: Q.Tally, answer: Answer<Q.Summary>) {
        var tally: Q.Tally?
        let answer = try await complete {
            let counted = try await query.tally()
            tally = counted.tally
            return counted.answer
        }
        guard let tally else { throw CancellationError() }
        return (tally, answer)
    }

    /// An answer with what was wrong with files of the object store, and with what a partial clone lacks said once.
    private func complete(
        _ answer: () async throws -> Answer<Q.Summary>
    ) async throws -> Answer<Q.Summary> {
        let session = query.context.session
        let missing = MissingObjects(session)
        do {
            var answer = try await answer().including(session)
            if let missing { answer.problems = missing.summarized(answer.problems) }
            return answer
        } catch let error as RgitError {
            throw missing?.explained(error) ?? error
        }
    }

    /// The rows, read as far as the loop over them gets; throws the first problem at the end of those that could be read.
    package var rows: RowStream<Q.Row> {
        RowStream { channel in
            let answer = try await deliver(
                to: RowReceiver(
                    prepare: { $0 },
                    receive: { (batch: ArraySlice<Q.Row>) in try await channel.send(Array(batch)) }))
            if let problem = answer.problems.first { throw problem }
        }
    }

    /// Collects all rows.
    package func collect() async throws -> (rows: [Q.Row], answer: Answer<Q.Summary>) {
        var rows: [Q.Row] = []
        let answer = try await deliver(
            to: RowReceiver(prepare: { $0 }, receive: { (batch: ArraySlice<Q.Row>) in rows += batch }))
        return (rows, answer)
    }
}

extension Query {
    /// Asks a question.
    package static func run(
        _ request: Request, parts: Row.Parts, in context: QueryContext
    ) -> QueryResult<Self> {
        QueryResult(Self(request, parts: parts, in: context))
    }
}
