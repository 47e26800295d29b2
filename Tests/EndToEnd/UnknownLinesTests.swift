// Lines whose commit cannot be read are counted as unknown, and the others as usual.

import Support
import Testing

@Suite struct UnknownLinesTests {
    @Test func linesOfAMissingCommitAreCounted() throws {
        var builder = HistoryBuilder()
        let lost = builder.commit("lost\n", [.file("f", "1\n2\n3\n")])
        let middle = builder.commit("middle\n", parents: [lost], [.file("f", "1\n2\n3\n4\n")])
        builder.commit("last\n", parents: [middle], [.file("f", "1\n2\n3\n4\n5\n")])
        let repository = try ScratchRepository()
        let names = try repository.load(builder)
        let hexsha = try #require(names[lost])
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(hexsha).utf8))
        let result = try repository.rgit("blame-stats", "--json")
        #expect(result.exitStatus == 3)
        #expect(result.errorText.contains(hexsha))
        let document = try JSONValue(parsing: result.stdout)
        // The line of the commit after it, too: whether that was there before cannot be said.
        #expect(document["unknown"]?["lines"]?.integer == 4)
        #expect(document["authors"]?.array.map { $0["lines"]?.integer } == [1])
        #expect(document["total"]?["lines"]?.integer == 1)
    }
}
