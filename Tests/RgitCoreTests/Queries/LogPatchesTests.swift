// Patches of a history where hardly any can be kept: those beyond are made when it is their turn.

import Support
import Testing

@testable import RgitCore

@Suite struct LogPatchesTests {
    @Test(arguments: [-1, 0, 2_000, 1 << 30]) func anyNumberOfBytesMayBeKept(maximum: Int) async throws {
        let scratch = try RandomHistory(seed: 77).makeRepository()
        for (option, merges) in [("--cc", MergeDiff.denseCombined), ("-m", .separate)] {
            var request = LogRequest()
            request.history.items = [.all]
            var patches = LogPatches(
                context: QueryContext(session: try scratch.open(), sharding: Sharding(jobs: 3)),
                request: request,
                following: CommitSelection.Following(
                    byDefault: true, merges: .off, diff: DiffOptions()),
                mailmap: nil, merges: merges)
            patches.maximumKept = maximum
            var found: [UInt8] = []
            let answer = try await patches.write { found += $0 }
            #expect(answer.problems.isEmpty)
            let expected = try scratch.git.run(["log", "-p", "--all", "--no-mailmap", option]).stdout
            #expect(found == expected, "\(option), \(maximum) bytes kept")
        }
    }
}
