// The fields of `rgit ignored`.

import Records

extension IgnoredQuery {
    package static func shape(of request: IgnoredRequest) -> DocumentShape<IgnoredPath, Answer<YesOrNo>> {
        shape
    }

    private static let shape = DocumentShape(
        IgnoredQuery.self, name: "ignored", rows: "paths",
        rowHelp: "A path and the pattern that decides about it.",
        fields: [
            Field(
                "path", .string, help: "The path as it was asked for.",
                column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path)
            ) { $1.text($0.path) },
            Field("ignored", .boolean, help: "Whether it is ignored.", column: TableColumn("IGNORED")) {
                $1.bool($0.isIgnored)
            },
            .optionalText(
                "source", help: "The file with the pattern that decides; null where no pattern matches.",
                column: TableColumn("SOURCE", shrink: .start(minimum: 20))
            ) { $0.source },
            .optionalInteger(
                "line", help: "The line of the pattern, from 1; null where no pattern matches.",
                column: TableColumn("LINE")
            ) { $0.line },
            .optionalText(
                "pattern",
                help: "The pattern as it is written; one that begins with ! takes the path back.",
                column: TableColumn("PATTERN", shrink: .end(minimum: 10))
            ) { $0.pattern },
        ])
}
