// Answers `rgit age`: the lines of each cohort at the end of each period.

import GitObjects
import Records

/// How long lines survive (`git blame` of the last commit of each period).
///
/// - Complexity: one walk over history, and each version of a file compared about once with the one before it; with moved
///   lines one blame of all files for each period.
package struct AgeQuery: Query {
    package typealias Row = Cohort

    package let context: QueryContext
    let request: AgeRequest
    var session: Session { context.session }

    package init(_ request: AgeRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static var streams: Bool { true }
    package static func notes(on summary: AgeSummary, _ request: AgeRequest) -> [String] { summary.chart }
    package static func whyEmpty(_ request: AgeRequest) -> String { "no lines in text files" }

    package func run(_ receiver: RowReceiver<AgeQuery>) async throws -> Answer<AgeSummary> {
        if case .days(let days) = request.interval, !(1...65_535).contains(days) {
            throw RgitError(.usage, "not a number of days from 1 to 65,535", "\(days)")
        }
        var answer = Answer(AgeSummary(), from: session)
        try await receiver.begin(answer)
        var problems: [RgitError] = []
        let measured = try await measuredCommits(&answer, &problems)
        var survival = Survival()
        var chart = AgeChart(Chart(session.environment))
        let together = try await cohortsTogether(measured, &answer, &problems)
        for (place, commit) in measured.enumerated().reversed() {
            try Task.checkCancellation()
            let cohorts =
                if let together { together[place] } else {
                    try await cohorts(of: commit.hexsha, &answer, &problems)
                }
            answer.summary.measured += 1
            chart.add(commit.period, cohorts)
            if case .period(let period) = request.key, let day = commit.date?.localDay {
                survival.add(
                    Dictionary(uniqueKeysWithValues: cohorts.map { ($0.cohort.name, $0.lines) }), period,
                    on: day)
            }
            let total = cohorts.reduce(0) { $0 + $1.lines }
            let rows = cohorts.sorted { $0.cohort < $1.cohort }.map { counted in
                Cohort(
                    period: commit.period, hexsha: commit.hexsha, date: commit.date,
                    cohort: counted.cohort.name, lines: counted.lines,
                    share: Double(counted.lines) / Double(max(total, 1)))
            }
            try await receiver.receive(receiver.prepare(rows[...]))
        }
        answer.summary.chart = chart.lines(request.key)
        answer.summary.halfLifeDays = survival.halfLifeDays
        answer.problems = BlameStatsQuery.summed(problems)
        return answer
    }

    /// The commit that is measured for a period.
    struct Measured {
        let period: Text
        let hexsha: ObjectID
        let date: Timestamp?
    }

    /// The last commit of each period along first parents, the latest period first.
    private func measuredCommits(
        _ answer: inout Answer<AgeSummary>, _ problems: inout [RgitError]
    ) async throws -> [Measured] {
        let reader = try session.makeReader()
        let set = try RevisionSet.resolve(
            items: request.blame.words.map { .word($0) }, paths: request.blame.paths, session: session,
            reader: reader)
        guard set.tips.count <= 1, set.negative.isEmpty else {
            throw RgitError(.usage, "only one history can be measured", hint: "Name one commit.")
        }
        let tip = if let tip = set.positive.first { tip } else { try session.headCommit(reader) }
        answer.warnings = set.warnings
        var history = HistoryRequest()
        history.items = [.word(tip.hex)]
        history.paths = []
        history.firstParent = true
        var selection = try CommitSelection(
            session: session, request: history, reader: reader, mailmap: nil,
            following: CommitSelection.Following(), sharding: context.sharding)
        var decoder = CommitDecoder(parts: .people, mailmap: Mailmap(), trailerSyntax: TrailerSyntax())
        var seen: Set<Int64> = []
        var measured: [Measured] = []
        context.progress?.begin("Reading commits")
        while true {
            let batch = try await selection.next(4096)
            if batch.isEmpty { break }
            for commit in batch {
                do throws(RgitError) {
                    let date = decoder.decode(commit.id, try reader.commit(commit.id), refs: []).committer
                        .date
                    let (number, name) = period(of: date)
                    if seen.insert(number).inserted {
                        measured.append(Measured(period: name, hexsha: commit.id, date: date))
                    }
                } catch {
                    problems.append(error)
                }
            }
            context.progress?.advance(by: batch.count)
        }
        problems += selection.problems
        return measured
    }

    /// The number and the name of the period that a date is in; a commit without a date is in 1970.
    private func period(of date: Timestamp?) -> (number: Int64, name: Text) {
        let date = date ?? Timestamp(seconds: 0, offset: 0)
        switch request.interval {
        case .period(let period):
            let value = PeriodValue(period, of: date)
            return (value.number, Text(value.description))
        case .days(let days):
            let days = Int64(days)
            let quotient = PeriodValue(.day, of: date).number.flooredQuotient(by: days)
            return (quotient, Text(PeriodValue(.day, number: quotient * days).description))
        }
    }

    // MARK: Cohorts

    /// The lines of a commit's tree by cohort, found by a blame of its own.
    private func cohorts(
        of commit: ObjectID, _ answer: inout Answer<AgeSummary>, _ problems: inout [RgitError]
    ) async throws -> [CountedCohort] {
        var blame = request.blame
        blame.words = [commit.hex]
        blame.paths = blame.paths ?? []
        blame.keys =
            switch request.key {
            case .period(let period): [.period(period)]
            case .author: [.name]
            case .domain: [.domain]
            case .trailer: [.commit]
            }
        let (rows, counted) = try await BlameStatsQuery.run(blame, parts: [], in: context).collect()
        problems += counted.problems
        answer.warnings += counted.warnings.filter { !answer.warnings.contains($0) }
        answer.summary.unknownLines += counted.summary.unknownLines
        let trailers = try trailers(rows.compactMap(\.commit), &problems)
        var cohorts: [CohortName: Int] = [:]
        for row in rows {
            let period = row.periods.first
            let name =
                switch request.key {
                case .period: period.map { Text($0.description) } ?? ""
                case .author: row.name ?? ""
                case .domain: row.domain ?? ""
                case .trailer: row.commit.flatMap { trailers[$0] } ?? ""
                }
            cohorts[CohortName(name, number: period?.number), default: 0] += row.lines
        }
        return cohorts.map { CountedCohort(cohort: $0.key, lines: $0.value) }.filter { $0.lines > 0 }
    }

    /// The value of the trailer that cohorts are made of, for each commit that has one.
    private func trailers(
        _ commits: [ObjectID], _ problems: inout [RgitError]
    ) throws(RgitError) -> [ObjectID: Text] {
        guard case .trailer(let name) = request.key else { return [:] }
        let reader = try session.makeReader(.commits)
        var decoder = CommitDecoder(
            parts: .trailers, mailmap: Mailmap(), trailerSyntax: TrailerSyntax(session.config))
        let wanted = name.bytes.map(ASCII.lowercased)
        var values: [ObjectID: Text] = [:]
        for id in commits {
            do throws(RgitError) {
                let commit = decoder.decode(id, try reader.commit(id), refs: [])
                values[id] =
                    commit.trailers.first { $0.key.bytes.map(ASCII.lowercased) == wanted }?.value
            } catch {
                problems.append(error)
            }
        }
        return values
    }
}

/// How fast lines go, over all cohorts that cannot grow any more.
struct Survival {
    private var previous: (day: Int64, period: String, lines: [Text: Int])?
    private var lost = 0.0
    /// Lines times the days for which they were at risk.
    private var exposure = 0.0

    /// Adds the cohorts of a day.
    mutating func add(_ lines: [Text: Int], _ period: Period, on day: Int64) {
        let current = PeriodValue(period, ofDay: day).description
        if let previous, day > previous.day {
            for (cohort, before) in previous.lines
            where cohort != "none" && cohort != Text(previous.period) {
                // Lines of an old branch can come in later.
                let after = min(before, lines[cohort] ?? 0)
                lost += Double(before - after)
                exposure += Double(before) * Double(day - previous.day)
            }
        }
        previous = (day, current, lines)
    }

    /// After how many days half of the lines are gone at the mean rate; `nil` where none went.
    var halfLifeDays: Double? { lost > 0 ? exposure / lost * 0.693_147_180_559_945_3 : nil }
}
