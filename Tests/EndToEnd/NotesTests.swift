// `rgit notes` beside `git notes`.

import Support
import Testing

@Suite struct NotesTests {
    private func compare(_ git: Git, _ rgit: Rgit, _ options: [String], _ commits: [String]) throws {
        let expected = try git.run(["notes"] + options + ["list"]).lines.map(\.text)
        let rows = try rgit.json(["notes"] + options)["notes"]?.array ?? []
        #expect(
            rows.map { "\($0["note_hexsha"]?.text ?? "") \($0["hexsha"]?.text ?? "")" } == expected,
            "\(options)")
        for commit in commits {
            let text = try git.attempt(["notes"] + options + ["show", commit])
            let result = try rgit.run(["notes"] + options + [commit])
            #expect(result.stdout == text.stdout, "\(options) \(commit)")
            #expect(result.exitStatus == text.exitStatus, "\(options) \(commit)")
        }
    }

    @Test func notesOfAllKinds() throws {
        let repository = try ScratchRepository {
            var last = $0.commit("0", [.file("a", "1\n")])
            for number in 1..<8 { last = $0.commit("\(number)", parents: [last]) }
        }
        let git = repository.git
        let commits = try git("rev-list", "main").lines.map(\.text)
        try compare(git, repository.rgit, [], [commits[0]])
        for commit in commits.prefix(4) {
            try git("notes", "add", "-m", "about \(commit)\n\nwith a body", commit)
        }
        try git("notes", "--ref", "review", "add", "-m", "odd", "HEAD^{tree}")
        try git("notes", "--ref", "deep/review", "add", "-m", "deeper", "HEAD:a")
        try git("tag", "-a", "-m", "t", "v1")
        try git("notes", "add", "-m", "of a tag", "v1")
        let asked = commits + ["HEAD^{tree}", "HEAD:a", "v1"]
        for options in [
            [], ["--ref", "review"], ["--ref=refs/notes/review"], ["--ref", "notes/deep/review"],
            ["--ref=none"],
        ] { try compare(git, repository.rgit, options, asked) }
        try compare(
            git.with("GIT_NOTES_REF", "refs/notes/review"),
            repository.rgit.with("GIT_NOTES_REF", "refs/notes/review"), [], asked)
        try git("config", "core.notesRef", "refs/notes/deep/review")
        try compare(git, repository.rgit, [], asked)
        try git("config", "core.notesRef", "refs/heads/main")
        #expect(try repository.rgit("notes").exitStatus == 2)
        #expect(try git.attempt(["notes", "list"]).exitStatus != 0)
    }

    @Test func foldersFanOut() throws {
        let repository = try ScratchRepository { builder in
            for number in 0..<300 { builder.commit("\(number)", on: "b\(number)") }
        }
        let git = repository.git
        let commits = try git("rev-list", "--all").lines.map(\.text)
        var stream = "commit refs/notes/commits\ncommitter A <a@b> 1700000000 +0000\ndata 1\nx\n"
        for (number, commit) in commits.enumerated() {
            let (first, second) = ("\(commit.prefix(2))", "\(commit.dropFirst(2).prefix(2))")
            let paths = [
                commit, "\(first)/\(commit.dropFirst(2))", "\(first)/\(second)/\(commit.dropFirst(4))",
            ]
            let text = "note \(number)\n"
            stream += "M 100644 inline \(paths[number % 3])\ndata \(text.utf8.count)\n\(text)\n"
        }
        stream += "M 100644 inline README\ndata 2\nx\n\n"
        try git("fast-import", "--quiet", input: Array(stream.utf8))
        try compare(git, repository.rgit, [], Array(commits.prefix(30)))
    }
}
