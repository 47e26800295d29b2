// What a command gets besides its request.

import RgitCore

/// The environment and the output of a command.
struct CommandContext: Sendable {
    /// The environment and the working directory.
    let environment: ProcessEnvironment
    /// How many workers may share the work.
    let jobs: Int
    /// Where the answer, progress and problems are written.
    let output: Output
}
