// `rgit refs` beside `git for-each-ref`.

import Support
import Testing

@Suite struct ReferencesTests {
    private static let format = "%(refname)%09%(objectname)%09%(objecttype)%09%(symref)%09%(*objectname)"

    private func expectGits(_ scratch: ScratchRepository, _ patterns: [String]) throws {
        let expected = try scratch.git.run(["for-each-ref", "--format=\(Self.format)"] + patterns).lines.map {
            line -> [UInt8] in
            var parts = line.split(separator: 0x09, omittingEmptySubsequences: false).map { Array($0) }
            // The object at the end of nested tags, which this git does not name.
            if parts[2] == Array("tag".utf8) {
                parts[4] = Array(try scratch.git.line("rev-parse", "\(parts[0].text)^{}").utf8)
            } else {
                parts[4] = parts[1]
            }
            return Array(parts.joined(separator: [0x09]))
        }
        let fields = "path,hexsha,type,symbolic_target,object_hexsha"
        let found = try scratch.rgit.run(["refs", "--fields", fields, "--tsv"] + patterns).expecting(0).lines
        #expect(Array(found.dropFirst()) == expected, "\(patterns)")
    }

    @Test(arguments: [61, 62, 63] as [UInt64]) func everyReference(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        try scratch.git("notes", "add", "-m", "note", "HEAD")
        try scratch.git("tag", "-a", "-m", "tag", "outer", "HEAD")
        try scratch.git("tag", "-a", "-m", "tag of a tag", "outermost", "outer")
        try scratch.git("tag", "blob", try scratch.git.line("rev-parse", "HEAD^{tree}"))
        try scratch.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        try scratch.git("pack-refs", "--all")
        try scratch.git("tag", "loose")
        for patterns in [
            [], ["refs/tags"], ["refs/tags/"], ["refs/*/o*"], ["refs/heads/main"],
            ["refs/**/loose", "refs/notes"],
            ["refs/hea"], ["nothing"],
        ] { try expectGits(scratch, patterns) }
    }

    @Test(arguments: [64, 65] as [UInt64]) func chosenByWhatTheyPointTo(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        try scratch.git("tag", "-a", "-m", "tag", "outer", "HEAD~1")
        try scratch.git("tag", "-a", "-m", "tag of a tag", "outermost", "outer")
        try scratch.git("tag", "tree", try scratch.git.line("rev-parse", "HEAD^{tree}"))
        try scratch.git("branch", "Upper", "HEAD~2")
        for words in [
            ["--points-at", "HEAD~1"], ["--points-at=outer"], ["--points-at", "tree"],
            ["--contains", "HEAD~2"],
            ["--no-contains", "HEAD~2"], ["--merged", "HEAD~1"], ["--no-merged", "HEAD~1"], ["--merged"],
            ["--contains", "HEAD~3", "--no-contains", "HEAD", "refs/heads"],
            ["--ignore-case", "refs/heads/u*"],
            ["refs/heads/u*"], ["--merged", "HEAD", "--points-at", "HEAD~1", "refs/tags"],
        ] { try expectGits(scratch, words) }
        let all = try scratch.git.run(["for-each-ref", "--format=%(refname)"]).lines.map(\.text)
        func names(_ words: String..., input: String = "") throws -> [String] {
            try scratch.rgit.runner.run(
                Rgit.path, ["refs", "--value", "path"] + words, input: Array(input.utf8)
            ).lines.map(\.text)
        }
        #expect(
            try names("--exclude", "refs/tags", "--exclude=refs/heads/U*")
                == all.filter {
                    !$0.hasPrefix("refs/tags/") && !$0.hasPrefix("refs/heads/U")
                })
        #expect(try names("--start-after", all[1]) == Array(all.dropFirst(2)))
        #expect(try names("--start-after", "refs/heads") == all)
        #expect(
            try names("--stdin", input: "refs/tags\nrefs/heads/Up*\n")
                == all.filter {
                    $0.hasPrefix("refs/tags/") || $0 == "refs/heads/Upper"
                })
        #expect(try scratch.rgit("refs", "--points-at", "none").expecting(3).stdout.isEmpty)
    }

    @Test func kindsAreThoseOfTheFolders() throws {
        let scratch = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        for name in ["tags/t", "remotes/origin/r", "notes/commits", "stash", "wip/w"] {
            try scratch.git("update-ref", "refs/\(name)", "HEAD")
        }
        let rows = try scratch.rgit.json(["refs"])["refs"]?.array ?? []
        #expect(
            rows.compactMap { $0["kind"]?.text }
                == ["branch", "note", "remote", "stash", "tag", "other"])
        #expect(rows.compactMap { $0["name"]?.text }.last == "wip/w")
    }

    @Test func damageIsNamedAndTheRestListed() throws {
        let scratch = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        try scratch.write(".git/refs/heads/broken", "nonsense\n")
        try scratch.write(".git/refs/heads/missing", String(repeating: "1", count: 40) + "\n")
        try scratch.write(".git/refs/heads/dangling", "ref: refs/heads/nowhere\n")
        let result = try scratch.rgit.run(["refs", "--fields", "path,type", "--csv"])
        #expect(result.exitStatus == 3)
        #expect(result.lines.map(\.text) == ["path,type", "refs/heads/main,commit"])
        for name in ["broken", "missing", "dangling"] {
            #expect(result.errorText.contains("refs/heads/\(name)"))
        }
        // What only the names need is answered without looking at the objects.
        let names = try scratch.rgit.run(["refs", "--value", "path", "refs/heads/m*"]).expecting(0)
        #expect(names.lines.map(\.text) == ["refs/heads/main", "refs/heads/missing"])
    }
}
