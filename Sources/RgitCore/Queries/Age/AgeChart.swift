// Draws the cohorts of `rgit age` below its table: a stacked band for each period.

import Records

/// The lines below a table of cohorts, collected period by period.
struct AgeChart {
    private var periods: [(name: Text, cohorts: [CountedCohort])] = []
    private let chart: Chart

    private static let width = 60
    /// How many periods are drawn: the last ones.
    private static let maximumPeriods = 48
    /// How many cohorts that are no periods have bands of their own: those of most lines.
    private static let maximumNames = 8

    init(_ chart: Chart) { self.chart = chart }

    /// Adds the cohorts of a period, the earliest period first.
    mutating func add(_ period: Text, _ cohorts: [CountedCohort]) {
        if periods.count == AgeChart.maximumPeriods { periods.removeFirst() }
        periods.append((period, cohorts))
    }

    /// The lines; none for fewer than two periods.
    func lines(_ key: AgeRequest.Key) -> [String] {
        guard periods.count > 1 else { return [] }
        var sums: [CohortName: Int] = [:]
        for cohort in periods.flatMap(\.cohorts) { sums[cohort.cohort, default: 0] += cohort.lines }
        var shown = sums.keys.sorted()
        var arePeriods = false
        if case .period = key { arePeriods = true }
        if !arePeriods {
            let greatest = shown.sorted { (sums[$1] ?? 0, $0) < (sums[$0] ?? 0, $1) }
            shown = Array(greatest.prefix(AgeChart.maximumNames))
        }
        let places = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
        let whole = periods.map { $0.cohorts.reduce(0) { $0 + $1.lines } }.max() ?? 0
        let lines = periods.map { period in
            let parts = period.cohorts.compactMap { cohort in
                places[cohort.cohort].map { (place: $0, value: cohort.lines) }
            }.sorted { $0.place < $1.place }
            let total = period.cohorts.reduce(0) { $0 + $1.lines }
            let band = chart.stack(parts, whole: whole, width: AgeChart.width)
            return "\(period.name) \(band) \(total)"
        }
        let names =
            arePeriods
            ? shown.prefix(1).map { "\(chart.band(0)) \($0.name)" }
                + shown.dropFirst().suffix(1).map { "to \(chart.band(shown.count - 1)) \($0.name)" }
            : shown.enumerated().map { "\(chart.band($0)) \($1.name)" }
        return lines + ["in this order: " + names.joined(separator: "  ")]
    }
}
