// All periods between the first and the last that something was found in, so that empty ones are rows, too.

/// The combinations of periods from the first to the last.
enum PeriodGrid {
    /// The maximum number of rows that are added for empty periods; a wrong clock can make a history millennia long.
    static let maximumRows = 100_000
    private static let maximumDays: Int64 = 4_000_000

    /// Every combination of `periods` from the first found to the last, in order; `nil` where there are too many of them.
    ///
    /// Days of the week and hours are whole, whatever was found. Of several kinds of a calendar the shortest says where
    /// it begins and ends, and only combinations that a day can have are made: no `2025, 2026-07`.
    static func combinations(_ periods: [Period], found: [[PeriodValue]]) -> [[PeriodValue]]? {
        guard !found.isEmpty else { return [] }
        let hours: [Int64] = periods.contains(.hour) ? Array(0..<24) : [0]
        var days = Int64(0)...6
        if let shortest = Period.allCases.first(where: { $0.isCalendar && periods.contains($0) }) {
            let ends = found.compactMap { row in row.first { $0.period == shortest } }
            guard let first = ends.min(), let last = ends.max() else { return [] }
            let next = PeriodValue(shortest, number: last.number + 1)
            guard last.number - first.number < maximumDays, next.firstDay - first.firstDay <= maximumDays
            else {
                return nil
            }
            days = first.firstDay...(next.firstDay - 1)
        }
        var seen: Set<[PeriodValue]> = []
        var latest: [PeriodValue] = []
        for day in days {
            // By the day first: neighbours are mostly the same, and a comparison is cheaper than a hash.
            let row = periods.map {
                $0 == .hour ? PeriodValue(.hour, number: 0) : PeriodValue($0, ofDay: day)
            }
            if row == latest { continue }
            latest = row
            for hour in hours {
                seen.insert(row.map { $0.period == .hour ? PeriodValue(.hour, number: hour) : $0 })
            }
            if seen.count > maximumRows { return nil }
        }
        return seen.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The warning for periods that are left out.
    static let tooMany = Warning(
        "periods without anything are left out: there are more than \(maximumRows) of them", "--by")
}
