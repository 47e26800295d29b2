// `rgit schema`: the JSON Schema of what a command prints.

import RgitCore

/// Prints schemas.
enum SchemaCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "schema",
            summary: "Print the JSON Schema of a command's JSON.",
            usage: ["schema COMMAND"],
            details: """
                Prints a JSON Schema (draft 2020-12) that every document of `rgit COMMAND --json` satisfies, \
                with a description of every member. The lines of `--ndjson` satisfy the schema of the rows \
                in it. With `--repo`, `--repos-from` or `--repos-under`, which are not read, the schema is that of the \
                document of several repositories.
                """,
            examples: [
                Example("rgit schema log > log.schema.json", "What the documents of rgit log look like.")
            ], isListedBriefly: true),
        initial: [UInt8](),
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "COMMAND", count: .one, completion: .command,
                    summary: "The command whose JSON is described.")
            ) { request, word in request = word }
        ],
        implementation: CommandImplementation(takesRepositories: true) { options, name, context in
            let command = try CommandTable.command(name)
            let isOfSeveral = !options.repositories.isEmpty
            guard let schema = isOfSeveral ? command.repositoriesSchema : command.schema else {
                let names = CommandTable.all.filter { $0.schema != nil }.map(\.name)
                throw RgitError(
                    .usage, "this command prints no JSON", name,
                    hint: "one of " + names.joined(separator: ", "))
            }
            try context.output.sink.write(schema())
            return .success
        })
}
