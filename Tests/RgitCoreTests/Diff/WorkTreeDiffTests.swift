// The index and the working tree compared with git's numstat, case by case.

import Support
import Testing

@testable import RgitCore

@Suite struct WorkTreeDiffTests {
    /// A repository with a bit of everything, checked out.
    private func makeScratch() throws -> ScratchRepository {
        let lines = (0..<30).map { "line \($0)\n" }.joined()
        let scratch = try ScratchRepository {
            $0.commit(
                "one",
                [
                    .file("text", lines), .file("moved", lines + "end\n"), .file("empty", ""),
                    .file("no newline", "a\nb"), .file("binary", bytes: [1, 0, 2]),
                    .executable("script", "#!\n"), .symlink("link", to: "text"), .file("dir/file", "1\n"),
                    .file(".gitattributes", "*.t text\n*.auto text=auto\n*.id ident\n*.no -diff\n"),
                    .file("crlf.t", "1\n2\n"), .file("kept.auto", "1\r\n2\r\n"), .file("new.auto", "1\n"),
                    .file("x.id", "$Id$\nx\n"), .file("a.no", "1\n"),
                    .write(path: [0x66, 0xff, 0x09], content: [0x61, 0x0a], mode: "100644"),
                ])
        }
        try scratch.checkOut()
        return scratch
    }

