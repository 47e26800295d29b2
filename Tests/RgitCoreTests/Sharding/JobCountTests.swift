// How many workers there are where the caller asks for none: affinity, and the quotas of control groups.

import Foundation
import Testing

@testable import RgitCore

@Suite struct JobCountTests {
    /// `nproc` of coreutils counts the processors that a process may run on, too.
    @Test func coresAreThoseThatNprocCounts() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["-i", "nproc"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let counted = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        #expect("\(JobCount.allowedCores())\n" == String(decoding: counted, as: UTF8.self))
        #expect((1...JobCount.allowedCores()).contains(JobCount.available()))
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
