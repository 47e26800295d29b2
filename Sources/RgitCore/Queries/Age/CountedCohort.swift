// What lines have in common, and how many lines of it a tree has.

import Records

/// A cohort as rows name it.
struct CohortName: Hashable, Comparable {
    /// What its lines have in common, `none` where they have nothing.
    let name: Text
    /// The number of the period, by which periods are in order.
    let number: Int64

    init(_ name: Text, number: Int64?) {
        self.name = name.isEmpty ? "none" : name
        self.number = number ?? .min
    }

    static func < (left: CohortName, right: CohortName) -> Bool {
        (left.number, left.name) < (right.number, right.name)
    }
}

/// The lines of a cohort that one tree has.
struct CountedCohort {
    let cohort: CohortName
    let lines: Int
}
