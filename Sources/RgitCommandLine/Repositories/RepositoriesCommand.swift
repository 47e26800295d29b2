// Runs a query of several repositories: all of them side by side, one document or table out.

import Records
import RgitCore

/// One run of a query over several repositories, from the request to the exit status.
struct RepositoriesCommand<Q: Query> {
    private typealias Row = RepositoryRow<Q.Row>
    private typealias Delivery = RowDelivery<Row, RepositoriesSummary>
    private typealias Board = RowBoard<Delivery.Batch, RepositoryEnd<Q>>

    private let options: GlobalOptions
    private let context: CommandContext
    private let output: Output
    private let list: RepositoryList

    init(_ options: GlobalOptions, _ context: CommandContext) throws {
        self.options = options
        self.context = context
        output = context.output
        list = try context.repositoryList(options)
    }

    func run(_ request: Q.Request) async throws -> Exit {
        for problem in list.problems { output.report(problem) }
        if list.entries.isEmpty, list.problems.isEmpty {
            output.diagnostics.warn(Warning("no repositories"))
        }
        let plan = try RepositoriesPlan<Q>(request, options)
        if plan.sumsLines { return try await sumLines(plan) }
        let document = DocumentWriter(
            plan.documents.shape, plan.selection, rowsName: plan.rowsName, renderer: plan.renderer,
            isStreaming: Q.streams && !plan.addsUp && plan.order.isEmpty, to: output)
        if plan.renderer == nil { output.usePager(configured: nil) }
        let rows = Delivery(plan.order, top: options.top, to: document)
        document.begin(plan.documents.empty)
        let prepare = rows.prepare
        var result = RepositoriesResult(plan, output)
        try await ask(plan, prepare) { parts, entry in
            for part in parts {
                switch part {
                case .rows(let batch): try rows.receive(batch)
                case .end(let end):
                    try result.add(end, of: entry)
                    if let member = plan.member, let answer = end.answer {
                        try output.write(member.encode([answer]))
                    }
                }
            }
        }
        let summed = try result.summedRows { batch in try rows.receive(prepare(batch)) }
        try rows.finish()
        result.summary.omitted = rows.omitted
        if let member = plan.summedMember { try output.write(member.encode([result.summary])) }
        try document.end(
            result.summary, totals: rows.count > 0 ? summed : [], notes: result.notes(hasRows: rows.count > 0)
        )
        result.showFailures()
        if rows.count == 0, output.terminal.isErrorTerminal, output.exit == .success, !result.hasFailed {
            output.diagnostics.note(Q.whyEmpty(request))
        }
        return result.exit(options.gate, hasRows: rows.count > 0)
    }

    /// Adds up numbers that replace rows, such as those of `log --count`.
    private func sumLines(_ plan: RepositoriesPlan<Q>) async throws -> Exit {
        var result = RepositoriesResult(plan, output)
        let document = DocumentWriter(plan.documents.shape, plan.selection, to: output)
        let prepare = Delivery(plan.order, top: nil, to: document).prepare
        var sums: [Int] = []
        try await ask(plan, prepare) { parts, entry in
            for case .end(let end) in parts {
                try result.add(end, of: entry)
                for (place, number) in end.numbers.enumerated() {
                    if place == sums.count { sums.append(0) }
                    sums[place] += number
                }
            }
        }
        if sums.isEmpty { sums = [0] }
        if !options.gate.isSilent {
            try output.write(Array(sums.map(String.init).joined(separator: "\t").utf8) + [0x0a])
        }
        result.showFailures()
        return result.exit(options.gate, hasRows: sums != [0])
    }

    // MARK: Asking

    /// Asks all repositories on threads of their own, and hands what they leave to `take` in their order.
    private func ask(
        _ plan: RepositoriesPlan<Q>, _ prepare: @escaping @Sendable (ArraySlice<Row>) -> Delivery.Batch,
        take: ([Board.Part], RepositoryList.Entry) throws -> Void
    ) async throws {
        let entries = list.entries
        guard !entries.isEmpty else { return }
        let board = Board(count: entries.count)
        let progress = output.progress
        progress.begin("Repositories", total: entries.count)
        let asker = RepositoryAsker(
            plan: plan, list: list, jobs: context.jobs, gate: WorkerGate(count: context.jobs), board: board,
            prepare: prepare, progress: progress)
        // More at a time would take more memory and no less time: a large repository keeps all workers busy by itself.
        let threads = WorkerThreads(count: min(entries.count, context.jobs, 16)) { asker.askAll() }
        guard let threads else {
            throw RgitError(.io, "cannot start a thread", "the limit on processes is reached")
        }
        try await withTaskCancellationHandler {
            do {
                var place = 0
                while place < entries.count {
                    guard let parts = board.take() else { throw CancellationError() }
                    try take(parts, entries[place])
                    if case .end? = parts.last {
                        place += 1
                        progress.advance()
                    }
                }
            } catch {
                board.close()
                await threads.finish()
                throw error
            }
            await threads.finish()
        } onCancel: {
            board.close()
        }
    }
}

