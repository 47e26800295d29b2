// What a command is given to work with besides its request.

import RgitCore

/// The world as a command may touch it.
struct CommandContext: Sendable {
    /// The environment and the working directory.
    let environment: ProcessEnvironment
}
