// `rgit help`: the commands, or the man page of one.

import RgitCore

/// What `rgit help` was asked.
struct HelpRequest: Sendable, Equatable {
    /// The command to explain; `nil` for all of them.
    var topic: [UInt8]?
}

/// Shows help.
enum HelpCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "help",
            summary: "List the commands, or show the man page of one.",
            usage: ["help [COMMAND]"],
            details: """
                Without COMMAND lists the commands. With it shows the same page as `rgit COMMAND --help`: on \
                a terminal through `man` where it is installed, else as text. `rgit help rgit` is the page \
                of rgit itself.
                """,
            examples: [Example("rgit help log", "The man page of rgit log.")], isListedBriefly: true),
        initial: HelpRequest(),
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "COMMAND", count: .optional, completion: .command,
                    summary: "The command to explain.")
            ) { request, word in request.topic = word }
        ],
        implementation: CommandImplementation { _, request, context in
            guard let topic = request.topic else {
                try context.output.sink.write(list)
                return .success
            }
            let command = topic == Array("rgit".utf8) ? nil : try CommandTable.command(topic)
            try Manual.show(command, on: context.output, context.environment)
            return .success
        })

    /// What `rgit help` prints.
    static var list: String {
        """
        usage: \(ProgramInfo.usage)

        \(ShortHelp.commandList())
        'rgit help COMMAND' explains a command, 'rgit help rgit' what they have in common.

        """
    }
}
