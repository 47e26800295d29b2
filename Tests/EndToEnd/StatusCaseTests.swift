// `rgit status` in the shapes that programs read, and with input that is damaged or hostile.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct StatusCaseTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let base = history.commit(
                "one", [.file("a", "1\n"), .file("b", "1\n"), .file("c", "1\n"), .file("d/e", "1\n")])
            let ours = history.commit("two", parents: [base], [.file("a", "2\n")])
            let theirs = history.commit("three", parents: [base], [.file("a", "3\n")])
            history.point("other", at: theirs)
            history.point("main", at: ours)
        }
        try repository.checkOut()
        return repository
    }

    @Test func theDocumentSaysWhatIsWhere() throws {
        let repository = try repository()
        try repository.git("config", "branch.main.remote", ".")
        try repository.git("config", "branch.main.merge", "refs/heads/other")
        try repository.mergeIntoConflict("other")
        try repository.write("b", "2\n")
        try repository.git("add", "b")
        try repository.write("c", "2\n")
        try repository.write("new/file", "x\n")
        let document = try repository.rgit.json(["status"])
        let head = try repository.git.line("rev-parse", "HEAD")
        #expect(document["head"]?.text == head)
        #expect(document["active_branch"]?.text == "main")
        #expect(document["tracking_branch"]?.text == "refs/heads/other")
        #expect(document["ahead"]?.integer == 1 && document["behind"]?.integer == 1)
        #expect(document["state"]?.text == "merge")
        #expect(document["is_dirty"]?.bool == true)
        for (list, paths) in [
            ("staged", ["b"]), ("unstaged", ["c"]), ("untracked_files", ["new/"]), ("conflicted", ["a"]),
        ] {
            #expect(document[list]?.array.compactMap(\.text) == paths, "\(list)")
            let values = try repository.rgit("status", "--value", list)
            #expect(values.text == paths.map { "\($0)\n" }.joined(), "\(values)")
        }
        let rows = document["files"]?.array ?? []
        #expect(rows.compactMap { $0["path"]?.text } == ["a", "b", "c", "new/"])
        #expect(rows[0]["stages"]?.array.count == 3)
        #expect(rows[0]["x"]?.text == "U" && rows[0]["y"]?.text == "U")
        #expect(rows[1]["a_mode"]?.text == "100644" && rows[1]["staged"]?.bool == true)
        #expect(try repository.rgit("status", "--value", "is_dirty").text == "true\n")
        let table = try repository.rgit("status").expecting(0).text
        #expect(table.contains("on branch main, 1 ahead and 1 behind of other"), "\(table)")
    }

    /// Found in a repository that git's own tests leave behind: what a submodule inside a submodule has untracked counts
    /// beside what has been modified there.
    @Test func submoduleInsideASubmodule() throws {
        let inner = try ScratchRepository { $0.commit("one", [.file("g", "1\n")]) }
        try inner.checkOut()
        let middle = try ScratchRepository { $0.commit("one", [.file("m", "1\n")]) }
        try middle.checkOut()
        let repository = try repository()
        for (outer, source, path) in [(middle, inner, "inner"), (repository, middle, "middle")] {
            try outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", source.path, path)
            try outer.git("commit", "-q", "-m", "submodule")
        }
        try repository.git.with("GIT_ALLOW_PROTOCOL", "file")(
            "submodule", "update", "-q", "--init", "--recursive")
        let steps = [("new", "x\n"), ("g", "2\n"), ("../m", "2\n"), ("../new", "x\n")]
        for first in steps {
            for second in steps {
                for (path, content) in [first, second] {
                    try repository.write("middle/inner/\(path)", content)
                }
                for options in [[], ["-uno"], ["-uall"], ["--ignore-submodules=untracked"]] {
                    let words = ["status", "--porcelain=v2"] + options
                    let expected = try repository.git.run(words).text
                    #expect(
                        try repository.rgit.run(words).expecting(0).text == expected, "\(first) \(second)")
                }
                for module in ["middle", "middle/inner"] {
                    let git = repository.git.at("\(repository.path)/\(module)")
                    try git("reset", "-q", "--hard")
                    try git("clean", "-q", "-f")
                }
            }
        }
    }

    @Test func exitStatusSaysWhetherAnythingIsListed() throws {
        let repository = try repository()
        #expect(try repository.rgit("status", "--quiet").expecting(0).stdout.isEmpty)
        #expect(try repository.rgit("status", "--exit-code", "--porcelain").expecting(0).stdout.isEmpty)
        try repository.write("new", "x\n")
        #expect(try repository.rgit("status", "--quiet").expecting(1).stdout.isEmpty)
        #expect(try repository.rgit("status", "--porcelain", "--exit-code").expecting(1).text == "?? new\n")
        #expect(try repository.rgit("status", "-uno", "--quiet").expecting(0).stdout.isEmpty)
        for words in [
            ["-z"], ["--porcelain", "--json"], ["--porcelain=v3"], ["--ignored=matching", "-uno"],
            ["--ignored=some"], ["-usome"],
        ] {
            #expect(try repository.rgit.run(["status"] + words).expecting(2).stdout.isEmpty, "\(words)")
        }
    }

    @Test func whatCannotBeReadIsNamedAndTheRestIsListed() throws {
        let repository = try repository()
        let folder = repository.path
        // A directory that has become a loop of links, and a pipe where patterns are expected.
        TemporaryFolder.removeTree(Array("\(folder)/d".utf8))
        #expect(symlink("d", "\(folder)/d") == 0)
        #expect(mkfifo("\(folder)/.gitignore", 0o644) == 0)
        try repository.write("new", "x\n")
        let result = try repository.rgit("status", "--porcelain", "-z").expecting(3)
        #expect(result.records.map(\.text) == ["?? d", "?? new"], "\(result)")
        #expect(result.errorText.contains("too many levels of symbolic links"), "\(result)")
        #expect(result.errorText.contains("not a regular file: .gitignore"), "\(result)")
        unlink("\(folder)/.gitignore")

        // git does not follow a link to patterns; it says so and goes on.
        #expect(symlink("new", "\(folder)/.gitignore") == 0)
        let linked = try repository.rgit("status", "--porcelain", "--", "new").expecting(0)
        #expect(linked.text == "?? new\n")
        #expect(linked.errorText.contains("symbolic link"), "\(linked)")
    }

    @Test func aNameThatIsTooLongIsNamed() throws {
        let repository = try repository()
        let hexsha = try repository.git.line("rev-parse", "HEAD:a")
        let name = String(repeating: "n", count: 300)
        try repository.git.run(
            ["update-index", "-z", "--index-info"],
            input: Array("100644 \(hexsha)\t\(name)/f\0100644 \(hexsha)\t\(name)\0".utf8))
        let result = try repository.rgit("status", "--porcelain", "--no-renames").expecting(3)
        #expect(result.errorText.contains("file name too long"), "\(result)")
    }

    @Test func aDamagedIndexIsNamed() throws {
        let repository = try repository()
        let file = Array("\(repository.gitDirectory)/index".utf8)
        let index = try FileTree.read(file)
        let others: [[UInt8]] = [Array(index.prefix(100)), Array("DIRX".utf8) + index.dropFirst(4), [0x44]]
        for damaged in others {
            try FileTree.write(damaged, to: file)
            let result = try repository.rgit("status").expecting(3)
            #expect(result.stdout.isEmpty && result.errorText.contains("index file"), "\(result)")
        }
    }

    @Test func patternsByTheThousandAndDeepDirectoriesAreRead() throws {
        let repository = try repository()
        let lines = (0..<20_000).map { "/none*\($0)/?a\nname\($0)\n" }.joined()
        try repository.write(".gitignore", lines + "!name7\nb*d\n")
        for name in ["name7", "name8", "bad", "good"] { try repository.write(name, "x\n") }
        var deep = Array(repeatElement("f", count: 900).joined(separator: "/").utf8)
        deep += Array("/end".utf8)
        // In steps, for no single path may be that long.
        try repository.write(deep, [0x78])
        let expected = try repository.git(
            "status", "--porcelain", "-z", "--ignored", "--untracked-files=normal")
        let found = try repository.rgit(
            "status", "--porcelain", "-z", "--ignored", "--untracked-files=normal"
        ).expecting(0)
        #expect(found.records == expected.records)
    }

    @Test func theIndexIsNotWritten() throws {
        let repository = try repository()
        try repository.write("a", "2\n")
        let file = Array("\(repository.gitDirectory)/index".utf8)
        let before = try FileTree.read(file)
        try repository.rgit("status").expecting(0)
        #expect(try FileTree.read(file) == before)
        #expect(
            !(try FileTree.names(in: Array(repository.gitDirectory.utf8))).contains(Array("index.lock".utf8)))
    }

    /// git takes a file whose size is not the one in the index for modified, even where a filter makes its content the same.
    @Test func aFilteredFileOfAnotherSizeIsModified() throws {
        let repository = try repository()
        try repository.write(".gitattributes", "a text\n")
        try repository.write("a", "2\r\n")
        let expected = try repository.git.with("GIT_OPTIONAL_LOCKS", "0")("status", "--porcelain")
        #expect(try repository.rgit("status", "--porcelain").expecting(0).text == expected.text)
        #expect(expected.text.contains(" M a\n"))
    }

    /// Statuses that have to be git's, whatever took the place of what is tracked.
    private func expectGitsLines(_ repository: ScratchRepository, _ lines: [String]) throws {
        let git = repository.git.with("GIT_OPTIONAL_LOCKS", "0")
        for options in [["--porcelain"], ["--porcelain=v2", "-uall"], ["--porcelain", "-uno"]] {
            let expected = try git.run(["status"] + options)
            let found = try repository.rgit.run(["status"] + options).expecting(0)
            #expect(found.text == expected.text, "\(options)")
        }
        let found = try repository.rgit("status", "--porcelain").text
        #expect(found == lines.map { "\($0)\n" }.joined())
    }

    @Test func filesBelowALinkInThePlaceOfTheirDirectoryAreDeleted() throws {
        let repository = try repository()
        try repository.write("f/g/h", "1\n")
        try repository.git("add", "f")
        try repository.git("commit", "--quiet", "--message=four")
        // The files are there all the same, by the way of the links.
        for (directory, copy) in [("d", "other"), ("f", "more")] {
            #expect(rename("\(repository.path)/\(directory)", "\(repository.path)/\(copy)") == 0)
            #expect(symlink(copy, "\(repository.path)/\(directory)") == 0)
        }
        try expectGitsLines(
            repository, [" D d/e", " D f/g/h", "?? d", "?? f", "?? more/", "?? other/"])
    }

    @Test func asManyFilesAsAreTrackedCanBeOthers() throws {
        let repository = try repository()
        let folder = repository.path
        // Another name, a file for a directory, and a directory for a file, which git does not list but in full.
        #expect(rename("\(folder)/a", "\(folder)/z") == 0)
        TemporaryFolder.removeTree(Array("\(folder)/d".utf8))
        TemporaryFolder.removeTree(Array("\(folder)/b".utf8))
        try repository.write("d", "1\n")
        try repository.write("b/a", "1\n")
        try expectGitsLines(repository, [" D a", " D b", " D d/e", "?? d", "?? z"])
    }

    @Test func aLinkAndAFileChangePlaces() throws {
        let repository = try repository()
        unlink("\(repository.path)/a")
        #expect(symlink("b", "\(repository.path)/a") == 0)
        try repository.write("z", "1\n")
        unlink("\(repository.path)/d/e")
        #expect(symlink("f", "\(repository.path)/d/e") == 0)
        try repository.write("d/f", "1\n")
        try expectGitsLines(repository, [" T a", " T d/e", "?? d/f", "?? z"])
    }

    /// git runs the filter of a file whose content it has to compare; rgit compares it as it is, and says so.
    @Test func aFilterThatWasNotRunIsNamed() throws {
        let repository = try repository()
        try repository.git("config", "filter.upper.clean", "tr a-z A-Z")
        try repository.write(".gitattributes", "b filter=upper\nc filter=upper\nd/e filter=other\n")
        // Other times, and the size that the index has; but for `c`, which differs without a look at its content.
        for path in ["a", "b", "d/e"] { try repository.write(path, "3\n") }
        try repository.write("c", "another size\n")
        for options in [["--porcelain"], ["--json"], []] {
            let found = try repository.rgit.run(["status"] + options).expecting(0)
            #expect(found.errorText.contains("its filter was not run"), "\(options) \(found)")
            #expect(found.errorText.contains(": b"), "\(options) \(found)")
            #expect(!found.errorText.contains("more"), "\(options) \(found)")
        }
    }
}
