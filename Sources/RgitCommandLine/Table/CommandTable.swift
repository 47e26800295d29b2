// The one table: every command of rgit.

import RgitCore
import Synchronization

/// All commands.
enum CommandTable {
    /// The rows by name, in the order help lists them. A run makes only the row it needs: the options of one command are
    /// some forty closures.
    private static let rows: [(name: StaticString, make: @Sendable () -> AnyCommand)] = [
        ("log", { AnyCommand(LogCommand.spec) }),
        ("info", { AnyCommand(InfoCommand.spec) }),
        ("status", { AnyCommand(StatusCommand.spec) }),
        ("branches", { AnyCommand(BranchesCommand.spec) }),
        ("contributors", { AnyCommand(ContributorsCommand.spec) }),
        ("blame", { AnyCommand(BlameCommand.spec) }),
        ("blame-stats", { AnyCommand(BlameStatsCommand.spec) }),
        ("diff", { AnyCommand(DiffCommand.spec) }),
        ("diff-stats", { AnyCommand(DiffStatsCommand.spec) }),
        ("search", { AnyCommand(SearchCommand.spec) }),
        ("files", { AnyCommand(FilesCommand.spec) }),
        ("last-modified", { AnyCommand(LastModifiedCommand.spec) }),
        ("owners", { AnyCommand(OwnersCommand.spec) }),
        ("check", { AnyCommand(CheckCommand.spec) }),
        ("age", { AnyCommand(AgeCommand.spec) }),
        ("weight", { AnyCommand(WeightCommand.spec) }),
        ("hotspots", { AnyCommand(HotspotsCommand.spec) }),
        ("coupling", { AnyCommand(CouplingCommand.spec) }),
        ("activity", { AnyCommand(ActivityCommand.spec) }),
        ("cat", { AnyCommand(CatCommand.spec) }),
        ("show", { AnyCommand(ShowCommand.spec) }),
        ("refs", { AnyCommand(ReferencesCommand.spec) }),
        ("remotes", { AnyCommand(RemotesCommand.spec) }),
        ("tags", { AnyCommand(TagsCommand.spec) }),
        ("config", { AnyCommand(ConfigCommand.spec) }),
        ("reflog", { AnyCommand(ReflogCommand.spec) }),
        ("stashes", { AnyCommand(StashesCommand.spec) }),
        ("worktrees", { AnyCommand(WorktreesCommand.spec) }),
        ("submodules", { AnyCommand(SubmodulesCommand.spec) }),
        ("notes", { AnyCommand(NotesCommand.spec) }),
        ("rev-parse", { AnyCommand(RevParseCommand.spec) }),
        ("is-ancestor", { AnyCommand(IsAncestorCommand.spec) }),
        ("merge-base", { AnyCommand(MergeBaseCommand.spec) }),
        ("ahead-behind", { AnyCommand(AheadBehindCommand.spec) }),
        ("ignored", { AnyCommand(IgnoredCommand.spec) }),
        ("attributes", { AnyCommand(AttributesCommand.spec) }),
        ("describe", { AnyCommand(DescribeCommand.spec) }),
        ("name-rev", { AnyCommand(NameRevCommand.spec) }),
        ("mirror", { AnyCommand(MirrorCommand.spec) }),
        ("export", { AnyCommand(ExportCommand.spec) }),
        ("batch", { AnyCommand(BatchCommand.spec) }),
        ("help", { AnyCommand(HelpCommand.spec) }),
        ("completions", { AnyCommand(CompletionsCommand.spec) }),
        ("schema", { AnyCommand(SchemaCommand.spec) }),
        ("man", { AnyCommand(ManCommand.spec) }),
    ]

    /// All commands, in the order help lists them.
    static let all: [AnyCommand] = rows.map { $0.make() }

    /// The rows that were made, by name: a batch asks for one again and again.
    private static let made = Mutex<[[UInt8]: AnyCommand]>([:])

    /// The command of a name; throws a usage error that says which one may have been meant.
    static func command(_ name: [UInt8]) throws(RgitError) -> AnyCommand {
        if let known = made.withLock({ $0[name] }) { return known }
        guard let row = rows.first(where: { $0.name.bytes.elementsEqual(name) }) else {
            throw UnknownName.command(name, among: all)
        }
        let command = row.make()
        made.withLock { $0[name] = command }
        return command
    }
}
