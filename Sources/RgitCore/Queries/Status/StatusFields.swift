// The fields of `rgit status`.

import GitObjects
import Records

extension StatusQuery {
    package static func shape(of request: StatusRequest) -> DocumentShape<StatusFile, Answer<StatusSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        StatusQuery.self, name: "status", rows: "files",
        rowHelp: "A path that is changed, untracked or ignored.",
        fields: pathFields + stateFields + sideFields,
        groups: [
            NullableGroup("submodule", help: "What has changed of a submodule; null for anything else.") {
                $0.submodule == nil
            }
        ],
        aliases: ["a_path": "old_path", "b_path": "path", "status": "x"],
        head: headMembers, tail: lists)

    private static let pathFields: [Field<StatusFile>] = [
        Field(
            "x", .string,
            help: "git's letter for the index against HEAD, a dot where they are the same; ? for untracked, "
                + "! for ignored.",
            column: TableColumn("XY"),
            display: { file, writer in
                let letters = (file.x + file.y).map { $0 == "." ? " " : $0 }
                writer.colored(file.isStaged && !file.isUnstaged ? .insertion : .deletion) {
                    $0.bytes(Array(String(letters).utf8))
                }
            },
            write: { $1.string($0.x) }),
        Field(
            "y", .string,
            help: "git's letter for the working tree against the index, a dot where they are the same; ? for "
                + "untracked, ! for ignored."
        ) { $1.string($0.y) },
        Field(
            "path", .string,
            help: "The path from the top; that of a directory listed as a whole ends in a slash.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path, isName: true),
            display: { file, writer in
                if let oldPath = file.oldPath {
                    writer.bytes(oldPath.bytes + Array(" -> ".utf8) + file.path.bytes)
                } else {
                    writer.text(file.path)
                }
            },
            write: { $1.text($0.path) }),
        .optionalText("old_path", help: "Where a renamed or copied file came from.") { $0.oldPath },
    ]

    private static let stateFields: [Field<StatusFile>] = [
        Field("staged", .boolean, help: "Whether the index differs from HEAD.") { $1.bool($0.isStaged) },
        Field("unstaged", .boolean, help: "Whether the working tree differs from the index.") {
            $1.bool($0.isUnstaged)
        },
        Field("untracked", .boolean, help: "Whether it is not tracked.") { $1.bool($0.isUntracked) },
        Field("ignored", .boolean, help: "Whether it is ignored.") { $1.bool($0.isIgnored) },
        Field("conflicted", .boolean, help: "Whether it is in conflict.") { $1.bool($0.isConflicted) },
        Field(
            "stages",
            .array(
                of: .object([
                    FieldMember("stage", .integer, help: "1 for the common base, 2 for ours, 3 for theirs."),
                    FieldMember("mode", .string, help: "The mode in octal."),
                    FieldMember("hexsha", .objectID, help: "The object."),
                ])),
            help: "The versions of a path in conflict.",
            text: { file, writer in
                let lines = file.stages.map {
                    Array("\(octal($0.mode)) ".utf8) + $0.hexsha.hex + [0x20] + Array("\($0.stage)".utf8)
                }
                writer.bytes(Array(lines.joined(separator: [0x0a])))
            },
            write: { file, writer in
                writer.objects {
                    for stage in file.stages {
                        $0.object {
                            $0.key("stage")
                            $0.integer(stage.stage)
                            $0.key("mode")
                            $0.string(octal(stage.mode))
                            $0.key("hexsha")
                            $0.id(stage.hexsha)
                        }
                    }
                }
            }),
        Field(
            "submodule.new_commits", .boolean, help: "Whether it is at another commit than the index says."
        ) { $1.bool($0.submodule?.hasNewCommits ?? false) },
        Field("submodule.modified", .boolean, help: "Whether tracked files in it have changed.") {
            $1.bool($0.submodule?.isModified ?? false)
        },
        Field("submodule.untracked", .boolean, help: "Whether there are untracked files in it.") {
            $1.bool($0.submodule?.hasUntracked ?? false)
        },
    ]

    private static let sideFields: [Field<StatusFile>] = [
        mode("a_mode", "HEAD") { $0.headMode },
        mode("index_mode", "the index") { $0.indexMode },
        mode("b_mode", "the working tree") { $0.workTreeMode },
        object("a_hexsha", "HEAD") { $0.headHexsha },
        object("b_hexsha", "the index") { $0.indexHexsha },
        .optionalInteger(
            "similarity",
            help: "How much a renamed or copied file has in common with old_path, in per cent."
        ) { $0.similarity },
    ]

    private static let headMembers: [Field<StatusSummary>] = [
        Field(
            "head", .objectID, nullable: true,
            help: "The commit that is checked out; null where the branch has none yet."
        ) { summary, writer in
            if let id = summary.head { writer.id(id) } else { writer.null() }
        },
        .optionalText(
            "active_branch",
            help: "The branch that is checked out, without refs/heads/; null when HEAD is detached."
        ) { $0.activeBranch },
        Field("detached", .boolean, help: "Whether HEAD names a commit and no branch.") {
            $1.bool($0.isDetached)
        },
        .optionalText(
            "tracking_branch", help: "The full name of the branch it follows; null when none is configured."
        ) { $0.trackingBranch },
        Field("upstream_gone", .boolean, help: "Whether the branch it follows is not there any more.") {
            $1.bool($0.isUpstreamGone)
        },
        .optionalInteger(
            "ahead", help: "The number of commits that the branch it follows has not; null where unknown."
        ) { $0.ahead },
        .optionalInteger(
            "behind", help: "The number of commits that only the branch it follows has; null where unknown."
        ) { $0.behind },
        Field(
            "state", .choice(OngoingOperation.allCases.map(\.rawValue)),
            help: "What has been begun and is not finished."
        ) { $1.string($0.state.rawValue) },
        Field(
            "is_dirty", .boolean,
            help: "Whether index or working tree differ from HEAD; untracked files do not count."
        ) { $1.bool($0.isDirty) },
        Field("stash_count", .integer, help: "The number of stashes.") { $1.integer($0.stashCount) },
    ]

    private static let lists: [Field<StatusSummary>] = [
        list("staged", "The paths whose index differs from HEAD.") { $0.staged },
        list("unstaged", "The paths whose working tree differs from the index.") { $0.unstaged },
        list("untracked_files", "The untracked files and directories.") { $0.untrackedFiles },
        list("conflicted", "The paths in conflict.") { $0.conflicted },
    ]

    private static func list(
        _ name: String, _ help: String, _ paths: @escaping @Sendable (StatusSummary) -> [Text]
    ) -> Field<StatusSummary> {
        Field(name, .array(of: .string), help: help) { summary, writer in
            writer.array { for path in paths(summary) { $0.text(path) } }
        }
    }

    private static func mode(
        _ name: String, _ place: String, _ mode: @escaping @Sendable (StatusFile) -> UInt32?
    ) -> Field<StatusFile> {
        Field(
            name, .string, nullable: true, help: "The mode in \(place), in octal; null where it is not there."
        ) { file, writer in
            if let mode = mode(file) { writer.string(octal(mode)) } else { writer.null() }
        }
    }

    private static func object(
        _ name: String, _ place: String, _ id: @escaping @Sendable (StatusFile) -> ObjectID?
    ) -> Field<StatusFile> {
        Field(
            name, .objectID, nullable: true, help: "The object in \(place); null where it is not there."
        ) { file, writer in
            if let id = id(file) { writer.id(id) } else { writer.null() }
        }
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
