// Everything a command prints through: standard output, standard error, and what it has to say of trouble.

import RgitCore

/// Where a command's answer, its progress and its troubles go.
final class Output: Sendable {
    /// What the command line says about printing.
    let options: GlobalOptions
    /// What the streams are.
    let terminal: Terminal
    /// Standard output, or the pager in front of it.
    let sink: OutputSink
    /// What could not be read, and what people should know.
    let diagnostics: Diagnostics
    /// How far the work is; queries advance it.
    let progress = ProgressMeter()

    init(options: GlobalOptions, terminal: Terminal, sink: OutputSink, diagnostics: Diagnostics) {
        self.options = options
        self.terminal = terminal
        self.sink = sink
        self.diagnostics = diagnostics
    }

    /// Tells people that something could not be read: it is named at once, listed in the document's `errors`, and the
    /// exit status will be 3, while the rest is still printed.
    func report(_ error: RgitError) {
        diagnostics.report(error)
    }

    /// How the command ended, if nothing else is wrong: 3 after a `report`, else 0.
    var exit: Exit { diagnostics.errors.isEmpty ? .success : .unreadable }
}
