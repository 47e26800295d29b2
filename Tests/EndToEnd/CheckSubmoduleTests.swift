// `rgit check --submodule`: whether the remote of a submodule has a commit, as its repository here tells it.

import Support
import Testing

@Suite struct CheckSubmoduleTests {
    /// A repository with a submodule `sub`, added on the branch `topic` and cloned from a repository of its own.
    private struct Project {
        let scratch: ScratchRepository
        let sub: Git

        init() throws {
            scratch = try ScratchRepository()
            let upstream = "\(scratch.folder.path)/upstream"
            let format = scratch.hash == .sha256 ? "sha256" : "sha1"
            try scratch.git("init", "-q", "-b", "main", "--object-format=\(format)", upstream)
            try scratch.git.at(upstream)("commit", "-q", "--allow-empty", "-m", "one")
            try scratch.git("commit", "-q", "--allow-empty", "-m", "one")
            try scratch.git("checkout", "-qb", "topic")
            try scratch.git(
                "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--name", "the name",
                upstream, "sub")
            try scratch.git("commit", "-qm", "a submodule")
            sub = scratch.git.at("\(scratch.path)/sub")
        }

        var modules: String { "\(scratch.gitDirectory)/modules/the name" }

        /// The states of the findings.
        func states(since base: String = "main", expecting status: Int32) throws -> [String] {
            let result = try scratch.rgit("check", base, "--submodule", "--json").expecting(status)
            return (try JSONValue(parsing: result.stdout)["findings"]?.array ?? []).map {
                $0["submodule"]?.text ?? ""
            }
        }

        /// Commits in the submodule, and what it is at in the repository around it.
        func move() throws {
            try sub("commit", "-q", "--allow-empty", "-m", "two")
            try scratch.git("commit", "-qam", "moved")
        }

        /// Leaves the repository of the submodule in `modules` only.
        func removeWorkTree() throws {
            try scratch.git("submodule", "--quiet", "deinit", "-f", "sub")
        }
    }

    @Test func aCommitIsPublishedWhereARemoteBranchReachesIt() throws {
        let project = try Project()
        #expect(try project.states(expecting: 0) == [])
        try project.move()
        #expect(try project.states(expecting: 1) == ["unpublished"])
        // Below what is published counts, too.
        try project.sub("commit", "-q", "--allow-empty", "-m", "three")
        try project.sub("push", "-q", "origin", "HEAD:refs/heads/topic")
        #expect(try project.sub("branch", "-r", "--contains", "HEAD~1").text.contains("origin/topic"))
        #expect(try project.states(expecting: 0) == [])
        try project.removeWorkTree()
        #expect(try project.states(expecting: 0) == [])
        try project.scratch.git.run([
            "--git-dir", project.modules, "update-ref", "-d", "refs/remotes/origin/topic",
        ])
        #expect(try project.states(expecting: 1) == ["unpublished"])
    }

    @Test func whatIsNotHereIsNoPass() throws {
        let project = try Project()
        let commit = String(repeating: "1", count: project.scratch.hash == .sha256 ? 64 : 40)
        try project.scratch.git("update-index", "--cacheinfo", "160000,\(commit),sub")
        try project.scratch.git("commit", "-qm", "moved")
        #expect(try project.states(expecting: 1) == ["missing"])
        try project.removeWorkTree()
        #expect(try project.states(expecting: 1) == ["missing"])
        TemporaryFolder.removeTree(Array(project.modules.utf8))
        #expect(try project.states(expecting: 1) == ["unknown"])
    }

    /// What cannot be read is said, and nothing is concluded from it.
    @Test func aDamagedSubmoduleIsNamed() throws {
        let project = try Project()
        try FileTree.write(Array("[core\n".utf8), to: Array("\(project.modules)/config".utf8))
        let result = try project.scratch.rgit("check", "main", "--submodule").expecting(3)
        #expect(result.errorText.contains("cannot read submodule 'sub'"), "\(result)")
    }

