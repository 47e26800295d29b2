// The calls of the article "From pygit2".

import RgitCore

func fromPygit2() async throws {
    let repo = try Repo(".")
    show("place", try repo.workingTreeDirectory, try repo.gitDirectory)
    show("kind", try repo.isBare, try repo.isShallow)
    show("HEAD", try repo.head.id, try repo.head.branchName)
    show("head", try repo.head.isDetached, try repo.head.isUnborn)
    show("id", try repo.revParse("HEAD~2"))
    show("user", try repo.configValue("user.name"))

    let commit = try await repo.commit("main")
    show("walk", try await count(repo.iterCommits()))
    show("hidden", try await count(repo.iterCommits(filter: HistoryFilter(excluding: ["v1.0"]))))
    show("first parents", try await count(repo.iterCommits(filter: HistoryFilter(firstParent: true))))
    show("topological", try await count(repo.iterCommits(filter: HistoryFilter(order: .topological))))
    show("links", commit.hexsha, commit.tree, commit.parents)
    show("author", commit.author.name, commit.author.email)
    show("date", commit.author.date?.seconds, commit.author.date?.offset)
    show("message", commit.message, commit.encoding, commit.gpgsig, commit.trailers)
    for try await commit in repo.iterCommits(paths: ["src"], since: "1 week ago") { print(commit.summary) }

    for branch in try await repo.branches() {
        show("branch", branch.trackingBranch, branch.upstreamDistance)
    }
    show("remote", try await repo.branches(scope: .remote).count)
    show("with commit", try await repo.branches(contains: ["v1.0"]).map(\.name))
    show("changes", try await repo.diffStats("v1.0", "main").total)
    show("files", try await repo.diffStats("v1.0", "main").rows)
    show("staged", try await repo.diffStats(staged: true).rows)
    let blame = try await repo.blame("README.md", revision: "HEAD")
    for hunk in blame.hunks { show("hunk", hunk.start, hunk.lines, blame.commit(of: hunk).hexsha) }
}
