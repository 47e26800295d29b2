// `rgit man`, which help does not list: the roff of a man page, as it is checked in and installed.

import RgitCore

/// Prints man pages.
enum ManCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "man",
            summary: "Print the roff of a man page.",
            usage: ["man rgit|COMMAND"],
            details: "Prints what is installed as `rgit.1` or `rgit-COMMAND.1`.",
            isHidden: true),
        initial: [UInt8](),
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "PAGE", count: .one, completion: .command, summary: "The page: a command, or rgit.")
            ) { request, word in request = word }
        ],
        implementation: CommandImplementation { _, name, context in
            let command = name == Array("rgit".utf8) ? nil : try CommandTable.command(name)
            try context.output.sink.write(RoffWriter.page(Manual.page(command)))
            return .success
        })
}
