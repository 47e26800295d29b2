// Runs every query of the command line: request in, document or text out.

import Records
import RgitCore

extension CommandImplementation {
    /// A command that runs a query; help, man page, completions and schema follow from its shape.
    ///
    /// `check` refuses combinations of the request with global options.
    init<Q: Query>(
        _ query: Q.Type, example: Request,
        check: @escaping @Sendable (GlobalOptions, Request) throws(RgitError) -> Void = {
            _, _ throws(RgitError) in
        }
    ) where Q.Request == Request {
        self.init(
            fields: { Q.shape(of: example).fieldDescriptions },
            members: { Q.shape(of: example).memberDescriptions },
            schema: { Q.shape(of: example).jsonSchema() },
            run: { options, request, context in
                let session = try context.openSession(options)
                try check(options, request)
                return try await QueryCommand<Q>(options, context, session).run(request)
            })
    }
}

/// One run of a query, from the request to the exit status.
private struct QueryCommand<Q: Query> {
    private let options: GlobalOptions
    private let output: Output
    private let session: Session
    private let context: QueryContext

    init(_ options: GlobalOptions, _ command: CommandContext, _ session: Session) {
        self.options = options
        output = command.output
        self.session = session
        context = QueryContext(
            session: session, sharding: Sharding(jobs: command.jobs), progress: command.output.progress)
    }

    func run(_ asked: Q.Request) async throws -> Exit {
        if let form = Q.textForm(of: asked) { return try await write(asked, form) }
        // The fields say what is loaded, and what is loaded may turn the request into another (`--stats`, `--lines`).
        let first = try select(asked).selection
        let request = Q.request(asked, selecting: first.parts)
        let (shape, selection) = try select(request)
        let document = DocumentWriter(
            shape, selection, rowsName: Q.rowsName(of: request), to: output)
        output.usePager(configured: session.config.string("core.pager"))
        let result = Q.run(request, parts: selection.parts, in: context)
        let answer = try await deliver(result, to: document)
        try document.end(
            answer, totals: document.rowCount > 0 ? Q.totals(of: answer.summary, request) : [],
            notes: notes(answer))
        return output.exit
    }

    /// Writes the rows as they are found; returns the rest of the answer, its problems reported.
    ///
    /// An error before the first row is thrown and nothing is printed. After an error among the rows the document is
    /// still brought to its end, with what was known at its beginning and the error among its `errors`; only where the
    /// output itself cannot be written is there no end to bring it to.
    private func deliver(
        _ result: QueryResult<Q>, to document: DocumentWriter<Q.Row, Answer<Q.Summary>>
    ) async throws -> Answer<Q.Summary> {
        var begun: Answer<Q.Summary>?
        let renderer = document.renderer
        let receiver = RowReceiver<Q>(
            begin: { answer in
                begun = answer
                // What is known by now comes before the rows, so that a long answer does not scroll it away.
                report(answer)
                document.begin(answer)
            },
            prepare: { renderer.render($0) }, receive: { try document.write($0) })
        do {
            let answer = try await result.deliver(to: receiver)
            report(answer)
            return answer
        } catch let error as RgitError {
            guard let answer = begun, document.rowCount > 0, error.kind != .cancelled, !output.sink.hasFailed
            else { throw error }
            output.report(error)
            return answer
        }
    }

    /// Writes the answer in git's own format.
    private func write(_ request: Q.Request, _ form: TextForm) async throws -> Exit {
        if case .document = form { output.usePager(configured: session.config.string("core.pager")) }
        let output = output
        let answer = try await Q.run(request, parts: [], in: context).write { try output.write($0) }
        report(answer)
        return output.exit
    }

    private func select(
        _ request: Q.Request
    ) throws(RgitError) -> (
        shape: DocumentShape<Q.Row, Answer<Q.Summary>>, selection: FieldSelection<Q.Row>
    ) {
        let shape = Q.shape(of: request)
        let purpose: FieldSelection<Q.Row>.Purpose = options.format == .table ? .table : .data
        do throws(UnknownFieldName) {
            let selection = try shape.select(
                options.fields, for: purpose, including: Q.demandedFields(of: request, for: purpose))
            return (shape, selection)
        } catch {
            throw RgitError(unknownField: error)
        }
    }

    /// Shows warnings and problems, each once.
    private func report(_ answer: Answer<Q.Summary>) {
        for warning in answer.warnings { output.diagnostics.warn(warning) }
        for problem in answer.problems { output.report(problem) }
    }

    /// The notes below a table: what was left out, and where history ends early.
    private func notes(_ answer: Answer<Q.Summary>) -> [String] {
        var notes = answer.omissions.map(\.sentence)
        if answer.isShallow { notes.append("the clone is shallow: history ends at its boundary") }
        return notes
    }
}

extension RgitError {
    /// The usage error for a field that does not exist.
    init(unknownField error: UnknownFieldName) {
        let near = EditDistance.nearest(to: error.name, among: error.valid).map { "'\($0)'" }
        let guess = near.isEmpty ? "" : "did you mean \(UnknownName.list(near))? "
        self.init(
            .usage, "unknown field", error.name,
            hint: guess + "valid fields are " + error.valid.joined(separator: ", "))
    }
}
