// A command with its request type erased, so that all of them fit in one table.

import Records
import RgitCore

/// A command as parser, help, man pages and completions see it.
struct AnyCommand: Sendable {
    /// A command line that was understood, ready to run.
    typealias Bound = @Sendable (CommandContext) async throws -> Exit

    /// The texts that describe it.
    let info: CommandInfo
    /// Whose an option is.
    enum OptionOwner: Sendable {
        /// The request's, at an index of its table.
        case request(Int)
        /// The run's.
        case run(OptionSpec<GlobalOptions>)
    }

    /// Its options, without the global ones, in the order help lists them.
    let options: [OptionInfo]
    /// Whose each of the options is.
    let owners: [OptionOwner]
    /// Its arguments before `--`.
    let positionals: [PositionalInfo]
    /// Its arguments after `--`.
    let paths: PositionalInfo?
    /// The fields of its rows.
    var fields: [FieldDescription] { describeFields() }
    /// The members of its JSON document.
    var members: [FieldDescription] { describeMembers() }
    private let describeFields: @Sendable () -> [FieldDescription]
    private let describeMembers: @Sendable () -> [FieldDescription]
    /// The JSON Schema of its document.
    let schema: (@Sendable () -> String)?
    /// The JSON Schema of the document of several repositories; `nil` where there is none.
    let repositoriesSchema: (@Sendable () -> String)?
    /// Applies what the parser found; throws a usage error.
    let bind: @Sendable ([ParsedArgument], GlobalOptions, ParseContext) throws(RgitError) -> Bound

    /// Its name.
    var name: String { info.name }

    /// Erases the request type of a row.
    init<Request: Sendable>(_ spec: CommandSpec<Request>) {
        info = spec.info
        var options = spec.options.enumerated().map { (info: $1.info, owner: OptionOwner.request($0)) }
        for option in spec.runOptions {
            let next = options.firstIndex { info, _ in
                info.category == option.info.category && (info.long ?? "") > (option.info.long ?? "")
            }
            options.insert((option.info, .run(option)), at: next ?? options.endIndex)
        }
        self.options = options.map(\.info)
        owners = options.map(\.owner)
        positionals = spec.positionals.map(\.info)
        paths = spec.paths?.info
        describeFields = spec.implementation.fields
        describeMembers = spec.implementation.members
        schema = spec.implementation.schema
        repositoriesSchema = spec.implementation.repositoriesSchema
        bind = { arguments, globals, context throws(RgitError) in
            let infos = spec.options.map(\.info)
            let mapped = try MailmapOption.settled(
                arguments, globals, of: infos, takesWord: spec.positionals.isEmpty)
            let (arguments, globals) = try RepositoryOptions.settled(
                mapped.arguments, mapped.globals, of: infos)
            if let source = globals.repositories.first, !spec.implementation.takesRepositories {
                throw RgitError(.usage, "'\(spec.info.name)' does not go with", source.option)
            }
            let request = try spec.request(from: arguments, globals, context)
            let run = spec.implementation.run
            return { context in
                var globals = globals
                // To a program an answer is rows, unless the command prints bytes.
                if globals.answersProgram, globals.value == nil { globals.format = .ndjson }
                return try await run(globals, request, context)
            }
        }
    }
}

extension CommandSpec {
    /// The request a command line makes; throws a usage error.
    func request(
        from arguments: [ParsedArgument], _ globals: GlobalOptions = GlobalOptions(), _ context: ParseContext
    ) throws(RgitError) -> Request {
        var request = initial
        var words = 0
        for argument in arguments {
            switch argument {
            case .option(let index, let use):
                try options[index].apply(&request, use, context)
            case .word(let bytes):
                guard let positional = positional(at: words) else {
                    throw RgitError(.usage, "one argument too many", bytes)
                }
                try positional.apply(&request, bytes)
                words += 1
            case .paths(let bytes):
                try paths?.apply(&request, bytes)
            }
        }
        if words < positionals.count, positionals[words].info.count == .one {
            throw RgitError(.usage, "an argument is missing", positionals[words].info.name)
        }
        try globals.check()
        if globals.nulTerminated, globals.value == nil, !globals.readsPaths, !globals.readsRepositories,
            !writesNul(request)
        {
            throw RgitError(
                .usage, "does nothing without --value", "-z",
                hint: "'--ndjson' separates rows without ambiguity")
        }
        try check(&request, globals)
        return request
    }

    /// The row for the word at an index; the last row may take many.
    private func positional(at index: Int) -> PositionalSpec<Request>? {
        if index < positionals.count { return positionals[index] }
        guard let last = positionals.last, last.info.count == .many else { return nil }
        return last
    }
}
