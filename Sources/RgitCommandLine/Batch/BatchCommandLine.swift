// The command line of one request of a batch, and its run.

import RgitCore

/// A request as a command line.
struct BatchCommandLine: Sendable {
    private let request: BatchRequest
    private let options: BatchOptions
    private let environment: ProcessEnvironment

    /// Prepares a request.
    init(_ request: BatchRequest, _ options: BatchOptions) {
        self.request = request
        self.options = options
        var environment = options.environment
        environment.now = Clock.seconds()
        if let directory = request.directory {
            var start = GlobalOptions()
            start.directories = [directory]
            environment.workingDirectory = start.startDirectory(environment)
        }
        self.environment = environment
    }

    /// Answers the request.
    func run(_ answer: BatchAnswer) async {
        let invocation: Invocation
        var globals = GlobalOptions()
        globals.answersProgram = true
        do throws(RgitError) {
            invocation = try CommandLineParser.parse(
                request.arguments, environment: environment, options: globals)
            globals = try check(invocation)
        } catch {
            return answer.finish(Exit(error.kind), errors: [error])
        }
        globals.format = globals.value == nil ? .ndjson : .table
        let output = Output(options: globals, environment: environment, channel: answer)
        let context = CommandContext(
            environment: environment, chosenJobs: globals.jobs ?? options.jobs, output: output,
            input: .bytes(request.input), sessions: options.repositories)
        let exit = await RgitMain.run(invocation, context)
        answer.finish(exit, errors: output.diagnostics.errors, warnings: output.diagnostics.warnings)
    }

    /// The global options of the command line; throws a usage error where it is none for a batch.
    private func check(_ invocation: Invocation) throws(RgitError) -> GlobalOptions {
        switch invocation {
        case .nothing: throw RgitError(.usage, "no command in \"args\"")
        case .command(let command, let globals, _):
            if command.name == BatchCommand.spec.info.name {
                throw RgitError(.usage, "a batch has no batches", command.name)
            }
            if globals.format != .table {
                throw RgitError(
                    .usage, "the answers of a batch have one format", "--\(globals.format.rawValue)")
            }
            return globals
        case .shortHelp, .manual, .version: return GlobalOptions()
        }
    }
}
