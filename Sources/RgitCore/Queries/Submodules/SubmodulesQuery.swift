// Answers `rgit submodules`: which submodules there are, and which commits are checked out in them.

import GitObjects
import Records

/// What `rgit submodules` was asked.
public struct SubmodulesRequest: Hashable, Codable, Sendable {
    /// `--recursive`: those inside of submodules, too.
    public var recursive = false
    /// Pathspecs; with any, only these submodules.
    public var paths: [[UInt8]] = []

    /// `rgit submodules` without arguments.
    public init() {}
}

/// The submodules of a working tree (git submodule status).
package struct SubmodulesQuery: Query {
    package typealias Row = SubmoduleEntry
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: SubmodulesRequest
    private let parts: SubmoduleEntry.Parts

    /// Submodules inside of submodules are followed this far.
    private static let maximumDepth = 32

    package init(_ request: SubmodulesRequest, parts: SubmoduleEntry.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func whyEmpty(_ request: SubmodulesRequest) -> String { "no submodules" }

    package func run(_ receiver: RowReceiver<SubmodulesQuery>) async throws -> Answer<NoSummary> {
        guard context.session.layout.workTree != nil else {
            throw RgitError(.usage, "this operation must be run in a work tree")
        }
        var answer = Answer(NoSummary(), from: context.session)
        answer.isShallow = false
        var rows: [SubmoduleEntry] = []
        try await list(context.session, below: [], depth: 0, &rows, &answer)
        try await receiver.take(rows, of: answer)
        return answer
    }

    /// Lists the submodules of one repository, each followed by those inside of it.
    private func list(
        _ session: Session, below prefix: [UInt8], depth: Int, _ rows: inout [SubmoduleEntry],
        _ answer: inout Answer<NoSummary>
    ) async throws {
        try Task.checkCancellation()
        let reader = try session.makeReader()
        let index = try session.index(reader)
        let names = try SubmoduleNames(session, index, reader)
        let opener = SubmoduleReader(session, settings: try SubmoduleSettings(session), depth: depth)
        let workTree = session.layout.workTree ?? []
        let pathspec =
            depth > 0
            ? Pathspec.all
            : try session.pathspec(request.paths, attributes: .index)
        var last: [UInt8]?
        for entry in index.entries where entry.mode == .gitlink && entry.path != last {
            last = entry.path
            guard pathspec.matches(entry.path, isSubmodule: true) else { continue }
            let path = prefix + entry.path
            guard let name = names.name(at: entry.path) else {
                answer.problems.append(
                    RgitError(.damaged, "no submodule mapping found in .gitmodules for path", path))
                continue
            }
            var row = SubmoduleEntry(
                name: Text(name), path: Text(path), url: names.recorded(name, "url"),
                configuredURL: names.configuredURL(name), hexsha: entry.stage == 0 ? entry.id : nil,
                branch: names.recorded(name, "branch"), status: .unmerged, depth: depth)
            guard entry.stage == 0 else {
                rows.append(row)
                continue
            }
            let inner = try? opener.open(workTree.appendingPath(entry.path))
            guard let inner, try names.isActive(name, at: entry.path) else {
                row.status = .uninitialized
                rows.append(row)
                continue
            }
            row.headHexsha = try? inner.head.id
            row.status = row.headHexsha.map { $0 == entry.id } ?? true ? .unmodified : .modified
            if parts.contains(.describe) {
                row.describe = try await describe(row.headHexsha ?? entry.id, in: inner)
            }
            rows.append(row)
            guard request.recursive else { continue }
            guard depth < Self.maximumDepth else {
                answer.problems.append(RgitError(.unsupported, "submodules nested too deep", path))
                continue
            }
            do {
                try await list(inner, below: path + [0x2f], depth: depth + 1, &rows, &answer)
            } catch let error as RgitError where error.kind != .cancelled {
                let reason = Array(error.what.utf8) + [0x20] + error.subject.bytes
                answer.problems.append(
                    RgitError(error.kind, "cannot read submodule '\(path.printableText)'", reason))
            }
        }
    }

    /// The name that `git submodule status` shows of a commit: by annotated tags, by all tags, by later tags, or by any
    /// reference.
    private func describe(_ commit: ObjectID, in session: Session) async throws -> Text? {
        guard let reader = try? session.makeReader() else { return nil }
        for options in [DescribeOptions(), .tags] {
            if let found = described(commit, options, session, reader) { return found }
        }
        var names = NameRevRequest()
        names.tags = true
        names.nameOnly = true
        if var engine = try? NameRev(session, reader, names.options), (try? engine.include(commit)) != nil {
            try await engine.spread(CommitPreloader(session: session, sharding: context.sharding))
            if let name = engine.name(of: commit, isCommit: true) { return Text(name) }
        }
        var options = DescribeOptions()
        options.all = true
        options.always = true
        return described(commit, options, session, reader)
    }

    private func described(
        _ commit: ObjectID, _ options: DescribeOptions, _ session: Session, _ reader: ObjectReader
    ) -> Text? {
        // Git passes over what goes wrong here, and shows no name.
        guard var engine = try? Describe(session, reader, options),
            (try? reader.header(commit))??.type == .commit,
            let found = try? engine.describe(commit)
        else { return nil }
        return Text(found.text)
    }
}

extension SubmodulesQuery {
    package static func shape(
        of request: SubmodulesRequest
    ) -> DocumentShape<SubmoduleEntry, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        SubmodulesQuery.self, name: "submodules", rows: "submodules", rowHelp: "A submodule.",
        fields: [
            Field(
                "status", .choice(SubmoduleEntry.Status.allCases.map(\.rawValue)),
                help:
                    "By git's characters: a blank where the recorded commit is checked out, + for another commit, - where it "
                    + "is not initialized, U for a conflict.",
                column: TableColumn("STATUS")
            ) { $1.string($0.status.rawValue) },
            Field(
                "path", .string, help: "The path from the top of the outermost working tree.",
                column: TableColumn("PATH", shrink: .start(minimum: 16), isName: true)
            ) { $1.text($0.path) },
            Field("name", .string, help: "The name that configuration and .gitmodules have for it.") {
                $1.text($0.name)
            },
            .optionalID(
                "hexsha", help: "The commit that the index records; null in a conflict.",
                column: TableColumn("COMMIT", role: .hash)
            ) { $0.hexsha },
            .optionalID("head_hexsha", help: "The commit that is checked out; null where none is.") {
                $0.headHexsha
            },
            .optionalText(
                "describe",
                help: "The checked-out commit's name by its tags; null where it is not checked out.",
                needs: .describe, column: TableColumn("DESCRIPTION", role: .branch, dropPriority: 1)
            ) { $0.describe },
            .optionalText(
                "branch", help: "The branch that it follows; null where .gitmodules has none."
            ) { $0.branch },
            .optionalText(
                "url", help: "Where it is cloned from, as .gitmodules has it.",
                column: TableColumn("URL", shrink: .end(minimum: 16), dropPriority: 2)
            ) { $0.url },
            .optionalText("configured_url", help: "The URL in the configuration; null before it is there.") {
                $0.configuredURL
            },
            Field("depth", .integer, help: "How many submodules it is in.") { $1.integer($0.depth) },
        ])
}
