// The lines of the README's section "As a library".

import RgitCore

func readme() async throws {
    let repo = try Repo(".")
    for try await commit in repo.iterCommits("main", maxCount: 10) { print(commit.hexsha, commit.summary) }
    for person in try await repo.contributors(since: "1 year ago", paths: ["src"]) {
        print(person.name, person.commits)
    }
    for branch in try await repo.branches() { print(branch.name, branch.upstreamDistance?.behind ?? 0) }
    let changed = try await repo.diffStats("v1.0", "main").total.lines
    let blame = try await repo.blame("README.md", revision: "HEAD")
    print(changed, blame.hunks.count)
}
