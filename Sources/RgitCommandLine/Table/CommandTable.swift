// The one table: every command of rgit.

import RgitCore

/// All commands.
enum CommandTable {
    /// All commands, in the order help lists them.
    static let all: [AnyCommand] = [
        AnyCommand(LogCommand.spec),
        AnyCommand(BranchesCommand.spec),
        AnyCommand(ContributorsCommand.spec),
        AnyCommand(BlameCommand.spec),
        AnyCommand(BlameStatsCommand.spec),
        AnyCommand(DiffStatsCommand.spec),
        AnyCommand(HelpCommand.spec),
        AnyCommand(CompletionsCommand.spec),
        AnyCommand(SchemaCommand.spec),
        AnyCommand(ManCommand.spec),
    ]

    /// The command of a name; throws a usage error that says which one may have been meant.
    static func command(_ name: [UInt8]) throws(RgitError) -> AnyCommand {
        guard let command = all.first(where: { Array($0.name.utf8) == name }) else {
            throw UnknownName.command(name, among: all)
        }
        return command
    }
}
