// Loops that are left early: their threads end.

import Foundation
import RgitCore

/// Leaves loops over many workers at once, and waits until there are no more threads than before them.
func leavingLoops() async throws {
    let repo = try Repo(".")
    let before = try threads()
    for _ in 1...3 {
        for try await _ in repo.iterCommits(jobs: 16) { break }
    }
    for _ in 1...1000 {
        if try threads() <= before + 4 {
            print("no threads left behind")
            return
        }
        try await Task.sleep(for: .milliseconds(5))
    }
    print("threads left behind: \(try threads() - before)")
}

/// How many threads the process has; those that run Swift's tasks, up to one a core, come and go.
private func threads() throws -> Int {
    #if os(Linux)
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
    #else
        0
    #endif
}
