// The fields of `rgit config`.

import Records

extension ConfigQuery {
    package static func shape(of request: ConfigRequest) -> DocumentShape<ConfigVariable, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        ConfigQuery.self, name: "config", rows: "variables", rowHelp: "A variable.",
        fields: [
            Field(
                "key", .string, help: "The full name, section and last part in small letters.",
                column: TableColumn("KEY", shrink: .end(minimum: 16), isName: true)
            ) { $1.text($0.key) },
            .optionalText(
                "value", help: "The value; null for a name without one, which means true.",
                column: TableColumn("VALUE", shrink: .end(minimum: 12))
            ) { $0.value },
            Field(
                "scope", .choice(Configuration.Scope.names), help: "What kind of file it is from.",
                column: TableColumn("SCOPE", dropPriority: 2)
            ) { $1.string($0.scope) },
            Field(
                "origin", .string, help: "Where it comes from, as git config --show-origin shows it.",
                column: TableColumn("ORIGIN", shrink: .end(minimum: 12), dropPriority: 1)
            ) { $1.text($0.origin) },
            .optionalText("file", help: "The absolute path of the file; null for the environment.") {
                $0.file
            },
            .optionalInteger(
                "line", help: "The line of the file where it ends; null for the environment."
            ) { $0.line },
        ], aliases: ["name": "key"])
}
