// The table's row for `rgit branches`: what is said of it, its options and its arguments.

import RgitCore

extension BranchesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(name: "branches", summary: "", usage: ["branches"], details: ""),
        initial: BranchesRequest(),
        implementation: implementation
    )
}
