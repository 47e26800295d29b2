// The fields of `rgit check`.

import GitObjects
import Records

extension CheckQuery {
    package static func shape(
        of request: CheckRequest
    ) -> DocumentShape<CheckFinding, Answer<CheckSummary>> { shape }

    private static let shape = DocumentShape(
        CheckQuery.self, name: "check", rows: "findings", rowHelp: "A place where the change breaks a rule.",
        fields: fields, head: ends, tail: sums)

    private static let fields: [Field<CheckFinding>] = [
        Field(
            "rule", .choice(CheckRule.allCases.map(\.rawValue)), help: "The rule, by the name of its option.",
            column: TableColumn("RULE")
        ) { $1.string($0.rule.rawValue) },
        .optionalText(
            "path", help: "The path; null where the rule is about a commit or about all paths.",
            column: TableColumn("PATH", shrink: .start(minimum: 16), role: .path, isName: true)
        ) { $0.path },
        .optionalInteger(
            "line", help: "The line of the file, from 1; null where the rule is not about lines.",
            column: TableColumn("LINE", dropPriority: 2)
        ) { $0.line },
        value(
            "limit",
            help: "What the rule allows or forbids: a number, a pattern, a mode; null where it has no value."
        ) { $0.limit },
        value("value", help: "What was found: a number or a text; null where there is nothing to say of it.")
        {
            $0.value
        },
        .optionalID(
            "hexsha",
            help: """
                The blob for `max-blob`, the commit for rules that every commit is held against, with `forbid` the first one that \
                has the path; else null.
                """,
            column: TableColumn("OBJECT", role: .hash, dropPriority: 1)
        ) { $0.hexsha },
        Field(
            "message", .string, help: "What is wrong, in a sentence without the path.",
            column: TableColumn("MESSAGE", shrink: .end(minimum: 20))
        ) { $1.text($0.message) },
    ]

    private static func value(
        _ name: String, help: String,
        _ value: @escaping @Sendable (CheckFinding) -> CheckFinding.Value?
    ) -> Field<CheckFinding> {
        Field(name, .integerOrString, nullable: true, help: help) { row, writer in
            switch value(row) {
            case .number(let number): writer.integer(number)
            case .text(let text): writer.text(text)
            case nil: writer.null()
            }
        }
    }

    private static func end(
        _ name: String, _ what: String, _ end: @escaping @Sendable (CheckSummary) -> CheckEnd?
    ) -> [Field<CheckSummary>] {
        [
            .optionalText("\(name).name", help: "The name of \(what).") { end($0)?.name },
            .optionalText(
                "\(name).source",
                help:
                    "Who named it: `argument`, a variable of the environment, `default branch`, `upstream`, `HEAD`."
            ) { end($0)?.source },
            .optionalID("\(name).hexsha", help: "Its commit.") { end($0)?.hexsha },
        ]
    }

    private static let ends: [Field<CheckSummary>] =
        end("base", "what the change is compared with", \.base) + end("head", "the end of the change", \.head)
        + [
            .optionalID(
                "merge_base", help: "The commit at which the change begins; null where it is not known."
            ) {
                $0.mergeBase
            }
        ]

    private static let sums: [Field<CheckSummary>] = [
        .optionalInteger("total.commits", help: "The commits of the change; null where they are not known.") {
            $0.commits
        },
        .optionalInteger("total.files", help: "The files that it changes; null where they are not known.") {
            $0.files
        },
        Field("total.findings", .integer, help: "The rows.") { $1.integer($0.findings) },
        Field("excluded.paths", .integer, help: "The paths whose lines --exclude-attr leaves out.") {
            $1.integer($0.excludedPaths)
        },
    ]
}
