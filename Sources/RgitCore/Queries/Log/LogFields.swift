// The fields of `rgit log`: a commit's, and the members of the document around the commits.

import GitObjects
import Records

extension LogQuery {
    package static func shape(of request: LogRequest) -> DocumentShape<Commit, Answer<LogSummary>> { shape }

    private static let shape = DocumentShape(
        LogQuery.self, name: "log", rows: "commits", rowHelp: "A commit.",
        fields: commitFields + graphFields + lineFields + statsFields,
        groups: [
            NullableGroup(
                "stats", help: "Its line counts; null where a blob or tree that they need is missing."
            ) { $0.stats == nil }
        ],
        tail: [
            Field("unknown_stats", .integer, help: "The number of commits whose line counts are not known.") {
                $1.integer($0.unknownStats)
            },
            .unknownCommits { $0.unknownCommits },
        ])

    /// What a commit records, and the references that point to it.
    static let commitFields: [Field<Commit>] =
        [
            .objectID(
                "hexsha", help: "The commit's object name.",
                column: TableColumn("COMMIT", role: .hash, streamWidth: 10)
            ) { $0.hexsha },
            .objectID("tree", help: "Its tree.", needs: .links) { $0.tree },
            Field(
                "parents", .array(of: .objectID),
                help: "Its parents, as grafts and the boundary of a shallow clone leave them.",
                needs: .links
            ) { commit, writer in
                // Captured by itself, here and below, since a closure that captures the commit copies it.
                let parents = commit.parents
                writer.array { for parent in parents { $0.id(parent) } }
            },
        ]
        + Field.moment(
            "authored", "When it was written", nullable: true, needs: .people,
            column: TableColumn("DATE", role: .date, dropPriority: 9, streamWidth: 10)
        ) { $0.author.date }
        + Field.person(
            "author", "author", needs: .people,
            column: TableColumn("AUTHOR", shrink: .end(minimum: 12), role: .person, streamWidth: 20)
        ) { $0.author.actor }
        + Field.moment("committed", "When it was committed", nullable: true, needs: .people) {
            $0.committer.date
        }
        + Field.person("committer", "committer", needs: .people) { $0.committer.actor }
        + [
            Field(
                "refs", .array(of: .string),
                help: "Full names of the references that point to it, HEAD and its branch first.",
                needs: .refs,
                write: { commit, writer in
                    let refs = commit.refs
                    writer.array { for name in refs { $0.text(name) } }
                }),
            Field(
                "summary", .string, help: "The message's first paragraph on one line, git's %s.",
                needs: .message,
                column: TableColumn("SUMMARY", shrink: .end(minimum: 20)), displayNeeds: .refs,
                display: decorated,
                write: { $1.text($0.summary) }),
            Field("message", .string, help: "The whole message, git's %B.", needs: .message) {
                $1.text($0.message)
            },
            Field(
                "encoding", .string, help: "The encoding its header declares, UTF-8 where it declares none.",
                needs: .message
            ) {
                $1.text($0.encoding)
            },
            Field(
                "gpgsig", .string, nullable: true,
                help: "Its signature, armoured; null where it is not signed.",
                needs: .signature
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
                    ])),
                help:
                    "The trailers of its message, each with key and value; as text, a line `Key: value` each.",
                needs: .trailers,
                text: { commit, writer in
                    writer.bytes(
                        lines(commit.trailers.map { $0.key.bytes + Array(": ".utf8) + $0.value.bytes }))
                },
                write: { commit, writer in
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
                }),
            Field(
                "co_authors",
                .array(
                    of: .object([
                        FieldMember("name", .string, help: "The name."),
                        FieldMember("email", .string, help: "The e-mail address."),
                    ])),
                help:
                    "The people its Co-authored-by trailers name, each with name and email; as text, a line "
                    + "`Name <email>` each.",
                needs: .trailers,
                text: { commit, writer in
                    writer.bytes(
                        lines(
                            commit.coAuthors.map {
                                $0.name.bytes + Array(" <".utf8) + $0.email.bytes + Array(">".utf8)
                            }))
                },
                write: { commit, writer in
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
                }),
        ]

    /// Where it is in the graph, as far as that is asked for.
    static let graphFields: [Field<Commit>] = [
        Field(
            "side", .string, nullable: true,
            help: "The side of A...B it is on, left or right; null for a boundary, or where not asked for.",
            column: TableColumn("SIDE", streamWidth: 5), onDemand: true
        ) { commit, writer in
            if let side = commit.side { writer.word(side == .left ? "left" : "right") } else { writer.null() }
        },
        Field(
            "cherry", .string, nullable: true,
            help:
                "= where the other side of A...B has its patch too, + where not; null where not asked for.",
            column: TableColumn("CHERRY", streamWidth: 6), onDemand: true
        ) { commit, writer in
            if let isEquivalent = commit.isEquivalent {
                writer.word(isEquivalent ? "=" : "+")
            } else {
                writer.null()
            }
        },
        .optionalText(
            "selector", help: "What names the move that led to it, such as main@{0} (--walk-reflogs).",
            column: TableColumn("SELECTOR", role: .branch, streamWidth: 12), onDemand: true
        ) { $0.reflog?.selector },
        .optionalText(
            "reflog_message", help: "Why the reference was moved to it (--walk-reflogs).",
            column: TableColumn("REFLOG", shrink: .end(minimum: 12), streamWidth: 30), onDemand: true
        ) { $0.reflog?.message },
        Field(
            "boundary", .boolean,
            help: "Whether it was not chosen but is a parent at which the choice ends (--boundary).",
            column: TableColumn("BOUNDARY", streamWidth: 8), onDemand: true
        ) { $1.bool($0.isBoundary) },
    ]

    /// The lines that are followed, where that is asked for.
    static let lineFields: [Field<Commit>] = [
        Field(
            "line_ranges",
            .array(
                of: .object([
                    FieldMember("path", .string, help: "The file."),
                    FieldMember(
                        "old_path", .string, nullable: true, help: "Where the file was renamed from, or null."
                    ),
                    FieldMember("start", .integer, help: "The first line."),
                    FieldMember("end", .integer, help: "The last line."),
                    FieldMember("changed", .boolean, help: "Whether the commit changed the file's lines."),
                ])),
            help: "With -L the lines that are followed, as they are in the commit.", onDemand: true
        ) { commit, writer in
            let ranges = commit.lineRanges ?? []
            writer.objects {
                for range in ranges {
                    $0.object {
                        $0.key("path")
                        $0.text(range.path)
                        $0.key("old_path")
                        if let oldPath = range.oldPath { $0.text(oldPath) } else { $0.null() }
                        $0.key("start")
                        $0.integer(range.start)
                        $0.key("end")
                        $0.integer(range.end)
                        $0.key("changed")
                        $0.bool(range.isChanged)
                    }
                }
            }
        },
        .optionalText(
            "line_patch", help: "With -L and --patch what the commit changed of these lines; otherwise null.",
            onDemand: true
        ) { $0.linePatch },
    ]

    /// Its line counts.
    static let statsFields: [Field<Commit>] = [
        Field(
            "stats.total.files", .integer, help: "The number of files it changed.", needs: .stats,
            column: TableColumn("FILES", dropPriority: 2, streamWidth: 5), onDemand: true
        ) { $1.integer($0.stats?.total.files ?? 0) },
        Field(
            "stats.total.insertions", .integer, help: "The number of lines it added.", needs: .stats,
            column: TableColumn("+", role: .insertion, streamWidth: 6), onDemand: true
        ) { $1.integer($0.stats?.total.insertions ?? 0) },
        Field(
            "stats.total.deletions", .integer, help: "The number of lines it removed.", needs: .stats,
            column: TableColumn("-", role: .deletion, streamWidth: 6), onDemand: true
        ) { $1.integer($0.stats?.total.deletions ?? 0) },
        Field(
            "stats.total.lines", .integer, help: "The number of lines it added and removed.", needs: .stats,
            onDemand: true
        ) { $1.integer($0.stats?.total.lines ?? 0) },
        Field(
            "stats.files", .array(of: .object(FileStatsMembers.members)),
            help:
                "The files it changed, each with path, old_path, change_type, insertions, deletions, lines, "
                + "binary and similarity, as in rgit diff-stats; a binary file's lines are null.",
            needs: .stats, onDemand: true
        ) { commit, writer in
            let files = commit.stats?.files ?? []
            writer.objects {
                for file in files { FileStatsMembers.write(file, to: &$0) }
            }
        },
    ]

    /// Texts as lines, the last without an end.
    private static func lines(_ texts: [[UInt8]]) -> [UInt8] { Array(texts.joined(separator: [0x0a])) }

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
}
