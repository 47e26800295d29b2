// The calls of the article "From RustyGit".

import RgitCore

func fromRustyGit() async throws {
    let repo = try Repo(".")
    show("place", try repo.workingTreeDirectory, try repo.isBare)
    show("history", try await count(repo.iterCommits()), try await repo.commitCount(), try repo.head.id)
    let commit = try await repo.commit()
    show("links", commit.hexsha, commit.parents)
    show("author", commit.author.name, commit.author.email, commit.author.date?.seconds)
    show("message", commit.message)
    show("files", try await repo.diffStats("v1.0", "main").rows)
    show("blame", try await repo.blame("README.md", revision: "HEAD").hunks.count)
    let files = ["README.md"]
    show("blames", try await repo.blame(files, revision: "HEAD").count)
    for try await commit in repo.iterCommits(maxCount: 100) { print(commit.hexsha, commit.author.name) }
    for row in try await repo.blameStats(by: [.author]) { print(row.keys, row.lines, row.files) }
}

/// Compiled and not called: it would write.
func mirroring(_ urls: [String], _ url: String) async throws {
    for mirror in try await Mirrors.update(urls, into: "mirrors") {
        print(mirror.url, mirror.state, mirror.error ?? "")
    }
    _ = try await Mirrors.update([url], into: "mirrors")
}
