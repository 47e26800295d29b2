// The man pages by name, and how one is shown.

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
    static func show(_ command: AnyCommand?, on output: Output, _ environment: ProcessEnvironment) throws {
        let page = page(command)
        if output.terminal.isOutputTerminal,
            ManualViewer.show(RoffWriter.page(page), environment: environment)
        {
            return
        }
        try output.sink.write(TextWriter.page(page))
    }
}
