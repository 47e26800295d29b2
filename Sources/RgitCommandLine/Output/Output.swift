// The output of a command: standard output, standard error, and the errors and warnings of the run.

import RgitCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a command's answer, its progress and its problems are written.
final class Output: Sendable {
    /// What the command line says about printing.
    let options: GlobalOptions
    /// What the streams are.
    let terminal: Terminal
    /// Standard output, or the pager in front of it.
    let sink: OutputSink
    /// What could not be read, and the warnings.
    let diagnostics: Diagnostics
    /// How far the work is; hand it to the query, which advances it.
    let progress = ProgressMeter()

    /// What takes the answer in place of standard output; `nil` for standard output.
    let channel: (any AnswerChannel)?

    private struct State {
        var pager: pid_t?
        var line: ProgressLine?
    }

    private let environment: ProcessEnvironment
    private let console: ErrorConsole
    private let state = Mutex(State())

    /// What draws bars in tables.
    var chart: Chart { Chart(environment) }

    /// Prints as the options say, to the given descriptor.
    init(
        options: GlobalOptions, environment: ProcessEnvironment, terminal: Terminal,
        console: ErrorConsole = ErrorConsole(), descriptor: Int32 = 1
    ) {
        channel = nil
        self.options = options
        self.environment = environment
        self.terminal = terminal
        self.console = console
        sink = OutputSink(descriptor: descriptor)
        diagnostics = Diagnostics(isColored: terminal.colorsErrors, isQuiet: options.isQuiet) {
            console.show($0)
        }
        Interruption.colorsOutput.store(
            terminal.isOutputTerminal && terminal.colorsOutput, ordering: .relaxed)
        startProgress()
    }

    /// Hands the answer to `channel`, in the format of `options`, and shows nothing.
    init(options: GlobalOptions, environment: ProcessEnvironment, channel: any AnswerChannel) {
        self.channel = channel
        self.options = options
        self.environment = environment
        terminal = Terminal()
        console = ErrorConsole()
        sink = OutputSink { try channel.text($0) }
        diagnostics = Diagnostics(isColored: false, isQuiet: options.isQuiet) { _ in }
    }

    /// Reports that something could not be read: it is named at once, listed in the document's `errors`, and the
    /// exit status will be 3, while the rest is still printed.
    func report(_ error: RgitError) {
        diagnostics.report(error)
    }

    /// Writes part of an answer that is no table; on a terminal without anything that would control it.
    func write(_ bytes: [UInt8]) throws {
        try sink.write(
            terminal.isOutputTerminal ? TerminalText.visible(bytes, as: options.format.terminalForm) : bytes)
    }

    /// How the command ended, if nothing else is wrong: 3 after a `report`, else 0.
    var exit: Exit { diagnostics.errors.isEmpty ? .success : .unreadable }

    /// Puts the pager in front of a table on a terminal, as soon as there is something to show.
    ///
    /// `configured` is the repository's `core.pager`.
    func usePager(configured: [UInt8]?) {
        guard options.usesPager, options.format == .table, terminal.isOutputTerminal else { return }
        sink.beforeFirstWrite { [weak self] in
            guard let self else { return nil }
            stopProgress()
            return startPager(configured)
        }
    }

    /// Writes what is left, closes standard output, and waits for the pager.
    ///
    /// Throws what writing throws; the pager has gone and the terminal is in order even then.
    func finish() throws {
        defer {
            stopProgress()
            if let pager = state.withLock({ $0.pager.take() }) {
                // Without this a pager would wait for more when the last write has failed.
                sink.abandon()
                Pager.wait(pager)
                Interruption.pager.store(0, ordering: .relaxed)
                Interruption.endAsInterrupted()
            }
            console.release()
        }
        try sink.finish()
    }

    private func startPager(_ configured: [UInt8]?) -> Int32? {
        guard let command = Pager.command(environment, configured: configured),
            let (process, pipe) = Pager.start(command, environment)
        else { return nil }
        Interruption.nowhere.store(open("/dev/null", O_WRONLY | O_CLOEXEC), ordering: .relaxed)
        Interruption.pagerPipe.store(pipe, ordering: .relaxed)
        Interruption.pager.store(process, ordering: .relaxed)
        if terminal.isErrorTerminal { console.hold() }
        state.withLock { $0.pager = process }
        return pipe
    }

    private func startProgress() {
        if options.isQuiet, options.progress != true { return }
        guard options.progress ?? (terminal.isErrorTerminal && !terminal.isDumb) else { return }
        let width = terminal.isErrorTerminal ? Terminal.width(of: 2, environment) : nil
        state.withLock { $0.line = ProgressLine(progress, on: console, width: width) }
        // From the first line of an answer on, the screen shows the answer, even if a process at the end of a pipe writes it.
        guard terminal.outputMayShareScreen else { return }
        sink.beforeFirstWrite { [weak self] in
            self?.stopProgress()
            return nil
        }
    }

    private func stopProgress() {
        state.withLock { $0.line.take() }?.stop()
    }
}

extension GlobalOptions.Format {
    /// How what is not a table is made fit for a terminal; the formats of git take the place of a table.
    fileprivate var terminalForm: TerminalText.Form {
        switch self {
        case .json, .ndjson: .json
        case .csv: .text
        case .table, .tsv: .tabbedText
        }
    }
}
