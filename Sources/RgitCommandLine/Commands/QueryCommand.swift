// Runs every query of the command line: request in, document or text out.

import Records
import RgitCore

extension CommandImplementation {
    /// A command that runs a query; help, man page, completions and schema follow from its shape.
    init<Q: Query>(_ query: Q.Type, example: Request) where Q.Request == Request {
        self.init(
            fields: { Q.shape(of: example).fieldDescriptions },
            members: { Q.shape(of: example).memberDescriptions },
            schema: { Q.shape(of: example).jsonSchema() },
            repositoriesSchema: { RepositoriesShape<Q>(example).shape.jsonSchema() },
            takesRepositories: true,
            run: { options, request, context in
                guard options.repositories.isEmpty else {
                    return try await RepositoriesCommand<Q>(options, context).run(request)
                }
                let session = try context.openSession(options)
                return try await QueryCommand<Q>(options, context, session).run(request)
            })
    }
}

/// One run of a query, from the request to the exit status.
private struct QueryCommand<Q: Query> {
    private var options: GlobalOptions
    private let output: Output
    private let session: Session
    private let context: QueryContext

    init(_ options: GlobalOptions, _ command: CommandContext, _ session: Session) {
        self.options = options
        output = command.output
        self.session = session
        context = QueryContext(
            session: session, sharding: command.sharding, progress: command.output.progress)
    }

    func run(_ given: Q.Request) async throws -> Exit {
        let asked = try Q.settled(given, in: session)
        guard let sorted = Q.request(asked, sortedBy: options.sort) else { return try await answer(asked) }
        var command = self
        command.options.sort = []
        return try await command.answer(sorted)
    }

    private func answer(_ asked: Q.Request) async throws -> Exit {
        let isPlainTable =
            (options.format == .table || options.answersProgram && Q.printsPatches(asked))
            && options.fields == nil
            && options.value == nil && options.sort.isEmpty
            && options.top == nil
        if let form = Q.textForm(of: asked) ?? (isPlainTable ? Q.tableForm(of: asked) : nil) {
            return try await write(asked, form)
        }
        // The fields say what is loaded, and what is loaded may turn the request into another (`--stats`, `--lines`).
        let request = Q.request(asked, selecting: try choose(asked).parts)
        let chosen = try choose(request)
        let document = DocumentWriter(
            chosen.shape, chosen.selection, rowsName: Q.rowsName(of: request), renderer: chosen.renderer,
            isStreaming: Q.streams && chosen.order.isEmpty, to: output)
        if chosen.renderer == nil { output.usePager(configured: session.config.string("core.pager")) }
        let rows = RowDelivery(chosen.order, top: options.top, to: document)
        let result = Q.run(request, parts: chosen.parts, in: context)
        var answer = try await deliver(result, rows, to: document)
        answer.omitted = rows.omitted
        if let member = chosen.member { try output.write(member.encode([answer])) }
        try document.end(
            answer, totals: rows.count > 0 ? Q.totals(of: answer.summary, request) : [],
            notes: notes(answer, request))
        advise(rows.count, request)
        return exit(hasRows: rows.count > 0, answer)
    }

    /// Writes the rows as they are found, or once they are in order; returns the rest of the answer, its problems reported.
    ///
    /// An error before the first row is thrown and nothing is printed. After an error among the rows the document is
    /// still brought to its end, with what was known at its beginning and the error among its `errors`; only where the
    /// output itself cannot be written is there no end to bring it to.
    private func deliver(
        _ result: QueryResult<Q>, _ rows: RowDelivery<Q.Row, Answer<Q.Summary>>,
        to document: DocumentWriter<Q.Row, Answer<Q.Summary>>
    ) async throws -> Answer<Q.Summary> {
        var begun: Answer<Q.Summary>?
        let receiver = RowReceiver<Q>(
            begin: { answer in
                begun = answer
                // What is known by now comes before the rows, so that a long answer does not scroll it away.
                report(answer)
                document.begin(answer)
            },
            prepare: rows.prepare, receive: { try rows.receive($0) })
        do {
            let answer = try await result.deliver(to: receiver)
            report(answer)
            try rows.finish()
            return answer
        } catch let error as RgitError {
            guard let answer = begun, rows.count > 0, error.kind != .cancelled, !output.sink.hasFailed
            else { throw error }
            output.report(error)
            try rows.finish()
            return answer
        }
    }

    /// Writes the answer in git's own format.
    private func write(_ request: Q.Request, _ form: TextForm) async throws -> Exit {
        for (option, isUsed) in [
            ("--value", options.value != nil), ("--sort", !options.sort.isEmpty),
            ("--top", options.top != nil),
        ] where isUsed {
            throw RgitError(.usage, "this answer has no rows for it", option)
        }
        if case .document = form, !options.gate.isSilent {
            output.usePager(configured: session.config.string("core.pager"))
        }
        var hasRows = false
        let answer = try await Q.run(request, parts: [], in: context).write { bytes in
            if !bytes.isEmpty { hasRows = true }
            if !options.gate.isSilent { try output.write(bytes) }
        }
        report(answer)
        return exit(hasRows: hasRows, answer)
    }

    // MARK: What is printed

    private func choose(_ request: Q.Request) throws(RgitError) -> RowChoice<Q.Row, Answer<Q.Summary>> {
        let purpose: FieldSelection<Q.Row>.Purpose = options.format == .table ? .table : .data
        return try RowChoice(
            of: Q.shape(of: request), options, ignoringCase: Q.sortsIgnoringCase(request),
            including: Q.demandedFields(of: request, for: purpose), printsNoTable: Q.printsNoTable)
    }

    // MARK: Beside the answer

    /// How the command ended: 3 where something could not be read, 1 where the gate says so.
    private func exit(hasRows: Bool, _ answer: Answer<Q.Summary>) -> Exit {
        guard output.exit == .success else { return output.exit }
        if options.gate.byRows, hasRows { return .negative }
        if Q.isNo(answer.summary, hasRows: hasRows) { return .negative }
        if let limit = options.gate.failOver, let lines = Q.lines(of: answer.summary), lines > limit {
            return .negative
        }
        return .success
    }

    /// Says on a terminal why there is nothing to see, and what may have been meant instead.
    private func advise(_ count: Int, _ request: Q.Request) {
        if count == 0, output.terminal.isErrorTerminal, output.exit == .success {
            output.diagnostics.note(Q.whyEmpty(request))
        }
        if Q.limitsCommits(request), Q.sumsCommits || !options.sort.isEmpty, options.top == nil {
            output.diagnostics.hint("-n limits the commits that are read; '--top N' limits the rows")
        }
    }

    /// Shows warnings and problems, each once.
    private func report(_ answer: Answer<Q.Summary>) {
        // On a terminal the note below the table says it.
        if answer.isShallow, options.format != .table || !output.terminal.isOutputTerminal {
            output.diagnostics.warn(Warning(Self.shallow))
        }
        for warning in answer.warnings { output.diagnostics.warn(warning) }
        for problem in answer.problems { output.report(problem) }
    }

    /// The notes below a table: what its words mean, what was left out, and where history ends early.
    private func notes(_ answer: Answer<Q.Summary>, _ request: Q.Request) -> [String] {
        var notes = Q.notes(on: answer.summary, request) + answer.omissions.map(\.sentence)
        if answer.omitted > 0 { notes.append("\(answer.omitted) more, left out by --top") }
        if answer.isShallow { notes.append(Self.shallow) }
        return notes
    }

    private static var shallow: String { "the clone is shallow: history ends at its boundary" }
}
