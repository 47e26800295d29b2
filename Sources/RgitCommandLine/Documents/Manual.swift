// The man pages by name, and how one is shown to whoever asked.

import RgitCore

/// The man pages.
enum Manual {
    /// The page of a command, or of rgit.
    static func page(_ command: AnyCommand?) -> ManualPage {
        command.map(ManualPage.init) ?? ProgramInfo.page()
    }

    /// What `-h` prints.
    static func short(_ command: AnyCommand?) -> String {
        command.map(ShortHelp.text) ?? ShortHelp.overview()
    }

    /// Shows a page: through man on a terminal where there is one, else as text.
    static func show(_ command: AnyCommand?, _ context: CommandContext) throws {
        let page = page(command)
        if context.output.terminal.isOutputTerminal,
            ManualViewer.show(RoffWriter.page(page), environment: context.environment)
        {
            return
        }
        try context.output.sink.write(TextWriter.page(page))
    }
}
