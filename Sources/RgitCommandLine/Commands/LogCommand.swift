// `rgit log`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit log` shows and how it runs; its options are in LogOptions.swift.
enum LogCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<LogRequest>(shape, run: run)

    private static let shape = DocumentShape<Commit, LogQuery.Summary>(
        command: "log", rows: "commits", rowHelp: "A commit.", fields: commitFields + statsFields,
        groups: [
            NullableGroup(
                "stats", help: "Its line counts; null where a blob or tree that they need is missing."
            ) { $0.stats == nil }
        ],
        head: [
            Field(
                "shallow", .boolean,
                help: "Whether the history ends early, at the boundary of a shallow clone."
            ) {
                $1.bool($0.shallow)
            }
        ],
        tail: [
            Field("unknown_stats", .integer, help: "The number of commits whose line counts are not known.") {
                $1.integer($0.unknownStats)
            }
        ])

    private static let commitFields: [Field<Commit>] =
        [
            Field(
                "hexsha", .objectID, help: "The commit's object name.",
                column: TableColumn("COMMIT", role: .hash), display: { $1.abbreviated($0.hexsha) },
                write: { $1.id($0.hexsha) }),
            Field("tree", .objectID, help: "Its tree.") { $1.id($0.tree) },
            Field(
                "parents", .array(of: .objectID),
                help: "Its parents, as grafts and the boundary of a shallow clone leave them."
            ) { commit, writer in
                // Captured by itself, here and below, since a closure that captures the commit copies it.
                let parents = commit.parents
                writer.array { for parent in parents { $0.id(parent) } }
            },
        ]
        + Field.moment(
            "authored", "When it was written", nullable: true,
            column: TableColumn("DATE", role: .date, leaves: 1)
        ) { $0.author.date }
        + Field.person(
            "author", "author", column: TableColumn("AUTHOR", shrink: .end(minimum: 12), role: .person)
        ) { $0.author.actor }
        + Field.moment("committed", "When it was committed", nullable: true) { $0.committer.date }
        + Field.person("committer", "committer") { $0.committer.actor }
        + [
            Field(
                "refs", .array(of: .string),
                help: "Full names of the references that point to it, HEAD and its branch first.",
                write: { commit, writer in
                    let refs = commit.refs
                    writer.array { for name in refs { $0.text(name) } }
                }),
            Field(
                "summary", .string, help: "The message's first paragraph on one line, git's %s.",
                column: TableColumn("SUMMARY", shrink: .end(minimum: 20)), display: decorated,
                write: { $1.text($0.summary) }),
            Field("message", .string, help: "The whole message, git's %B.") { $1.text($0.message) },
            Field(
                "encoding", .string, help: "The encoding its header declares, UTF-8 where it declares none."
            ) {
                $1.text($0.encoding)
            },
            Field(
                "gpgsig", .string, nullable: true,
                help: "Its signature, armoured; null where it is not signed."
            ) {
                commit, writer in
                if let signature = commit.gpgsig { writer.text(signature) } else { writer.null() }
            },
            Field(
                "trailers",
                .array(
                    of: .object([
                        FieldMember("key", .string, help: "The key, such as Signed-off-by."),
                        FieldMember("value", .string, help: "The value, on one line."),
                    ])), help: "The trailers of its message, each with key and value."
            ) { commit, writer in
                let trailers = commit.trailers
                writer.objects {
                    for trailer in trailers {
                        $0.object {
                            $0.key("key")
                            $0.text(trailer.key)
                            $0.key("value")
                            $0.text(trailer.value)
                        }
                    }
                }
            },
            Field(
                "co_authors",
                .array(
                    of: .object([
                        FieldMember("name", .string, help: "The name."),
                        FieldMember("email", .string, help: "The e-mail address."),
                    ])), help: "The people its Co-authored-by trailers name, each with name and email."
            ) { commit, writer in
                let coAuthors = commit.coAuthors
                writer.objects {
                    for person in coAuthors {
                        $0.object {
                            $0.key("name")
                            $0.text(person.name)
                            $0.key("email")
                            $0.text(person.email)
                        }
                    }
                }
            },
        ]

    private static let statsFields: [Field<Commit>] = [
        Field(
            "stats.total.files", .integer, help: "The number of files it changed.",
            column: TableColumn("FILES", leaves: 2), onDemand: true
        ) { $1.integer($0.stats?.total.files ?? 0) },
        Field(
            "stats.total.insertions", .integer, help: "The number of lines it added.",
            column: TableColumn("+", role: .insertion), onDemand: true
        ) { $1.integer($0.stats?.total.insertions ?? 0) },
        Field(
            "stats.total.deletions", .integer, help: "The number of lines it removed.",
            column: TableColumn("-", role: .deletion), onDemand: true
        ) { $1.integer($0.stats?.total.deletions ?? 0) },
        Field(
            "stats.total.lines", .integer, help: "The number of lines it added and removed.", onDemand: true
        ) { $1.integer($0.stats?.total.lines ?? 0) },
        Field(
            "stats.files", .array(of: .object(StatsMembers.members)),
            help:
                "The files it changed, each with path, old_path, change_type, insertions, deletions, lines, "
                + "binary and similarity, as in rgit diff-stats; a binary file's lines are null.",
            onDemand: true
        ) { commit, writer in
            let files = commit.stats?.files ?? []
            writer.objects {
                for file in files { StatsMembers.write(file, to: &$0) }
            }
        },
    ]

    /// The summary as a table shows it: behind the names of the references, each in the colour of its kind.
    @Sendable private static func decorated(_ commit: Commit, _ writer: inout ValueWriter) {
        for (index, name) in commit.refs.enumerated() {
            writer.word(index == 0 ? "(" : ", ")
            let (short, role) = shortened(name.bytes)
            writer.colored(role) { $0.bytes(short) }
        }
        if !commit.refs.isEmpty { writer.word(") ") }
        writer.text(commit.summary)
    }

    /// The name of a reference without what is the same for all of its kind, and the kind's colour.
    private static func shortened(_ name: [UInt8]) -> ([UInt8], ColorRole) {
        let kinds: [(String, ColorRole)] = [
            ("refs/heads/", .branch), ("refs/tags/", .tag), ("refs/remotes/", .remote), ("refs/", .head),
        ]
        for (prefix, role) in kinds where name.starts(with: prefix.utf8) {
            return (Array(name.dropFirst(prefix.utf8.count)), role)
        }
        return (name, .head)
    }

    private static func run(
        _ options: GlobalOptions, _ request: LogRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let session = try context.openSession(options)
        let sharding = Sharding(jobs: context.jobs)
        if request.count {
            let summary = try await LogQuery(session: session, request: request, sharding: sharding).count()
            output.report(summary)
            try output.sink.write("\(summary.count)\n")
            return output.exit
        }
        var request = request
        let selection = try shape.select(options, including: request.stats ? ["stats"] : [])
        if selection.contains("stats") { request.stats = true }
        let renderer = try shape.renderer(options, including: request.stats ? ["stats"] : [])
        let query = LogQuery(
            session: session, request: request, parts: parts(selection), sharding: sharding,
            progress: output.progress)
        output.usePager(configured: session.config.string("core.pager"))
        let writer = DocumentWriter(shape, renderer, to: output)
        let notes = { (summary: LogQuery.Summary) in summary.shallow ? [TableNotes.shallow] : [] }
        return try await writer.stream(query.preliminarySummary, notes: notes) { summary in
            summary = try await query.run(
                transform: { renderer.render($0) },
                consume: { try writer.write($0) })
            output.report(summary)
        }
    }

    /// The parts of a commit that the chosen fields are made of.
    private static func parts(_ selection: FieldSelection<Commit>) -> Commit.Parts {
        var parts: Commit.Parts = []
        if ["tree", "parents"].contains(where: selection.contains) { parts.insert(.links) }
        if [
            "author", "committer", "authored_date", "authored_datetime", "committed_date",
            "committed_datetime",
        ]
        .contains(where: selection.contains) {
            parts.insert(.people)
        }
        if ["summary", "message", "encoding"].contains(where: selection.contains) { parts.insert(.message) }
        if ["trailers", "co_authors"].contains(where: selection.contains) { parts.insert(.trailers) }
        if selection.contains("gpgsig") { parts.insert(.signature) }
        // A table that shows what it likes puts the references in front of the summary.
        if selection.contains("refs") || !selection.isChosen { parts.insert(.refs) }
        return parts
    }
}

extension Output {
    /// Tells what the query came across.
    fileprivate func report(_ summary: LogQuery.Summary) {
        for warning in summary.warnings { diagnostics.warn(warning.what, warning.subject.bytes) }
        for problem in summary.problems { report(problem) }
    }
}
