// The table's row for `rgit diff-stats`: what is said of it, its options and its arguments.

import RgitCore

extension DiffStatsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(name: "diff-stats", summary: "", usage: ["diff-stats"], details: ""),
        initial: DiffStatsRequest(),
        implementation: implementation
    )
}
