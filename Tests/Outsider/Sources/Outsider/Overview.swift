// The lines of the catalogue's overview.

import RgitCore

func overview() async throws {
    let repo = try Repo(".")
    for try await commit in repo.iterCommits("main", maxCount: 10) { print(commit.hexsha, commit.summary) }
    let people = try await repo.contributors(since: "1 year ago", paths: ["src"])
    for person in people { print(person.commits, person.name, person.email ?? "") }

    for try await commit in repo.iterCommits() where commit.summary.hasPrefix("Release") {
        print(commit.hexsha, commit.author.name)
        break
    }

    let changes = try await repo.diffStats("v1.0", "main")
    for file in changes { print(file.changeType, file.path, file.insertions, file.deletions) }
    for branch in try await repo.branches(base: "main") { print(branch.name, branch.isMerged ?? false) }
    let lines = try await repo.blameStats(by: [.author])
    print(lines.first?.lines ?? 0, "of", lines.lines)

    do {
        print(try await repo.commitCount("no-such-branch"))
    } catch let error as RgitError where error.kind == .revision {
        print("There is no such branch.")
    }

    let meter = ProgressMeter()
    let question = Task { try await repo.blameStats(progress: meter) }
    if let phase = meter.phase { print(phase.title, meter.completed, phase.total ?? 0) }
    print(try await question.value.lines)
}
