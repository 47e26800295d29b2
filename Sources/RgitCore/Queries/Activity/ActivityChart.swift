// Draws the rows of `rgit activity` below its table: a heat map of the week or of the calendar, or a sparkline.

/// The lines below a table of periods.
enum ActivityChart {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    /// How many weeks of a calendar, and how many periods of a sparkline, are drawn: the last ones.
    private static let maximumWeeks = 53
    private static let maximumPeriods = 72

    /// Draws commits by `periods`; no lines where they cannot be drawn.
    static func lines(_ rows: [ActivityRow], _ periods: [Period], _ chart: Chart) -> [String] {
        guard rows.filter({ !$0.periods.contains(nil) }).count > 1 else { return [] }
        switch periods {
        case [.weekday, .hour]: return week(rows, chart)
        case [.day]: return calendar(rows, chart)
        default:
            guard periods.count == 1 else { return [] }
            let values = rows.filter { $0.periods.first != .some(nil) }.suffix(maximumPeriods)
            return ["commits " + chart.sparkline(values.map(\.commits))]
        }
    }

    /// A line for each day of the week, two cells for each hour.
    private static func week(_ rows: [ActivityRow], _ chart: Chart) -> [String] {
        var commits = [[Int?]](repeating: Array(repeating: 0, count: 24), count: 7)
        for row in rows {
            guard let day = row.periods[0]?.number, let hour = row.periods[1]?.number,
                (1...7).contains(day), (0..<24).contains(hour)
            else { continue }
            commits[Int(day) - 1][Int(hour)] = row.commits
        }
        let hours = stride(from: 0, to: 24, by: 3).map { hour in
            let text = String(hour)
            return hour == 21 ? text : text + String(repeating: " ", count: 6 - text.count)
        }
        return ["    " + hours.joined()]
            + chart.heatMap(Array(zip(days, commits)).map { ($0, $1) }, cellWidth: 2)
    }

    /// A line for each day of the week, a column for each week of the last year.
    private static func calendar(_ rows: [ActivityRow], _ chart: Chart) -> [String] {
        let dated = rows.compactMap { row in row.periods[0].map { (day: $0.number, commits: row.commits) } }
        guard let first = dated.map(\.day).min(), let last = dated.map(\.day).max() else { return [] }
        // 1970-01-01 was a Thursday.
        func week(_ day: Int64) -> Int64 { (day + 3).flooredQuotient(by: 7) }
        let firstWeek = max(week(first), week(last) - Int64(maximumWeeks) + 1)
        let weeks = Int(week(last) - firstWeek) + 1
        var commits = [[Int?]](repeating: Array(repeating: nil, count: weeks), count: 7)
        for (day, count) in dated where week(day) >= firstWeek {
            commits[Int(day + 3 - week(day) * 7)][Int(week(day) - firstWeek)] = count
        }
        let begin = PeriodValue(.day, number: firstWeek * 7 - 3)
        return ["weeks from \(begin)"]
            + chart.heatMap(Array(zip(days, commits)).map { ($0, $1) }, cellWidth: 1)
    }
}
