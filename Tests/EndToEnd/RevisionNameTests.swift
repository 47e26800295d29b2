// Names of revisions that only look like some, and abbreviations that fit several objects, beside git.

import Support
import Testing

@Suite struct RevisionNameTests {
    /// Git never takes a name with an empty component, one of dots alone or a slash at an end for a revision, not even
    /// where the configuration gives a branch of that name an upstream.
    @Test func namesWithEmptyComponentsAreNoRevisions() throws {
        let repository = try ScratchRepository { $0.commit("one\n") }
        let names = ["/x", "x/", "a//b", "a/./b", "a/../b", "."]
        for name in names + ["plain"] {
            try repository.git("config", "branch.\(name).remote", ".")
            try repository.git("config", "branch.\(name).merge", "refs/heads/main")
        }
        for name in names {
            let revision = "\(name)@{upstream}"
            let parsed = try repository.git.attempt(["rev-parse", "--verify", "--quiet", revision])
            let found = try repository.rgit("log", "--count", revision, "--")
            #expect((found.exitStatus == 0) == (parsed.exitStatus == 0), "\(revision)\n\(found)")
        }
        #expect(try repository.git.attempt(["rev-parse", "--verify", "/x@{upstream}"]).exitStatus != 0)
        #expect(try repository.rgit("log", "--count", "plain@{upstream}").expecting(0).text == "1\n")
    }
}

@Suite struct DisambiguationTests {
    /// Every abbreviation that fits a commit and something else, with every setting.
    @Test func theConfigurationChoosesAmongObjects() throws {
        var builder = HistoryBuilder()
        var parents: [Mark] = []
        for number in 0..<500 {
            parents = [builder.commit("commit \(number)\n", parents: parents, [.file("file", "\(number)\n")])]
        }
        let repository = try ScratchRepository()
        try repository.load(builder)
        var kinds: [Substring: [Substring]] = [:]
        let objects = try repository.git(
            "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
        for line in objects.lines.map(\.text) {
            kinds[line.prefix(4), default: []].append(line.dropFirst(41))
        }
        let ambiguous = kinds.filter { $0.value.count > 1 && $0.value.contains("commit") }.keys.sorted()
        try #require(ambiguous.contains { kinds[$0]?.sorted() == ["blob", "commit"] })
        var resolved = 0
        for setting in ["none", "commit", "committish", "treeish", "tree", "blob"] {
            try repository.git("config", "core.disambiguate", setting)
            for digits in ambiguous.prefix(12) {
                let revision = "\(digits)^{}"
                let git = try repository.git.attempt(["rev-list", "-n", "1", revision, "--"])
                let rgit = try repository.rgit(
                    "log", "-n", "1", "--tsv", "--fields", "hexsha", revision, "--")
                #expect((rgit.exitStatus == 0) == (git.exitStatus == 0), "\(setting) \(revision)\n\(rgit)")
                if git.exitStatus == 0, rgit.exitStatus == 0 {
                    #expect(rgit.text == "hexsha\n" + git.text, "\(setting) \(revision)")
                    resolved += 1
                }
            }
        }
        #expect(resolved > 0)
    }
}
