// The fields of `rgit owners`.

import Records

extension OwnersQuery {
    package static func shape(
        of request: OwnersRequest
    ) -> DocumentShape<OwnersRow, Answer<OwnersSummary>> { shape }

    private static let shape = DocumentShape(
        OwnersQuery.self, name: "owners", rows: "owners", "findings",
        rowHelp: "A person's part of a directory, or with --check something that is wrong with CODEOWNERS.",
        fields: [path] + ownerFields + findingFields,
        aliases: ["directory": "path"], bar: "share",
        tail: [
            Field(
                "codeowners", .string, nullable: true,
                help: "The CODEOWNERS file of the tree; null where there is none.",
                write: { summary, writer in
                    if let file = summary.codeowners { writer.text(file) } else { writer.null() }
                }),
            .optionalInteger(
                "total.commits", help: "The commits counted; null with --metric lines."
            ) { $0.commits },
            .optionalInteger(
                "excluded.commits",
                help: "The commits of the automated accounts left out; null with --metric lines."
            ) { $0.excludedCommits },
        ] + BlameStatsQuery.sums.map { $0.lifted(\.lines) })

    private static let path = Field<OwnersRow>(
        "path", .string, nullable: true,
        help: "The directory, `.` for the top; with --check the file without owners, null for a pattern.",
        column: TableColumn("PATH", shrink: .start(minimum: 16), role: .path, isName: true)
    ) { row, writer in
        if let path = row.path { writer.text(path) } else { writer.null() }
    }

    private static let ownerFields: [Field<OwnersRow>] = [
        .optionalText(
            "name", help: "The person's name, after the mailmap; null with --check.",
            column: TableColumn("NAME", shrink: .end(minimum: 12), role: .person), onDemand: true
        ) { $0.owner?.actor.name },
        .optionalText(
            "email", help: "The person's e-mail address, after the mailmap; null with --check.",
            column: TableColumn("EMAIL", shrink: .end(minimum: 12), dropPriority: 2), onDemand: true
        ) { $0.owner?.actor.email },
        .optionalInteger(
            "lines", help: "How many lines of the directory are theirs; null with --check and other metrics.",
            column: TableColumn("LINES"), onDemand: true
        ) { $0.owner?.lines },
        .optionalInteger(
            "commits",
            help: "With --metric commits, how many of their commits list files of the directory.",
            column: TableColumn("COMMITS"), onDemand: true
        ) { $0.owner?.commits },
        share,
        .optionalInteger(
            "files", help: "How many files these lines are in; with --metric doa how many they own.",
            column: TableColumn("FILES", dropPriority: 5), onDemand: true
        ) { $0.owner?.files },
        .optionalInteger(
            "rank", help: "The place among the directory's owners; null with --check.",
            column: TableColumn("RANK", dropPriority: 3), onDemand: true
        ) { $0.owner?.rank },
        .optionalInteger(
            "bus_factor",
            help:
                "The least number of people with more than half of the lines or commits, or of the files to lose.",
            column: TableColumn("BUS FACTOR", dropPriority: 1), onDemand: true
        ) { $0.owner?.busFactor },
        names(
            "declared",
            "The owners that CODEOWNERS names for files of the directory, those of most files first.",
            TableColumn("DECLARED", shrink: .end(minimum: 10), dropPriority: 4)
        ) { $0.owner?.declared },
    ]

    private static let share = Field<OwnersRow>(
        "share", .number, nullable: true,
        help: "The part of the directory's lines, commits or files, from 0 to 1; null with --check.",
        column: TableColumn("SHARE"), onDemand: true,
        display: { row, writer in
            guard let share = row.owner?.share else { return writer.null() }
            let tenths = Int((share * 1_000).rounded())
            writer.string("\(tenths / 10).\(tenths % 10) %")
        },
        write: { row, writer in
            if let share = row.owner?.share { writer.number(share) } else { writer.null() }
        })

    private static let findingFields: [Field<OwnersRow>] = [
        .optionalInteger(
            "line", help: "With --check, the line of CODEOWNERS; null for a file without owners.",
            column: TableColumn("LINE"), onDemand: true
        ) { $0.finding?.line },
        .optionalText(
            "problem",
            help: "With --check, `dead`, `gone`, `shadowed`, `syntax` or `unowned`.",
            column: TableColumn("PROBLEM"), onDemand: true
        ) { $0.finding.map { Text($0.problem.rawValue) } },
        .optionalText(
            "pattern", help: "With --check, the pattern, or the line that is not understood.",
            column: TableColumn("PATTERN", shrink: .end(minimum: 12)), onDemand: true
        ) { $0.finding?.pattern },
        names(
            "owners", "With --check, the owners that the pattern names; those who are gone.",
            TableColumn("OWNERS", shrink: .end(minimum: 10), dropPriority: 1)
        ) { $0.finding?.owners },
    ]

    private static func names(
        _ name: String, _ help: String, _ column: TableColumn,
        value: @escaping @Sendable (OwnersRow) -> [Text]?
    ) -> Field<OwnersRow> {
        Field(
            name, .array(of: .string), help: help, column: column, onDemand: true,
            display: { row, writer in
                let names = value(row) ?? []
                writer.text(Text(Array(names.map(\.bytes).joined(separator: [0x20]))))
            },
            write: { row, writer in
                let names = value(row) ?? []
                writer.array { for name in names { $0.text(name) } }
            })
    }

    /// The fields of a person's part.
    static func ownerNames(_ metric: OwnersRequest.Metric) -> Set<String> {
        let others: Set<String> =
            switch metric {
            case .lines: ["commits"]
            case .commits: ["lines", "files"]
            case .authorship: ["lines", "commits"]
            }
        return Set(ownerFields.map(\.name)).subtracting(others)
    }
    /// The fields of something that is wrong.
    static let findingNames = Set(findingFields.map(\.name))
}
