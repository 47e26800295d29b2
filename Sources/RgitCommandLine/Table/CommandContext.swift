// What a command is given to work with besides its request.

import RgitCore

/// The world as a command may touch it.
struct CommandContext: Sendable {
    /// The environment and the working directory.
    let environment: ProcessEnvironment
    /// How many workers may share the work.
    let jobs: Int
    /// Where the answer, progress and troubles go.
    let output: Output
}
