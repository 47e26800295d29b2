// What the line of progress says.

import RgitCore
import Testing

@testable import RgitCommandLine

@Suite struct ProgressLineTests {
    @Test func theLineTellsHowFarTheWorkIs() {
        func text(_ total: Int?, _ completed: Int) -> String {
            ProgressLine.text(.init(title: "Reading", total: total), completed: completed)
        }
        #expect(text(81_966, 40_983) == "Reading: 50% (40,983/81,966)")
        #expect(text(nil, 1_234_567) == "Reading: 1,234,567")
        #expect(text(3, 4) == "Reading: 100% (3/3)")
        #expect(text(0, 0) == "Reading: 0")
        #expect(text(Int.max, Int.max - 1).contains("%"))
    }

    /// `rgit contributors | head` left `Reading commits: 0` in front of the table's heading.
    @Test func progressGivesWayToWhatIsBehindAPipe() {
        var terminal = Terminal()
        #expect(!terminal.outputMayShareScreen)
        terminal.isOutputPipe = true
        #expect(terminal.outputMayShareScreen)
    }

    @Test func aMeterStartsAgainWithEveryPhase() {
        let meter = ProgressMeter()
        #expect(meter.phase == nil)
        meter.begin("One", total: 5)
        meter.advance(by: 3)
        #expect(meter.completed == 3)
        meter.begin("Two")
        #expect(meter.completed == 0)
        #expect(meter.phase == .init(title: "Two", total: nil))
    }
}
