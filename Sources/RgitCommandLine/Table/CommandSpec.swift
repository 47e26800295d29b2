// One row of the table for one command: its description, its options and arguments, and what runs it.

import Records
import RgitCore

/// A realistic command line.
struct Example: Sendable {
    /// The command line.
    let command: String
    /// What it does: one line that ends with a full stop.
    let help: String

    /// Pairs a command line with what it does.
    init(_ command: String, _ help: String) {
        self.command = command
        self.help = help
    }
}

/// The texts that describe a command; long ones are `Markup`.
struct CommandInfo: Sendable {
    /// Its name.
    let name: String
    /// One line that ends with a full stop.
    let summary: String
    /// Usage lines without `rgit`, the first the usual one.
    let usage: [String]
    /// What the man page says in its description.
    let details: String
    /// The git command whose numbers it gives, such as `git log`; `nil` for rgit's own commands.
    var definedBy: String?
    /// Differences from that command, with the reason of each.
    var differences: [String] = []
    /// What an exit status means beyond the usual.
    var exitNotes: [(status: Int, help: String)] = []
    /// Realistic command lines.
    var examples: [Example] = []
    /// Related pages, such as `git-log(1)`.
    var seeAlso: [String] = []
    /// Whether the overview, which has to fit on a screen, names it without its summary.
    var isListedBriefly = false
    /// Whether help and completions leave it out.
    var isHidden = false
}

/// What a command's author supplies: its fields and what runs it.
struct CommandImplementation<Request: Sendable>: Sendable {
    /// Runs a request; what goes wrong as a whole is thrown, what could not be read in part is in the exit.
    typealias Run = @Sendable (GlobalOptions, Request, CommandContext) async throws -> Exit

    /// The fields of its rows, in order; empty where it prints text. Made when asked for: most runs describe nothing.
    var fields: @Sendable () -> [FieldDescription] = { [] }
    /// The members of its JSON document, in order; empty where it prints text.
    var members: @Sendable () -> [FieldDescription] = { [] }
    /// The JSON Schema of its document; `nil` where it prints text.
    var schema: (@Sendable () -> String)?
    /// The JSON Schema of the document of several repositories; `nil` where there is none.
    var repositoriesSchema: (@Sendable () -> String)?
    /// Whether it heeds the options that name several repositories.
    var takesRepositories = false
    /// Runs a request.
    let run: Run
}

extension CommandImplementation {
    /// What runs a request in another way, described as `other`.
    init<Other>(describedAs other: CommandImplementation<Other>, run: @escaping Run) {
        self.init(
            fields: other.fields, members: other.members, schema: other.schema,
            repositoriesSchema: other.repositoriesSchema, takesRepositories: other.takesRepositories, run: run
        )
    }
}

/// A row of the table: a command.
struct CommandSpec<Request: Sendable>: Sendable {
    /// The texts that describe it.
    let info: CommandInfo
    /// A request without options.
    let initial: Request
    /// Its options, without the global ones.
    var options: [OptionSpec<Request>] = []
    /// Options of its own that say how it is run and not what is asked, such as `--exit-code`.
    var runOptions: [OptionSpec<GlobalOptions>] = []
    /// Its arguments before `--`, in order; only the last may be `many`.
    var positionals: [PositionalSpec<Request>] = []
    /// Its arguments after `--`; `nil` where `--` only ends the options.
    var paths: PathsSpec<Request>?
    /// Whether a request prints something besides rows that `-z` ends with NULs.
    var writesNul: @Sendable (Request) -> Bool = { _ in false }
    /// Refuses options that contradict each other, once all have been applied.
    var check: @Sendable (inout Request, GlobalOptions) throws(RgitError) -> Void = {
        _, _ throws(RgitError) in
    }
    /// Its fields and what runs it.
    let implementation: CommandImplementation<Request>
}
