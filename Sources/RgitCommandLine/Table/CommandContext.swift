// What a command gets besides its request.

import RgitCore

/// The environment and the output of a command.
struct CommandContext: Sendable {
    /// The environment and the working directory.
    let environment: ProcessEnvironment
    /// How many workers may share the work, where that was chosen.
    let chosenJobs: Int?
    /// Where the answer, progress and problems are written.
    let output: Output
    /// What the command reads as standard input.
    var input = StandardInput.descriptor
    /// The repositories that stay open between commands; `nil` where the process runs one command.
    var sessions: OpenRepositories?

    /// How many workers may share the work.
    var jobs: Int { sharding.jobs }
    /// Shares the work of a question.
    var sharding: Sharding { Sharding(chosenJobs) }
}
