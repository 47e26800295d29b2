// The table's row for `rgit contributors`: what is said of it, its options and its arguments.

import RgitCore

extension ContributorsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(name: "contributors", summary: "", usage: ["contributors"], details: ""),
        initial: ContributorsRequest(),
        implementation: implementation
    )
}
