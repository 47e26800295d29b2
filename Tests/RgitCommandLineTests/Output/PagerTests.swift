// Which pager is chosen.

import RgitCore
import Testing

@testable import RgitCommandLine

@Suite struct PagerTests {
    @Test func itIsChosenAsGitChoosesIt() {
        func chosen(_ variables: [String: String], configured: String? = nil) -> String? {
            let environment = ProcessEnvironment(
                variables: variables.mapValues { Array($0.utf8) }, workingDirectory: [], now: 0)
            return Pager.command(environment, configured: configured.map { Array($0.utf8) })
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(chosen([:]) == "less")
        #expect(chosen(["PAGER": "more"]) == "more")
        #expect(chosen(["PAGER": "more"], configured: "most") == "most")
        #expect(chosen(["PAGER": "more", "GIT_PAGER": "bat"], configured: "most") == "bat")
        #expect(chosen(["GIT_PAGER": "cat", "PAGER": "less"]) == nil)
        #expect(chosen(["GIT_PAGER": ""], configured: "most") == nil)
        #expect(chosen(["PAGER": "less"], configured: "") == nil)
    }
}
