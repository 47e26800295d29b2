// `rgit log --follow` on names that look like patterns.

import Support
import Testing

@Suite struct FollowTests {
    @Test func followTakesANameWithABackslashForItself() throws {
        let repository = try ScratchRepository()
        try repository.write("a\\b", "one\n")
        try repository.git("add", ".")
        try repository.git("commit", "--quiet", "-m", "one")
        try repository.git("mv", "a\\b", "c?d")
        try repository.git("commit", "--quiet", "-m", "two")
        let expected = try repository.git("log", "--follow", "--format=%H", "--", "c?d").stdout
        let found = try repository.rgit.run(
            ["log", "--follow", "--tsv", "--fields", "hexsha", "--", "c?d"]
        ).expecting(0).stdout
        #expect(found == Array("hexsha\n".utf8) + expected)
        #expect(expected.count == 82)
    }

    @Test func followRefusesAPattern() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        try repository.rgit.run(["log", "--follow", "--", "*.c"]).expecting(2)
    }
}
