// The calls of the article "From GitPython".

import RgitFoundation

func fromGitPython() async throws {
    let repo = try Repo(".")
    show("working tree", try repo.workingTreeDirectory)
    show("git directory", try repo.gitDirectory)
    show("common directory", try repo.commonDirectory)
    show("bare", try repo.isBare)
    show("HEAD", try repo.head.id)
    show("detached", try repo.head.isDetached)
    show("unborn", try repo.head.isUnborn)
    show("branch", try repo.head.branchName)
    show("blob", try repo.revParse("HEAD:README.md"))
    show("remotes", try await repo.info(.remotes).remotes.map(\.url))
    let info = try await repo.info()
    show("description", info.description, info.alternates)
    show("settings", try await repo.configReader().count)
    show("user", try repo.configValue("user.name"))

    show("tagged", try await repo.commit("v1.0").hexsha)
    show("ten", try await count(repo.iterCommits("main", maxCount: 10)))
    show("all", try await count(repo.iterCommits(filter: HistoryFilter(all: true))))
    show("src", try await count(repo.iterCommits("main", paths: ["src"])))
    show("recent", try await count(repo.iterCommits("main", skip: 5, since: "1 week ago")))
    show(
        "Ada",
        try await count(
            repo.iterCommits("main", filter: HistoryFilter(author: ["Ada"], merges: .exclude))))
    show("count", try await repo.commitCount("main"))
    show("ancestor", try await repo.isAncestor("v1.0", "main"))
    show("base", try await repo.mergeBase("v1.0", "main"))

    var options = DescribeOptions()
    options.tags = true
    show("described", try await repo.describe("HEAD", options))
    show("named", try await repo.nameRev("main~3").first?.name)

    let commit = try await repo.commit("main")
    show("links", commit.hexsha, commit.tree, commit.parents)
    show("author", commit.author.name, commit.author.email, commit.author.date?.seconds)
    show("date", commit.author.date?.date)
    show("message", commit.summary, commit.message, commit.encoding, commit.gpgsig)
    show("people", commit.trailers, commit.coAuthors)

    for try await commit in repo.iterCommits("main", stats: true) {
        print(commit.hexsha, commit.stats?.total.insertions ?? 0)
    }

    show("stats", try await repo.diffStats("v1.0").total)
    for change in try await repo.diff("v1.0", "main").rows {
        show("change", change.changeType, change.aPath, change.bPath)
        show("sides", change.aMode, change.bHexsha, change.renamedFile)
    }
    show("patches", try await repo.diff("v1.0", "main", createPatch: true).compactMap(\.patch))
    show("unstaged", try await repo.diff().rows)
    show("staged", try await repo.diffStats(staged: true).rows)
    show("dirty", try await repo.diffStats().rows)
    for branch in try await repo.branches() { show("branch", branch.trackingBranch) }
    show("contents", try repo.contents("v1.0:README.md").count)
    show("dirty", try await repo.isDirty(untrackedFiles: true))
    show("untracked", try await repo.untrackedFiles)
    for file in try await repo.status().rows { show("status", file.path, file.stages.count) }
    show("ignored", try await repo.ignored("README.md"))
    show("attributes", try await repo.attributes(of: "README.md").map(\.attribute))
    for remote in try await repo.remotes() { show("remote", remote.name, remote.url) }
    show("moves", try await repo.log("main").count)
    show("stashes", try await repo.stashes().count)
    show("worktrees", try await repo.worktrees().map(\.path))
    show("submodules", try await repo.submodules().count, try await repo.submodules(recursive: true).count)
    show("note", try await repo.notes("HEAD").first?.message)
    for tag in try await repo.tags() { show("tag", tag.objectHexsha, tag.tagger) }
    show("remote", try await repo.branches(scope: .remote).count)
    show("blame", try await repo.blame("README.md", revision: "HEAD").hunks.count)

    let people = try await repo.contributors("main", stats: true, excludeBots: true)
    for person in people { print(person.name, person.commits, person.lines.insertions) }
    for row in try await repo.blameStats("main", by: [.directory], depth: 1) { print(row.keys, row.lines) }

    do {
        _ = try repo.revParse("nope")
    } catch {
        print("error:", error.localizedDescription)
    }
}

/// Prints values behind a name.
func show(_ name: String, _ values: Any?...) {
    print(name, values.map { $0.map { "\($0)" } ?? "nil" }.joined(separator: " "))
}

/// The number of commits in a sequence.
func count(_ commits: RowStream<Commit>) async throws -> Int {
    var count = 0
    for try await _ in commits { count += 1 }
    return count
}
