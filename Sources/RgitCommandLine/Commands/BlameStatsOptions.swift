// The table's row for `rgit blame-stats`: what is said of it, its options and its arguments.

import RgitCore

extension BlameStatsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(name: "blame-stats", summary: "", usage: ["blame-stats"], details: ""),
        initial: BlameStatsRequest(),
        implementation: implementation
    )
}