/// The result of asking one repository, apart from its rows.
struct RepositoryEnd<Q: Query>: Sendable {
    /// The answer without its rows; `nil` where there is none.
    var answer: Answer<Q.Summary>?
    /// What its rows are added up from.
    var tally: Q.Tally?
    /// The numbers that replace rows.
    var numbers: [Int] = []
    var hasRows = false
    /// Why it was not answered, or only in part.
    var failure: RgitError?
}

/// Asks repositories, one after the other on each of several threads.
private struct RepositoryAsker<Q: Query>: Sendable {
    typealias Batch = RowDelivery<RepositoryRow<Q.Row>, RepositoriesSummary>.Batch

    let plan: RepositoriesPlan<Q>
    let list: RepositoryList
    let jobs: Int
    let gate: WorkerGate
    let board: RowBoard<Batch, RepositoryEnd<Q>>
    let prepare: @Sendable (ArraySlice<RepositoryRow<Q.Row>>) -> Batch
    let progress: ProgressMeter

    /// Asks until every repository has been asked, on the calling thread.
    func askAll() {
        let executor = ThreadExecutor()
        while let place = board.claim() {
            executor.complete {
                board.finish(await ask(place), of: place)
            } started: { task in
                board.began(place, task)
            }
        }
    }

    private func ask(_ place: Int) async -> RepositoryEnd<Q> {
        var end = RepositoryEnd<Q>()
        do {
            try await ask(list.entries[place], place, &end)
        } catch let error as RgitError {
            end.failure = error
        } catch is CancellationError {
            end.failure = RgitError(.cancelled, "cancelled")
        } catch {
            end.failure = RgitError(.io, "unexpected error", String(describing: error))
        }
        return end
    }

    private func ask(
        _ entry: RepositoryList.Entry, _ place: Int, _ end: inout RepositoryEnd<Q>
    ) async throws {
        let session = try list.session(entry)
        progress.start(entry.name.string)
        defer { progress.finish(entry.name.string) }
        let request = Q.request(try Q.settled(plan.request, in: session), selecting: plan.parts)
        let result = Q.run(
            request, parts: plan.parts,
            in: QueryContext(
                session: session, sharding: Sharding(jobs, gate: gate)))
        if plan.sumsLines {
            var line: [UInt8] = []
            end.answer = try await result.write { line += $0 }
            end.numbers = String(decoding: line, as: UTF8.self).split { !$0.isNumber }.compactMap { Int($0) }
            return
        }
        if plan.addsUp {
            let counted = try await result.tally()
            // The repository's own sums are part of the document.
            let own = Q.rows(of: counted.tally, request, counted.answer).answer
            var answer = counted.answer
            (answer.summary, answer.omissions) = (own.summary, own.omissions)
            (end.tally, end.answer) = (counted.tally, answer)
            return
        }
        let (name, prepare, board) = (entry.name, prepare, board)
        var begun: Answer<Q.Summary>?
        var hasRows = false
        let receiver = RowReceiver<Q>(
            begin: { begun = $0 },
            prepare: { rows in prepare(rows.map { RepositoryRow($0, of: name) }[...]) },
            receive: { batch in
                guard batch.count > 0 else { return }
                hasRows = true
                try board.leave(batch, size: batch.size, of: place)
            })
        do {
            end.answer = try await result.deliver(to: receiver)
        } catch let error as RgitError where hasRows && error.kind != .cancelled {
            // What it had to say was said before the error: its rows are in the document.
            end.answer = begun
            end.failure = error
        }
        end.hasRows = hasRows
    }
}

extension RowDelivery.Batch {
    /// The number of rows that it is made of.
    fileprivate var count: Int {
        switch self {
        case .rendered(let rows): rows.count
        case .ranked(let batch): batch.count
        }
    }

    /// About how many bytes it takes.
    fileprivate var size: Int {
        switch self {
        case .rendered(let rows): rows.bytes.count
        case .ranked(let batch): batch.rows.reduce(0) { $0 + $1.bytes.count + 64 }
        }
    }
}
