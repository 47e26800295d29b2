// What the line of progress says, and how many workers there are.

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

@Suite struct JobCountTests {
    @Test func affinityCountsBits() {
        #expect(
            JobCount.coresAllowed(in: "Name:\tx\nCpus_allowed:\tff,00000003\nCpus_allowed_list:\t0\n") == 10)
        #expect(JobCount.coresAllowed(in: "Cpus_allowed:\t0\n") == nil)
        #expect(JobCount.coresAllowed(in: "") == nil)
        #expect(JobCount.available() >= 1)
    }

    @Test func theStrictestQuotaOfAGroupAndItsAncestorsCounts() {
        func quota(_ files: [String: String]) -> Double? { ControlGroup { files[$0] }.quota }
        #expect(quota([:]) == nil)
        let unified = ["/proc/self/cgroup": "0::/a/b\n"]
        #expect(quota(unified) == nil)
        #expect(
            quota(
                unified.merging([
                    "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
                    "/sys/fs/cgroup/a/cpu.max": "250000 100000\n",
                ]) { $1 }) == 2.5)
        #expect(
            quota(["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "400000 100000\n"]) == 4)
        #expect(
            quota([
                "/proc/self/cgroup": "4:cpu,cpuacct:/docker/x\n3:memory:/\n",
                "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "150000\n",
                "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
                "/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_quota_us": "-1\n",
                "/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_period_us": "100000\n",
            ]) == 1.5)
    }
}
