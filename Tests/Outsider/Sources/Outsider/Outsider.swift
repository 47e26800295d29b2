// Runs everything the README and the articles show, in the repository of the working directory, and checks that leaving a
// loop ends its threads.

import RgitFoundation

@main
enum Outsider {
    static func main() async {
        do {
            try await readme()
            try await overview()
            try await fromGitPython()
            try await fromPygit2()
            try await fromRustyGit()
            try await leavingLoops()
            print("done")
        } catch {
            print("failed: \(error)")
        }
    }
}
