// The fields of `rgit branches`.

import GitObjects
import Records

extension BranchesQuery {
    package static func shape(of request: BranchesRequest) -> DocumentShape<Branch, Answer<BranchesSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        BranchesQuery.self, name: "branches", rows: "branches", rowHelp: "A branch.",
        fields: nameFields + distanceFields + commitFields,
        aliases: [
            "refname": "path", "objectname": "hexsha", "committerdate": "committed_date",
            "creatordate": "committed_date", "authordate": "authored_date", "authorname": "author.name",
            "authoremail": "author.email", "committername": "committer.name",
            "committeremail": "committer.email", "subject": "summary", "contents:subject": "summary",
            "upstream": "tracking_branch", "HEAD": "is_head",
        ],
        head: [
            .optionalText(
                "head", help: "The full name of the branch that is checked out; null when HEAD is detached."
            ) { $0.head },
            .optionalText(
                "base",
                help:
                    "What ahead_of_base, behind_base and merged are counted against; null when there is none."
            ) { $0.base },
        ])

    private static let nameFields: [Field<Branch>] = [
        Field(
            "name", .string, help: "The name without refs/heads/ or refs/remotes/.",
            column: TableColumn("BRANCH", shrink: .end(minimum: 16), role: .branch, isName: true),
            display: { branch, writer in
                // Marks the checked-out branch and shows the target of a symbolic one as git branch does.
                var shown = Array((branch.isHead ? "* " : "  ").utf8) + branch.name.bytes
                if let target = branch.symbolicTarget { shown += Array(" -> ".utf8) + short(target.bytes) }
                writer.bytes(shown)
            },
            role: { $0.isHead ? .head : $0.isRemote ? .remote : .branch },
            write: { $1.text($0.name) }),
        Field("path", .string, help: "The full name, such as refs/heads/main.") { $1.text($0.path) },
        .objectID(
            "hexsha", help: "The object name of its last commit.",
            column: TableColumn("COMMIT", role: .hash, dropPriority: 7)
        ) { $0.hexsha },
        Field("is_head", .boolean, help: "Whether it is checked out in this working tree.") {
            $1.bool($0.isHead)
        },
        Field("is_remote", .boolean, help: "Whether it is a remote-tracking branch.") {
            $1.bool($0.isRemote)
        },
        .optionalText(
            "symbolic_target",
            help: "The full name of the branch a symbolic one such as origin/HEAD leads to."
        ) { $0.symbolicTarget },
        Field(
            "tracking_branch", .string, nullable: true,
            help: "The full name of the branch it follows; null when none is configured.",
            column: TableColumn("UPSTREAM", shrink: .end(minimum: 12), role: .remote, dropPriority: 2),
            display: { branch, writer in
                guard let upstream = branch.trackingBranch else { return writer.null() }
                writer.bytes(short(upstream.bytes) + Array((branch.upstreamGone ? " (gone)" : "").utf8))
            },
            role: { $0.upstreamGone ? .gone : .remote },
            write: { branch, writer in
                if let upstream = branch.trackingBranch { writer.text(upstream) } else { writer.null() }
            }),
        Field(
            "upstream_gone", .boolean, help: "Whether the branch it follows does not exist any more."
        ) { $1.bool($0.upstreamGone) },
    ]

    private static let distanceFields: [Field<Branch>] = [
        .optionalInteger(
            "ahead", help: "Commits it has and the branch it follows has not; null when there is none.",
            needs: .upstreamDistance, column: TableColumn("AHEAD", dropPriority: 1)
        ) { $0.upstreamDistance?.ahead },
        .optionalInteger(
            "behind", help: "Commits the branch it follows has and it has not; null when there is none.",
            needs: .upstreamDistance, column: TableColumn("BEHIND", dropPriority: 1)
        ) { $0.upstreamDistance?.behind },
        .optionalText(
            "base",
            help:
                "What the next three are counted against: --base, else the default branch, which is the one "
                + "origin/HEAD leads to, or else the first of init.defaultBranch, main and master that exists.",
            needs: .baseDistance
        ) { $0.base },
        .optionalInteger(
            "ahead_of_base", help: "Commits it has and the base has not.", needs: .baseDistance,
            column: TableColumn("+BASE", dropPriority: 8)
        ) { $0.baseDistance?.ahead },
        .optionalInteger(
            "behind_base", help: "Commits the base has and it has not.", needs: .baseDistance,
            column: TableColumn("-BASE", dropPriority: 8)
        ) { $0.baseDistance?.behind },
        Field(
            "merged", .boolean, nullable: true,
            help: "Whether the base reaches all of it; null without a base.",
            needs: .baseDistance
        ) { branch, writer in
            if let merged = branch.isMerged { writer.bool(merged) } else { writer.null() }
        },
        Field(
            "merged_how", .choice(Branch.MergedHow.allCases.map(\.rawValue)), nullable: true,
            help:
                "How the base has what it changed: ancestor (it reaches all of it), patch-id (it has a commit with the "
                + "same patch for each that is no merge, or one with the patch of all), tree (each file it changed since "
                + "the merge base is the same in the base); null where it has not.",
            needs: [.baseDistance, .mergedHow], onDemand: true
        ) { branch, writer in
            if let how = branch.mergedHow { writer.string(how.rawValue) } else { writer.null() }
        },
    ]

    private static let commitFields: [Field<Branch>] =
        Field.person("author", "author of its last commit", needs: .commit) { $0.author.actor }
        + Field.moment("authored", "When its last commit was written", nullable: true, needs: .commit) {
            $0.author.date
        }
        + Field.person("committer", "committer of its last commit", needs: .commit, onDemand: true) {
            $0.committer.actor
        }
        + Field.moment(
            "committed", "When its last commit was made", nullable: true, needs: .commit,
            column: TableColumn("DATE", role: .date, dropPriority: 9)
        ) { $0.committer.date }
        + [
            Field(
                "summary", .string, help: "The subject of its last commit, git's %s.", needs: .commit,
                column: TableColumn("SUMMARY", shrink: .end(minimum: 20), dropPriority: 6)
            ) { $1.text($0.summary) }
        ]

    private static func short(_ path: [UInt8]) -> [UInt8] {
        for prefix in ["refs/heads/", "refs/remotes/"] where path.starts(with: prefix.utf8) {
            return Array(path.dropFirst(prefix.utf8.count))
        }
        return path
    }
}
