// The run of rgit from the arguments to the exit status.

import GitObjects
import RgitCore

/// The command-line tool.
public enum RgitMain {
    /// Does what the arguments after the program's name ask for, and returns the exit status.
    ///
    /// Standard output is closed afterwards.
    public static func run(arguments: [[UInt8]], environment: ProcessEnvironment) async -> Int32 {
        Interruption.install()
        let invocation: Invocation
        do throws(RgitError) {
            invocation = try CommandLineParser.parse(arguments, environment: environment)
        } catch {
            let terminal = Terminal(.auto, environment)
            let console = ErrorConsole()
            console.show(Diagnostics.lines(error, isColored: terminal.colorsErrors))
            return Exit(error.kind).rawValue
        }
        return await run(invocation, environment).rawValue
    }

    private static func run(_ invocation: Invocation, _ environment: ProcessEnvironment) async -> Exit {
        var globals = GlobalOptions()
        if case .command(_, let own, _) = invocation { globals = own }
        let output = Output(
            options: globals, environment: environment, terminal: Terminal(globals.color, environment))
        return await run(
            invocation, CommandContext(environment: environment, chosenJobs: globals.jobs, output: output))
    }

    /// Runs what a command line asks for, and ends its output.
    static func run(_ invocation: Invocation, _ context: CommandContext) async -> Exit {
        let output = context.output
        var exit = Exit.success
        do {
            switch invocation {
            case .command(_, _, let run):
                exit = try await run(context)
            case .nothing:
                ErrorConsole().show(Array(Manual.short(nil).utf8))
                exit = .usage
            case .shortHelp(let command):
                try output.sink.write(Manual.short(command))
            case .manual(let command):
                try Manual.show(command, on: output, context.environment)
            case .version:
                try output.sink.write(ProgramInfo.versions)
            }
        } catch {
            exit = explain(error, on: output)
        }
        do {
            try output.finish()
        } catch {
            // Earlier problems are reported first, since this one often follows from them.
            let last = explain(error, on: output)
            if exit == .success || exit == .negative { exit = last }
        }
        return exit
    }

    /// Reports an error that ended the work, and returns the exit status.
    private static func explain(_ error: any Error, on output: Output) -> Exit {
        switch error {
        case is OutputClosed:
            return .success
        case let error as RgitError where error.kind == .cancelled:
            return .interrupted
        case is CancellationError:
            return .interrupted
        case let error as RgitError:
            output.report(error)
            return Exit(error.kind)
        default:
            output.report(RgitError(.io, "unexpected error", String(describing: error)))
            return .unreadable
        }
    }
}
