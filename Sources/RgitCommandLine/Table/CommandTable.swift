// The one table: every command of rgit.

import RgitCore

/// All commands.
enum CommandTable {
    /// All commands, in the order help lists them.
    static let all: [AnyCommand] = [
        AnyCommand(LogCommand.spec),
        AnyCommand(BranchesCommand.spec),
        AnyCommand(ContributorsCommand.spec),
        AnyCommand(BlameStatsCommand.spec),
        AnyCommand(DiffStatsCommand.spec),
    ]

    /// The command of a name.
    static func command(named name: String) -> AnyCommand? { all.first { $0.name == name } }
}
