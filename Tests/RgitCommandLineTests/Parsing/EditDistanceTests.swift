// How far names are apart, and what is suggested for a mistyped one.

import Records
import Testing

@testable import RgitCommandLine

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("log", "log", 0), ("lgo", "log", 1),
        ("kitten", "sitting", 3),
        ("abc", "cab", 2), ("branch", "branches", 2),
    ])
    func distanceCountsChanges(_ left: String, _ right: String, _ distance: Int) {
        #expect(EditDistance.between(Array(left.utf8), Array(right.utf8)) == distance)
        #expect(EditDistance.between(Array(right.utf8), Array(left.utf8)) == distance)
    }

    @Test func onlyNearNamesAreSuggested() {
        let names = ["log", "branches", "contributors", "max-count", "max-parents"]
        #expect(EditDistance.nearest(to: "lgo", among: names) == ["log"])
        #expect(EditDistance.nearest(to: "branhces", among: names) == ["branches"])
        #expect(EditDistance.nearest(to: "max", among: names) == ["max-count", "max-parents"])
        #expect(EditDistance.nearest(to: "quux", among: names).isEmpty)
        #expect(EditDistance.nearest(to: "", among: names).isEmpty)
        #expect(EditDistance.nearest(to: String(repeating: "x", count: 100_000), among: names).isEmpty)
    }
}