    /// What leads from the remote's branch to the commit may be behind the boundary of a shallow clone.
    @Test func aShallowSubmoduleDoesNotTell() throws {
        let project = try Project()
        let upstream = project.scratch.git.at("\(project.scratch.folder.path)/upstream")
        for name in ["two", "three"] { try upstream("commit", "-q", "--allow-empty", "-m", name) }
        try project.sub("fetch", "-q")
        try project.sub("checkout", "-q", "origin/main~1")
        try project.scratch.git("commit", "-qam", "moved")
        #expect(try project.states(expecting: 0) == [])
        let boundary = try project.sub.line("rev-parse", "origin/main")
        try FileTree.write(Array("\(boundary)\n".utf8), to: Array("\(project.modules)/shallow".utf8))
        #expect(try project.states(expecting: 1) == ["unknown"])
    }

    /// A name that leads out of `modules` is no name, as in git.
    @Test func aNameLeadsNowhereElse() throws {
        let project = try Project()
        try project.removeWorkTree()
        let text = "[submodule \"../../.git/modules/the name\"]\n\tpath = sub\n\turl = ../upstream\n"
        try project.scratch.write(".gitmodules", text)
        try project.scratch.git("commit", "-qam", "another name")
        #expect(try project.states(expecting: 1) == ["unknown"])
    }

    /// A commit that was published, where `.gitmodules` of the change says something else of the submodule than that of the base.
    @Test(arguments: [
        "[submodule \"decoy\"]\n\tpath = sub\n\turl = URL\n", "",
        "[submodule \"the name\"]\n\tpath = elsewhere\n\turl = URL\n",
        "[submodule \"the name\"]\n\tpath = sub\n\turl = URL.git\n",
        "[submodule \"the name\"]\n\tpath = sub\n", "[submodule\n",
        // Git takes the last of them that is given the path, which is the decoy.
        "[submodule \"decoy\"]\n\tpath = sub\n[submodule \"the name\"]\n\tpath = sub\n\turl = URL\n"
            + "[submodule \"decoy\"]\n\tpath = sub\n\turl = URL\n",
    ])
    func aChangeCannotSayWhichRepositoryIsAsked(modules: String) throws {
        for removesWorkTree in [false, true] {
            let project = try Project()
            let git = project.scratch.git
            try git("branch", "base")
            try project.move()
            #expect(try project.states(since: "base", expecting: 1) == ["unpublished"])
            let decoy = "\(project.scratch.gitDirectory)/modules/decoy"
            try git.run(["clone", "-q", "--bare", project.modules, decoy])
            for repository in [project.modules, decoy] {
                try git.run([
                    "--git-dir", repository, "update-ref", "refs/remotes/origin/topic",
                    project.sub.line("rev-parse", "HEAD"),
                ])
            }
            #expect(try project.states(since: "base", expecting: 0) == [])
            if removesWorkTree { try project.removeWorkTree() }
            let upstream = "\(project.scratch.folder.path)/upstream"
            try project.scratch.write(".gitmodules", modules.replacing("URL", with: upstream))
            try git("add", ".gitmodules")
            try git("commit", "-qm", "another name")
            #expect(try project.states(since: "base", expecting: 1) == ["unknown"], "\(modules)")
        }
    }

    /// A new submodule asks neither the repository of another one nor one within it.
    @Test(arguments: ["the name", "the name/modules/inner"])
    func aNewSubmoduleHasARepositoryOfItsOwn(name: String) throws {
        let project = try Project()
        let git = project.scratch.git
        try git("branch", "base")
        let inner = "\(project.modules)/modules/inner"
        try git.run(["clone", "-q", "--bare", project.modules, inner])
        let id = try project.sub.line("rev-parse", "HEAD")
        try git.run(["--git-dir", inner, "update-ref", "refs/remotes/origin/main", id])
        try git.run([
            "config", "-f", "\(project.scratch.path)/.gitmodules", "submodule.\(name).path", "new",
        ])
        try git("update-index", "--add", "--cacheinfo", "160000,\(id),new")
        try git("add", ".gitmodules")
        try git("commit", "-qm", "a new one")
        #expect(try project.states(since: "base", expecting: 1) == ["unknown"])
    }
}
