// From the arguments of the process to something that can be run or shown, before anything is opened.

import RgitCore

/// What a command line asks for.
enum Invocation: Sendable {
    /// No command: the short overview, and exit status 2.
    case nothing
    /// `-h`: one screen about a command, or about rgit.
    case shortHelp(AnyCommand?)
    /// `--help`: the man page of a command, or of rgit.
    case manual(AnyCommand?)
    /// `--version`
    case version
    /// A command to run.
    case command(AnyCommand, GlobalOptions, AnyCommand.Bound)
}

/// Parses command lines.
enum CommandLineParser {
    /// Parses the arguments after the program's name, which change `options`; throws usage errors, each with a hint.
    static func parse(
        _ arguments: [[UInt8]], environment: ProcessEnvironment, options: GlobalOptions = GlobalOptions(),
        find: ([UInt8]) throws(RgitError) -> AnyCommand = CommandTable.command
    ) throws(RgitError) -> Invocation {
        let context = ParseContext(environment: environment)
        var globals = options
        var tokens = Tokenizer(arguments, options: [], globals: GlobalTable.infos)
        do throws(RgitError) {
            while let token = try tokens.next() {
                switch token {
                case .global(let index, let use):
                    try GlobalTable.options[index].apply(&globals, use, context)
                    if let help = helpRequest(globals, nil) { return help }
                case .word(let name):
                    let command = try find(name)
                    let rest = Array(arguments[tokens.nextArgument...])
                    return try parse(rest, of: command, globals, context)
                case .rest(let words):
                    if let word = words.first {
                        throw RgitError(.usage, "a command cannot stand behind '--'", word)
                    }
                case .option:
                    break
                }
            }
        } catch {
            throw hinted(error, "see 'rgit -h'")
        }
        return .nothing
    }

    /// Parses the arguments after a command's name.
    private static func parse(
        _ arguments: [[UInt8]], of command: AnyCommand, _ before: GlobalOptions, _ context: ParseContext
    ) throws(RgitError) -> Invocation {
        do throws(RgitError) {
            var globals = before
            var parsed: [ParsedArgument] = []
            var tokens = Tokenizer(
                arguments, options: command.options, globals: GlobalTable.infos, commandName: command.name)
            tokens.isFolder = {
                FolderOption(start: before.startDirectory(context.environment)).isMeant(by: $0)
            }
            while let token = try tokens.next() {
                switch token {
                case .option(let index, let use):
                    switch command.owners[index] {
                    case .request(let index): parsed.append(.option(index, use))
                    case .run(let option): try option.apply(&globals, use, context)
                    }
                case .word(let word): parsed.append(.word(word))
                case .rest(let words):
                    if command.paths == nil {
                        parsed += words.map(ParsedArgument.word)
                    } else {
                        parsed.append(.paths(words))
                    }
                case .global(let index, let use):
                    try GlobalTable.options[index].apply(&globals, use, context)
                    if let help = helpRequest(globals, command) { return help }
                }
            }
            if globals.jobs == nil, let jobs = context.environment["RGIT_JOBS"], !jobs.isEmpty {
                globals.jobs = try Values.integer(jobs, for: "RGIT_JOBS", in: GlobalTable.jobs)
            }
            return .command(command, globals, try command.bind(parsed, globals, context))
        } catch {
            throw hinted(error, "see 'rgit \(command.name) -h'")
        }
    }

    /// The invocation of `-h`, `--help` and `--version`, which take precedence over everything else.
    private static func helpRequest(_ globals: GlobalOptions, _ command: AnyCommand?) -> Invocation? {
        if globals.wantsVersion { return .version }
        return switch globals.help {
        case .short: .shortHelp(command)
        case .long: .manual(command)
        case nil: nil
        }
    }

    /// An error that says where to read on, unless it has something better to say.
    private static func hinted(_ error: RgitError, _ hint: String) -> RgitError {
        guard error.kind == .usage, error.hint == nil else { return error }
        var error = error
        error.hint = hint
        return error
    }
}
