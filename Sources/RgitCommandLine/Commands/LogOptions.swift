// The table's row for `rgit log`: what is said of it, its options and its arguments.

import RgitCore

extension LogCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(name: "log", summary: "", usage: ["log"], details: ""),
        initial: LogRequest(),
        implementation: implementation
    )
}
