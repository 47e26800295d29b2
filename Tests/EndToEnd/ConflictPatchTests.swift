// `rgit diff` beside `git diff` where the working tree of a conflict has nothing that both sides lack.

import Support
import Testing

@Suite struct ConflictPatchTests {
    private func compare(
        _ repository: ScratchRepository,
        _ words: [[String]] = [
            [], ["-R"], ["-U0"], ["--full-index"], ["--raw"], ["--raw", "-z", "-R"], ["--name-status"],
            ["--numstat"], ["-C"], ["--diff-filter=D"], ["-Gours"], ["-Stheirs", "--pickaxe-all"],
            ["--staged", "-C"], ["--staged", "-Sours"], ["HEAD", "-Gtheirs"],
        ],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for words in words {
            let expected = try repository.git.run(["diff", "--patch"] + words)
            let found = try repository.rgit.run(["diff", "--patch"] + words).expecting(0)
            #expect(found.text == expected.text, "\(words)", sourceLocation: sourceLocation)
        }
    }

    /// Found in the repositories that git's own tests leave behind: a combined diff without hunks still has its header.
    @Test func conflictResolvedToOneSide() throws {
        let repository = try ScratchRepository { history in
            let base = history.commit(
                "base\n", [.file("f", "1\n"), .symlink("link", to: "base"), .file("d", "1\n")])
            history.commit(
                "ours\n", parents: [base],
                [.file("f", "ours\n"), .symlink("link", to: "ours"), .file("d", "ours\n")])
            history.commit(
                "theirs\n", on: "side", parents: [base],
                [.file("f", "theirs\n"), .symlink("link", to: "theirs"), .file("d", "theirs\n")])
        }
        try repository.checkOut()
        try repository.mergeIntoConflict("side")
        for content in ["ours\n", "theirs\n", "both\n", ""] {
            try repository.write("f", content)
            try compare(repository)
        }
        // A directory in the place of the file.
        _ = try repository.rgit.runner.run("rm", ["\(repository.path)/d"])
        try repository.write("d/inside", "1\n")
        try compare(repository)
    }

    /// A filter that was not run is said of files in conflict, too.
    @Test func conflictOfFilteredFiles() throws {
        let repository = try ScratchRepository { history in
            let base = history.commit("base\n", [.file("f", "1\n"), .file("g", "1\n")])
            history.commit("ours\n", parents: [base], [.file("f", "2\n")])
            history.commit("theirs\n", on: "side", parents: [base], [.file("f", "3\n")])
        }
        try repository.checkOut()
        try repository.mergeIntoConflict("side")
        try repository.git("config", "filter.x.clean", "cat")
        try repository.write(".gitattributes", "f filter=x\n")
        let result = try repository.rgit.run(["diff", "--patch"]).expecting(0)
        #expect(result.errorText.contains("its filter was not run"), "\(result)")
        #expect(result.text == (try repository.git("diff", "--patch").text))
    }

    /// A submodule in conflict: at our commit, at theirs, at another, with changes of its own, and not checked out.
    @Test func conflictOfSubmodules() throws {
        let inner = try ScratchRepository { history in
            let base = history.commit("base\n", [.file("g", "1\n")])
            history.commit("ours\n", parents: [base], [.file("g", "2\n")])
            history.commit("theirs\n", on: "theirs", parents: [base], [.file("g", "3\n")])
        }
        try inner.checkOut()
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        try repository.checkOut()
        try repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.path, "mod")
        let module = repository.git.at("\(repository.path)/mod")
        let ours = try module.line("rev-parse", "HEAD")
        let theirs = try module.line("rev-parse", "origin/theirs")
        try repository.git("commit", "-q", "-m", "two")
        let entries = "160000 \(ours) 2\tmod\n160000 \(theirs) 3\tmod\n"
        try repository.git("update-index", "--force-remove", "mod")
        try repository.git("update-index", "--index-info", input: Array(entries.utf8))
        for commit in ["HEAD", theirs, "\(ours)~1"] {
            try module("checkout", "-q", commit)
            try compare(repository)
        }
        try repository.write("mod/g", "4\n")
        try compare(repository)
        try module("checkout", "-q", "-f", ours)
        try repository.write("mod/g", "5\n")
        try compare(repository)
        _ = try repository.rgit.runner.run(
            "rm", ["-rf", "\(repository.path)/mod/.git", "\(repository.path)/mod/g"])
        try compare(repository)
    }
}
