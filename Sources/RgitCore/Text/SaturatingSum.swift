// Sums of numbers that hostile objects announce: the greatest number there is, and no crash.

extension Int {
    /// The sum, or the greatest number where that is beyond it; for numbers that are not negative.
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