    /// Both comparisons that have the index in them.
    private func expectGits(
        _ scratch: ScratchRepository, _ comment: Comment, _ options: [String] = [],
        configure: (inout DiffStatsRequest) -> Void = { _ in }
    ) async throws {
        #expect(
            try await scratch.rgitNumstat(configure: configure) == scratch.gitNumstat(options + ["HEAD"]),
            comment)
        #expect(
            try await scratch.rgitNumstat(staged: true, configure: configure)
                == scratch.gitNumstat(options + ["--cached"]), comment)
    }

    @Test func aCleanTreeHasNoRows() async throws {
        let scratch = try makeScratch()
        #expect(try await scratch.rgitNumstat() == [])
        #expect(try await scratch.rgitNumstat(staged: true) == [])
    }

    @Test func editsOfEveryKind() async throws {
        let scratch = try makeScratch()
        try scratch.write("text", "changed\n")
        try scratch.write("no newline", "a\nb\n")
        try scratch.write("binary", "now text\n")
        try scratch.write("empty", "not any more\n")
        try scratch.write([0x66, 0xff, 0x09], [0x62, 0x0a])
        try scratch.write("untracked", "x\n")
        try scratch.shell("chmod -x script; ln -sf dir link; rm dir/file")
        try await expectGits(scratch, "nothing staged")
        try scratch.git("add", "text", "script", "link", "dir/file")
        try await expectGits(scratch, "some staged")
        try scratch.shell("rm text; ln -s link text; rm -r dir; echo file > dir")
        try await expectGits(scratch, "types changed")
        try scratch.git("add", "-A")
        try await expectGits(scratch, "all staged")
    }

    @Test func renamesAndCopiesThatAreNotCommitted() async throws {
        let scratch = try makeScratch()
        try scratch.shell("mv moved dir/moved; echo more >> dir/moved; cp text copy")
        try scratch.git("add", "-A")
        try scratch.shell("echo again >> copy")
        try await expectGits(scratch, "renames")
        try await expectGits(scratch, "copies", ["-C"]) { $0.diff.renames = .copies }
        try await expectGits(
            scratch, "copies of unchanged files", ["-C", "--find-copies-harder"]
        ) { $0.diff.renames = .copiesHarder }
    }

    @Test func lineEndingsAndIdent() async throws {
        let scratch = try makeScratch()
        try scratch.write("crlf.t", "1\r\n2\r\n3\r\n")
        try scratch.write("kept.auto", "1\r\n2\r\n3\r\n")
        try scratch.write("new.auto", "1\r\n2\r\n")
        try scratch.write("x.id", "$Id: 1234 $\nx\n$Id: broken\n$\n")
        try scratch.write("a.no", "2\n")
        for value in ["false", "true", "input"] {
            try scratch.git("config", "core.autocrlf", value)
            try scratch.write("text", "1\r\n2\r\n")
            try await expectGits(scratch, "autocrlf \(value)")
        }
        // Attributes from the index, where the working tree has none, and from none at all.
        try scratch.shell("rm .gitattributes")
        try await expectGits(scratch, "attributes from the index")
        try scratch.git("rm", "-q", "--cached", ".gitattributes")
        try await expectGits(scratch, "no attributes")
    }

    @Test func timesThatChangedWithoutTheContent() async throws {
        let scratch = try makeScratch()
        try scratch.shell("touch -d @1000000000 text script; cp -p moved m; mv m moved")
        #expect(try await scratch.rgitNumstat() == [])
    }

    /// A file of the same size, changed within the second the index was written in.
    @Test func aRacyEntryIsLookedInto() async throws {
        let scratch = try makeScratch()
        try scratch.write("dir/file", "2\n")
        try scratch.shell("touch -r .git/index dir/file")
        #expect(try await scratch.rgitNumstat() == ["1 1 dir/file"])
    }

    @Test func flagsOfTheIndex() async throws {
        let scratch = try makeScratch()
        try scratch.write("new", "1\n2\n")
        try scratch.git("add", "--intent-to-add", "new")
        try await expectGits(scratch, "intent to add")
        try scratch.write("text", "assumed\n")
        try scratch.git("update-index", "--assume-unchanged", "text")
        try scratch.write("moved", "skipped\n")
        try scratch.git("update-index", "--skip-worktree", "moved")
        try await expectGits(scratch, "assumed and skipped")
        try scratch.git("config", "core.fileMode", "false")
        try scratch.shell("chmod +x empty")
        try await expectGits(scratch, "modes not trusted")
        for version in ["4", "2"] {
            try scratch.git("update-index", "--index-version", version)
            try await expectGits(scratch, "version \(version)")
        }
        try scratch.git("update-index", "--split-index")
        try scratch.git("rm", "-q", "--cached", "binary")
        try scratch.git("add", "new")
        try await expectGits(scratch, "split index")
    }

    @Test func conflicts() async throws {
        let scratch = try ScratchRepository()
        let git = scratch.git
        try scratch.write("both", "1\n2\n3\n")
        try scratch.write("gone", "1\n")
        try git("add", ".")
        try git("commit", "-qm", "base")
        try git("checkout", "-qb", "other")
        try scratch.write("both", "1\nother\n3\n")
        try scratch.write("added", "other\n")
        try git("rm", "-q", "gone")
        try git("add", ".")
        try git("commit", "-qm", "other")
        try git("checkout", "-q", "main")
        try scratch.write("both", "1\nmain\n3\n")
        try scratch.write("added", "main\n")
        try scratch.write("gone", "1\n2\n")
        try git("add", ".")
        try git("commit", "-qm", "main")
        #expect(try git.attempt(["merge", "-q", "other"]).stdout != [])
        try await expectGits(scratch, "conflict")
        try scratch.shell("rm both gone")
        try await expectGits(scratch, "removed")
        try scratch.write("both", "1\nmain\n3\n")
        try await expectGits(scratch, "as it was")
    }

    @Test func submodules() async throws {
        let inner = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        let scratch = try makeScratch()
        let git = scratch.git
        try git.run([
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "module",
        ])
        try git("commit", "-qm", "two")
        try await expectGits(scratch, "clean")
        try scratch.write("module/a", "2\n")
        try await expectGits(scratch, "dirty")
        try scratch.write("module/untracked", "2\n")
        try git.at("\(scratch.path)/module")("commit", "-qam", "moved")
        try await expectGits(scratch, "moved")
        try git("add", "module")
        try scratch.write("module/a", "3\n")
        try await expectGits(scratch, "staged and dirty")
        for ignore in ["dirty", "all"] {
            try git("config", "submodule.module.ignore", ignore)
            try await expectGits(scratch, "ignored \(ignore)")
        }
        try git("config", "--unset", "submodule.module.ignore")
        try scratch.shell("rm -rf module")
        try await expectGits(scratch, "removed")
        try scratch.shell("mkdir module")
        try await expectGits(scratch, "not checked out")
        try scratch.shell("rmdir module; echo file > module")
        try await expectGits(scratch, "a file")
    }

    @Test func linksAndPipesInPlaceOfFiles() async throws {
        let scratch = try makeScratch()
        try scratch.shell("mkdir real; mv dir/file real; rmdir dir; ln -s real dir")
        try await expectGits(scratch, "a directory that is a link")
        try scratch.shell("rm text; mkfifo text")
        let report = try await scratch.diffStats()
        #expect(report.problems.map(\.subject) == ["text"])
        #expect(report.rows.compactMap(\.file).map(\.path) == ["dir/file"])
    }

    @Test func anUnbornBranchAndABareRepository() async throws {
        let scratch = try ScratchRepository()
        try scratch.write("a", "1\n")
        try scratch.git("add", "a")
        #expect(try await scratch.rgitNumstat() == ["1 0 a"])
        #expect(try await scratch.rgitNumstat(staged: true) == ["1 0 a"])
        let bare = try ScratchRepository(bare: true) { $0.commit("one", [.file("a", "1\n")]) }
        #expect(try await bare.rgitNumstat(["main"]) == ["1 0 a"])
        await #expect { _ = try await bare.rgitNumstat() } throws: {
            ($0 as? RgitError)?.kind == .repository
        }
    }

    /// No comparison may write: not the index, not a lock file.
    @Test func nothingIsWritten() async throws {
        let scratch = try makeScratch()
        try scratch.shell("touch -d @1000000000 text")
        let before = try scratch.git.runner.run(
            "sh", ["-c", "cd .git && find . -newermt @0 -printf '%p %T@\\n'"])
        _ = try await scratch.rgitNumstat()
        _ = try await scratch.rgitNumstat(staged: true)
        let after = try scratch.git.runner.run(
            "sh", ["-c", "cd .git && find . -newermt @0 -printf '%p %T@\\n'"])
        #expect(before.stdout == after.stdout)
    }

    /// Every truncation and many bent bytes of an index are read or refused, and nothing else.
    @Test func aDamagedIndexIsRefused() throws {
        let scratch = try makeScratch()
        let session = try scratch.open()
        let reader = try session.makeReader()
        let whole = try FileTree.read(session.layout.indexFile)
        var refused = 0
        for count in stride(from: 0, to: whole.count, by: 7) {
            var bytes = Array(whole[..<count])
            if count > 12 { bytes[count / 2] ^= 0xff }
            try scratch.write("bent".bytes, bytes)
            do throws(RgitError) {
                _ = try IndexFile(
                    (scratch.path + "/bent").bytes, sharedDirectory: session.layout.gitDirectory,
                    reader: reader)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 50)
    }
}

extension ScratchRepository {
    /// Runs a shell command in the working tree.
    fileprivate func shell(_ command: String) throws {
        _ = try git.runner.run("sh", ["-ec", command]).expecting(0)
    }
}
