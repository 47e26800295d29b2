// The fields of `rgit info`.

import GitObjects
import Records

extension InfoQuery {
    package static func shape(of request: InfoRequest) -> DocumentShape<RepositoryInfo, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        InfoQuery.self, name: "info", rowHelp: "The repository.",
        fields: placeFields + kindFields + headFields + remoteFields + sizeFields + historyFields
            + [concerns],
        aliases: [
            "toplevel": "working_tree_dir", "branch": "active_branch", "upstream": "tracking_branch",
            "hexsha": "head.hexsha", "HEAD": "head.hexsha", "sha": "head.hexsha",
        ],
        elementFields: [
            element("remotes.name", "The names of the remotes.") { $0.name },
            element("remotes.url", "The URLs they are fetched from.") { $0.url ?? "" },
            element("remotes.push_url", "The URLs they are pushed to.") { $0.pushURL ?? "" },
        ])

    private static let placeFields: [Field<RepositoryInfo>] = [
        .optionalText(
            "working_tree_dir", help: "The root of the working tree, absolute; null in a bare repository."
        ) { $0.workingTreeDirectory },
        Field("git_dir", .string, help: "The git directory of this working tree, absolute.") {
            $1.text($0.gitDirectory)
        },
        Field("common_dir", .string, help: "The git directory that all working trees share, absolute.") {
            $1.text($0.commonDirectory)
        },
    ]

    private static let kindFields: [Field<RepositoryInfo>] = [
        Field("bare", .boolean, help: "Whether there is no working tree.") { $1.bool($0.isBare) },
        Field("shallow", .boolean, help: "Whether history ends early, at the boundary of a shallow clone.") {
            $1.bool($0.isShallow)
        },
        Field("partial", .boolean, help: "Whether objects are fetched from a remote when they are needed.") {
            $1.bool($0.isPartial)
        },
        Field(
            "sparse", .boolean, help: "Whether only a part of the files is checked out.", needs: .workTree
        ) { $1.bool($0.isSparse) },
        Field(
            "state", .choice(OngoingOperation.allCases.map(\.rawValue)),
            help:
                "What has been begun and is not finished; a rebase counts before the merge it has stopped at.",
            needs: .workTree
        ) { $1.string($0.state.rawValue) },
        Field("is_linked_worktree", .boolean, help: "Whether git worktree has added this working tree.") {
            $1.bool($0.isLinkedWorktree)
        },
        Field("object_format", .string, help: "How objects are named: sha1 or sha256.") {
            $1.text($0.objectFormat)
        },
        Field("ref_format", .string, help: "How references are stored: files or reftable.") {
            $1.text($0.referenceFormat)
        },
    ]

    private static let headFields: [Field<RepositoryInfo>] = [
        Field(
            "head.hexsha", .objectID, nullable: true,
            help: "The commit that is checked out; null where the branch has none yet."
        ) { info, writer in
            if let id = info.head?.id { writer.id(id) } else { writer.null() }
        },
        .optionalText(
            "head.abbrev", help: "The same in as few digits as git rev-parse --short prints.",
            needs: .abbreviation
        ) { $0.abbreviatedHead },
        .optionalText(
            "head.name", help: "The full name of the branch that is checked out; null when HEAD is detached."
        ) { $0.head?.referenceName },
        Field("head.detached", .boolean, nullable: true, help: "Whether HEAD names a commit and no branch.") {
            info, writer in
            if let head = info.head { writer.bool(head.isDetached) } else { writer.null() }
        },
        Field("head.unborn", .boolean, nullable: true, help: "Whether the branch has no commit yet.") {
            info, writer in
            if let head = info.head { writer.bool(head.isUnborn) } else { writer.null() }
        },
        .optionalText(
            "active_branch",
            help: "The branch that is checked out, without refs/heads/; null when HEAD is detached."
        ) { $0.activeBranch },
        .optionalText(
            "tracking_branch", help: "The full name of the branch it follows; null when none is configured.",
            needs: .trackingBranch
        ) { $0.trackingBranch },
        .optionalText(
            "default_branch",
            help:
                "The branch that origin/HEAD leads to, or else the first of init.defaultBranch, main and master "
                + "that exists, without refs/heads/ or the remote's name.",
            needs: .defaultBranch
        ) { $0.defaultBranch },
        .optionalText(
            "describe",
            help: "What git describe --tags prints for HEAD; null where no tag leads to it. On demand.",
            needs: .describe, onDemand: true
        ) { $0.describe },
    ]

    private static let remoteFields: [Field<RepositoryInfo>] = [
        Field(
            "remotes",
            .array(
                of: .object([
                    FieldMember("name", .string, help: "The name."),
                    FieldMember(
                        "url", .string, nullable: true,
                        help: "The URL it is fetched from, with url.*.insteadOf applied."),
                    FieldMember("push_url", .string, nullable: true, help: "The URL it is pushed to."),
                ])),
            help: "The remotes by name, each with name, url and push_url; --value takes remotes.url, too.",
            needs: .remotes,
            text: { info, writer in
                writer.bytes(
                    Array(
                        info.remotes.map { $0.name.bytes + [0x20] + ($0.url?.bytes ?? []) }
                            .joined(separator: [0x0a])))
            },
            write: { info, writer in
                writer.objects {
                    for remote in info.remotes {
                        $0.object {
                            $0.key("name")
                            $0.text(remote.name)
                            $0.key("url")
                            if let url = remote.url { $0.text(url) } else { $0.null() }
                            $0.key("push_url")
                            if let url = remote.pushURL { $0.text(url) } else { $0.null() }
                        }
                    }
                }
            })
    ]

    private static let sizeFields: [Field<RepositoryInfo>] = [
        .optionalInteger(
            "branches", help: "The number of local branches. On demand.", needs: .referenceCounts,
            onDemand: true
        ) { $0.branches },
        .optionalInteger(
            "tags", help: "The number of tags. On demand.", needs: .referenceCounts, onDemand: true
        ) { $0.tags },
        .optionalInteger(
            "objects",
            help: "The number of loose objects and of entries in packs, alternates left out. On demand.",
            needs: .store, onDemand: true
        ) { $0.objects },
        .optionalInteger(
            "packs", help: "The number of packs, alternates left out. On demand.", needs: .store,
            onDemand: true
        ) { $0.packs },
        .optionalInteger(
            "size_bytes",
            help:
                "The disk space that loose objects, packs and their indexes take, in bytes, as "
                + "git count-objects -v counts it. On demand.",
            needs: .store, onDemand: true
        ) { $0.sizeBytes },
        .optionalText(
            "description", help: "What the file description in the git directory says.", needs: .description
        ) { $0.description },
        Field(
            "alternates", .array(of: .string),
            help: "The other object directories that objects are read from.", needs: .alternates
        ) { info, writer in
            writer.array { for path in info.alternates { $0.text(path) } }
        },
    ]

    /// The names of the fields about the history; a table has the levels of concern beside the figures.
    static func historyNames(for purpose: FieldSelection<RepositoryInfo>.Purpose) -> Set<String> {
        Set(historyFields.map(\.name)).union(purpose == .table ? [] : [concerns.name])
    }

    private static let historyFields: [Field<RepositoryInfo>] = HistorySize.measures.map { measure in
        Field(
            "history.\(measure.name)", .integer, nullable: true,
            help: "\(measure.help) On demand, as are all figures of the history.", needs: .history,
            column: TableColumn(measure.name), onDemand: true,
            display: { info, writer in
                guard let size = info.history else { return writer.null() }
                let value = measure.value(size)
                let text = measure.isBytes ? ReadableBytes.text(value) : "\(value)"
                let concern = measure.concern(size)
                let stars = concern > 30 ? "!!!" : String(repeating: "*", count: concern)
                writer.string(stars.isEmpty ? text : "\(text) \(stars)")
            },
            write: { info, writer in
                if let size = info.history { writer.integer(measure.value(size)) } else { writer.null() }
            })
    }

    private static let concerns = Field<RepositoryInfo>(
        "history.concerns",
        .array(
            of: .object([
                FieldMember("measure", .string, help: "The name of the field, without history."),
                FieldMember("level", .integer, help: "The level of concern, 1 or more."),
            ])),
        help: "The figures that are a reason for concern, each with measure and level. On demand.",
        needs: .history, onDemand: true,
        text: { info, writer in
            let concerns = info.history?.concerns ?? []
            writer.bytes(Array(concerns.map { "\($0.measure) \($0.level)" }.joined(separator: "\n").utf8))
        },
        write: { info, writer in
            writer.objects {
                for concern in info.history?.concerns ?? [] {
                    $0.object {
                        $0.key("measure")
                        $0.string(concern.measure)
                        $0.key("level")
                        $0.integer(concern.level)
                    }
                }
            }
        })

    /// A member of each remote, for `--value`.
    private static func element(
        _ name: String, _ help: String, _ value: @escaping @Sendable (RepositoryInfo.Remote) -> Text
    ) -> Field<RepositoryInfo> {
        Field(name, .array(of: .string), help: help, needs: .remotes) { info, writer in
            writer.array { for remote in info.remotes { $0.text(value(remote)) } }
        }
    }
}
