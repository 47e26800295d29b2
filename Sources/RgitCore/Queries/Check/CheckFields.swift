// The fields of `rgit check`.

import GitObjects
import Records

extension CheckQuery {
    package static func shape(
        of request: CheckRequest
    ) -> DocumentShape<CheckRow, Answer<CheckSummary>> { shape }

    private static let shape = DocumentShape(
        CheckQuery.self, name: "check", rows: "findings", "groups",
        rowHelp: "A place where the change breaks a rule; with --affected a group that it touches.",
        fields: findingFields + groupFields, aliases: ["ref": "reference"], head: ends, tail: sums)

    private static let findingFields: [Field<CheckRow>] = [
        Field(
            "rule", .choice(CheckRule.allCases.map(\.rawValue)), nullable: true,
            help: "The rule, by the name of its option; null with --affected.",
            column: TableColumn("RULE"), onDemand: true
        ) { row, writer in
            if let finding = row.finding { writer.string(finding.rule.rawValue) } else { writer.null() }
        },
        .optionalText(
            "path", help: "The path; null where the rule is about a commit or about all paths.",
            column: TableColumn("PATH", shrink: .start(minimum: 16), role: .path, isName: true),
            onDemand: true
        ) { $0.finding?.path },
        .optionalInteger(
            "line", help: "The line of the file, from 1; null where the rule is not about lines.",
            column: TableColumn("LINE", dropPriority: 2), onDemand: true
        ) { $0.finding?.line },
        value(
            "limit",
            help: "What the rule allows or forbids: a number, a pattern, a mode; null where it has no value."
        ) { $0.finding?.limit },
        value(
            "value", help: "What was found: a number or a text; null where there is nothing to say of it."
        ) { $0.finding?.value },
        Field(
            "hexsha", .objectID, nullable: true,
            help: """
                The blob for `max-blob`, the commit for rules that every commit is held against, with `forbid` the first one that \
                has the path; else null.
                """,
            column: TableColumn("OBJECT", role: .hash, dropPriority: 1), onDemand: true,
            display: { row, writer in
                if let id = row.finding?.hexsha { writer.abbreviated(id) } else { writer.null() }
            },
            write: { row, writer in
                if let id = row.finding?.hexsha { writer.id(id) } else { writer.null() }
            }),
        Field(
            "submodule", .choice(CheckFinding.SubmoduleState.allCases.map(\.rawValue)), nullable: true,
            help: """
                With `submodule`, why its remote may not have the commit: `unknown` (its repository is not here, too shallow to \
                tell, or not the one that BASE names), `missing` (its repository does not have the commit), `unpublished` (no remote-tracking branch there reaches \
                it); else null.
                """, onDemand: true
        ) { row, writer in
            if let state = row.finding?.submodule { writer.string(state.rawValue) } else { writer.null() }
        },
        .optionalText(
            "message", help: "What is wrong, in a sentence without the path; null with --affected.",
            column: TableColumn("MESSAGE", shrink: .end(minimum: 20)), onDemand: true
        ) { $0.finding?.message },
        .optionalText(
            "reference", help: "With --pre-receive, the reference that is pushed.",
            column: TableColumn("REFERENCE", shrink: .start(minimum: 12), dropPriority: 3), onDemand: true
        ) { $0.finding?.reference },
    ]

    private static let groupFields: [Field<CheckRow>] = [
        .optionalText(
            "group", help: "With --affected, the name of the group.",
            column: TableColumn("GROUP", shrink: .start(minimum: 16), role: .path, isName: true),
            onDemand: true
        ) { $0.group?.group },
        .optionalInteger(
            "paths", help: "With --affected, how many paths of the group change.",
            column: TableColumn("PATHS"), onDemand: true
        ) { $0.group?.paths },
        .optionalInteger(
            "insertions", help: "With --affected, the lines added.",
            column: TableColumn("ADDED", role: .insertion), onDemand: true
        ) { $0.group?.insertions },
        .optionalInteger(
            "deletions", help: "With --affected, the lines removed.",
            column: TableColumn("DELETED", role: .deletion), onDemand: true
        ) { $0.group?.deletions },
        texts(
            "owners", "With --affected, the owners that CODEOWNERS names for these paths.",
            TableColumn("OWNERS", shrink: .end(minimum: 10), dropPriority: 2), \.owners),
        texts(
            "through", "With --affected, the groups it depends on that the change touches.",
            TableColumn("THROUGH", shrink: .end(minimum: 10), dropPriority: 1), \.through),
        texts(
            "files", "With --affected --list, the paths.", TableColumn("FILES", shrink: .end(minimum: 20)),
            \.files),
    ]

    private static func texts(
        _ name: String, _ help: String, _ column: TableColumn,
        _ value: @escaping @Sendable (AffectedGroup) -> [Text]
    ) -> Field<CheckRow> {
        Field(
            name, .array(of: .string), help: help, column: column, onDemand: true,
            display: { row, writer in
                let texts = row.group.map(value) ?? []
                writer.text(Text(Array(texts.map(\.bytes).joined(separator: [0x20]))))
            },
            write: { row, writer in
                let texts = row.group.map(value) ?? []
                writer.array { for text in texts { $0.text(text) } }
            })
    }

    /// The fields of a place where a rule is broken.
    static let findingNames = Set(findingFields.map(\.name))
    /// The fields of a group.
    static let groupNames = Set(groupFields.map(\.name))

    private static func value(
        _ name: String, help: String,
        _ value: @escaping @Sendable (CheckRow) -> CheckFinding.Value?
    ) -> Field<CheckRow> {
        Field(name, .integerOrString, nullable: true, help: help, onDemand: true) { row, writer in
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
        .optionalInteger(
            "total.ungrouped", help: "With --by FILE, the changed paths that belong to no group; else null."
        ) { $0.ungroupedPaths },
        Field("total.findings", .integer, help: "The places where a rule is broken.") {
            $1.integer($0.findings)
        },
        Field("excluded.paths", .integer, help: "The paths whose lines --exclude-attr leaves out.") {
            $1.integer($0.excludedPaths)
        },
    ]
}
