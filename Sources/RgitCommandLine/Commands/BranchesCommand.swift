// `rgit branches`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit branches` shows and how it runs; its options are in BranchesOptions.swift.
enum BranchesCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<BranchesRequest>(shape, run: run)

    private static let shape = DocumentShape<Branch, BranchesQuery.Report>(
        command: "branches", rows: "branches", rowHelp: "A branch.",
        fields: nameFields + distanceFields + commitFields,
        head: [
            Field(
                "shallow", .boolean,
                help: "Whether the history ends early, at the boundary of a shallow clone."
            ) { $1.bool($0.shallow) },
            Field(
                "head", .string, nullable: true,
                help: "The full name of the branch that is checked out; null when HEAD is detached."
            ) { write($0.head, to: &$1) },
            Field(
                "base", .string, nullable: true,
                help:
                    "What ahead_of_base, behind_base and merged are counted against; null when there is none."
            ) { write($0.base, to: &$1) },
        ])

    private static let nameFields: [Field<Branch>] = [
        Field(
            "name", .string, help: "The name without refs/heads/ or refs/remotes/.",
            column: TableColumn("BRANCH", shrink: .end(minimum: 16), role: .branch),
            display: { branch, writer in
                // As git branch marks the branch that is checked out, and shows where a symbolic one leads.
                var shown = Array((branch.isHead ? "* " : "  ").utf8) + branch.name.bytes
                if let target = branch.symbolicTarget { shown += Array(" -> ".utf8) + short(target.bytes) }
                writer.bytes(shown)
            },
            role: { $0.isHead ? .head : $0.isRemote ? .remote : .branch },
            write: { $1.text($0.name) }),
        Field("path", .string, help: "The full name, such as refs/heads/main.") { $1.text($0.path) },
        Field(
            "hexsha", .objectID, help: "The object name of its last commit.",
            column: TableColumn("COMMIT", role: .hash, leaves: 3), display: { $1.abbreviated($0.hexsha) },
            write: { $1.id($0.hexsha) }),
        Field("is_head", .boolean, help: "Whether it is checked out in this working tree.") {
            $1.bool($0.isHead)
        },
        Field("is_remote", .boolean, help: "Whether it stands for a branch of a remote.") {
            $1.bool($0.isRemote)
        },
        Field(
            "symbolic_target", .string, nullable: true,
            help: "The full name of the branch a symbolic one such as origin/HEAD leads to."
        ) { write($0.symbolicTarget, to: &$1) },
        Field(
            "tracking_branch", .string, nullable: true,
            help: "The full name of the branch it follows; null when none is configured.",
            column: TableColumn("UPSTREAM", shrink: .end(minimum: 12), role: .remote),
            display: { branch, writer in
                guard let upstream = branch.trackingBranch else { return writer.null() }
                writer.bytes(short(upstream.bytes) + Array((branch.upstreamGone ? " (gone)" : "").utf8))
            },
            write: { write($0.trackingBranch, to: &$1) }),
        Field(
            "upstream_gone", .boolean, help: "Whether the branch it follows does not exist any more."
        ) { $1.bool($0.upstreamGone) },
    ]

    private static let distanceFields: [Field<Branch>] = [
        number(
            "ahead", "Commits it has and the branch it follows has not; null when there is none.",
            column: TableColumn("AHEAD")
        ) { $0.upstreamDistance?.ahead },
        number(
            "behind", "Commits the branch it follows has and it has not; null when there is none.",
            column: TableColumn("BEHIND")
        ) { $0.upstreamDistance?.behind },
        Field(
            "base", .string, nullable: true,
            help:
                "What the next three are counted against: --base, else the default branch, which is the one "
                + "origin/HEAD leads to, or else the first of init.defaultBranch, main and master that exists."
        ) { write($0.base, to: &$1) },
        number(
            "ahead_of_base", "Commits it has and the base has not.", column: TableColumn("+BASE", leaves: 5)
        ) {
            $0.baseDistance?.ahead
        },
        number("behind_base", "Commits the base has and it has not.", column: TableColumn("-BASE", leaves: 5))
        {
            $0.baseDistance?.behind
        },
        Field(
            "merged", .boolean, nullable: true,
            help: "Whether the base reaches all of it; null without a base."
        ) { branch, writer in
            if let merged = branch.isMerged { writer.bool(merged) } else { writer.null() }
        },
    ]

    private static let commitFields: [Field<Branch>] =
        Field.person("author", "author of its last commit") { $0.author.actor }
        + Field.moment("authored", "When its last commit was written", nullable: true) { $0.author.date }
        + Field.moment(
            "committed", "When its last commit was made", nullable: true,
            column: TableColumn("DATE", role: .date, leaves: 2)
        ) { $0.committer.date }
        + [
            Field(
                "summary", .string, help: "The subject of its last commit, git's %s.",
                column: TableColumn("SUMMARY", shrink: .end(minimum: 20), leaves: 1)
            ) { $1.text($0.summary) }
        ]

    private static func number(
        _ name: String, _ help: String, column: TableColumn? = nil,
        _ value: @escaping @Sendable (Branch) -> Int?
    ) -> Field<Branch> {
        Field(name, .integer, nullable: true, help: help, column: column) { branch, writer in
            if let number = value(branch) { writer.integer(number) } else { writer.null() }
        }
    }

    private static func write(_ text: Text?, to writer: inout ValueWriter) {
        if let text { writer.text(text) } else { writer.null() }
    }

    private static func short(_ path: [UInt8]) -> [UInt8] {
        for prefix in ["refs/heads/", "refs/remotes/"] where path.starts(with: prefix.utf8) {
            return Array(path.dropFirst(prefix.utf8.count))
        }
        return path
    }

    private static func run(
        _ options: GlobalOptions, _ request: BranchesRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let session = try context.openSession(options)
        let renderer = try shape.renderer(options)
        let query = BranchesQuery(
            session: session, request: request, parts: parts(renderer.selection),
            sharding: Sharding(jobs: context.jobs), progress: output.progress)
        output.usePager(configured: session.config.string("core.pager"))
        let report = try await query.run()
        for warning in report.warnings { output.diagnostics.warn(warning.what, warning.subject.bytes) }
        for problem in report.problems { output.report(problem) }
        let writer = DocumentWriter(shape, renderer, to: output)
        writer.begin(report)
        try writer.write(renderer.render(report.branches))
        try writer.end(report, notes: report.shallow ? [TableNotes.shallow] : [])
        return output.exit
    }

    /// The parts of a branch that the chosen fields are made of.
    private static func parts(_ selection: FieldSelection<Branch>) -> Branch.Parts {
        func any(_ names: [String]) -> Bool { names.contains(where: selection.contains) }
        var parts: Branch.Parts = []
        if any([
            "author", "authored_date", "authored_datetime", "committed_date", "committed_datetime", "summary",
        ]) {
            parts.insert(.commit)
        }
        if any(["ahead", "behind"]) { parts.insert(.upstreamDistance) }
        if any(["base", "ahead_of_base", "behind_base", "merged"]) { parts.insert(.baseDistance) }
        return parts
    }
}
