// Answers `rgit reflog`: what references pointed to before, and when they moved.

import GitObjects
import Records

/// What `rgit reflog` was asked.
public struct ReflogRequest: Hashable, Codable, Sendable {
    /// The reference, in short or in full; `nil` for HEAD.
    public var reference: [UInt8]?
    /// `--all`: the logs of all references and of HEAD.
    public var all = false

    /// `rgit reflog` without arguments.
    public init() {}
}

/// The moves of references (git reflog show).
package struct ReflogQuery: Query {
    package typealias Row = ReflogRow
    package typealias Summary = ReflogSummary

    package let context: QueryContext
    private let request: ReflogRequest

    package init(_ request: ReflogRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func whyEmpty(_ request: ReflogRequest) -> String {
        request.all ? "no reference has a log" : "the reference has no log"
    }

    package func run(_ receiver: RowReceiver<ReflogQuery>) async throws -> Answer<ReflogSummary> {
        var answer = Answer(ReflogSummary(), from: context.session)
        // What a reference was does not depend on how far history goes back.
        answer.isShallow = false
        var logs: [[ReflogRow]] = []
        for (ref, name) in try names() {
            guard let log = try context.session.references.reflog(ref) else { continue }
            for line in log.damagedLines { answer.problems.append(.damagedLine(line, inLogOf: ref)) }
            answer.summary.damagedLines += log.damagedLines.count
            logs.append(
                log.entries.reversed().enumerated().map { ReflogRow($1, $0, ref: ref, name: name) })
        }
        try await receiver.take(logs.count == 1 ? logs[0] : Self.merged(logs), of: answer)
        return answer
    }

    /// The references whose logs are read, each with the name its selectors have.
    private func names() throws(RgitError) -> [(ref: [UInt8], name: [UInt8])] {
        let session = context.session
        let lookup = ReferenceLookup(session)
        let head = Array("HEAD".utf8)
        if request.all {
            var names: [(ref: [UInt8], name: [UInt8])] = []
            for found in try session.references.find() where session.references.hasReflog(found.name) {
                names.append((found.name, try lookup.short(found.name, isStrict: false)))
            }
            names.append((head, head))
            for worktree in WorktreeEntry.all(session.layout) where !worktree.isCurrent {
                names.append((worktree.headName, worktree.headName))
            }
            return names
        }
        guard let asked = request.reference else { return [(head, head)] }
        let name = try BranchNames(session: session).substituted(asked)
        if let log = try ReflogWalk.find(name, session) {
            return [(log.ref, try lookup.short(log.name, isStrict: false))]
        }
        // It has no entries, and perhaps lines that cannot be read.
        if let log = try NamedRevisions(session: session).guessLog(name) {
            return [(log.name, try lookup.short(name, isStrict: false))]
        }
        guard try lookup.find(name) != nil else {
            throw RgitError(.revision, "no such reference", asked)
        }
        return []
    }

    /// The moves of several references as git merges them: the youngest of the last ones first.
    private static func merged(_ logs: [[ReflogRow]]) -> [ReflogRow] {
        var next = [Int](repeating: 0, count: logs.count)
        var rows: [ReflogRow] = []
        rows.reserveCapacity(logs.reduce(0) { $0 + $1.count })
        func date(_ log: Int) -> Int64 { logs[log][next[log]].date?.seconds ?? 0 }
        // Few logs have anything left, and those are looked through for the youngest as git does.
        var open = logs.indices.filter { !logs[$0].isEmpty }
        while var best = open.first {
            for log in open.dropFirst() where date(log) > date(best) { best = log }
            rows.append(logs[best][next[best]])
            next[best] += 1
            if next[best] == logs[best].count { open.removeAll { $0 == best } }
        }
        return rows
    }
}

extension RgitError {
    /// A line of a log that cannot be read.
    static func damagedLine(_ line: Int, inLogOf ref: [UInt8]) -> RgitError {
        RgitError(.damaged, "damaged line in the log of a reference", ref + Array(":\(line)".utf8))
    }
}

extension ReflogQuery {
    package static func shape(of request: ReflogRequest) -> DocumentShape<ReflogRow, Answer<ReflogSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        ReflogQuery.self, name: "reflog", rows: "entries", rowHelp: "A move of a reference.",
        fields: fields,
        aliases: ["newhexsha": "hexsha", "oldhexsha": "old_hexsha", "time": "date"],
        tail: [
            Field("damaged_lines", .integer, help: "How many lines of the logs could not be read.") {
                $1.integer($0.damagedLines)
            }
        ])

    private static let fields: [Field<ReflogRow>] =
        [
            .objectID(
                "hexsha", help: "What the reference has pointed to since; zeros where it was deleted.",
                column: TableColumn("OBJECT", role: .hash)
            ) { $0.hexsha },
            Field(
                "selector", .string, help: "What names it, such as main@{0}.",
                column: TableColumn("SELECTOR", shrink: .end(minimum: 12), role: .branch)
            ) { $1.text($0.selector) },
            Field("index", .integer, help: "How many moves came after it.") { $1.integer($0.index) },
            Field("ref", .string, help: "The full name of the reference.") { $1.text($0.ref) },
            .optionalID(
                "old_hexsha", help: "What the reference pointed to before; null when it did not exist."
            ) { $0.oldHexsha },
        ]
        + Field.moment("", "When it moved", column: TableColumn("DATE", role: .date, dropPriority: 2)) {
            $0.date
        }
        + Field.person(
            "actor", "person who moved it",
            column: TableColumn("ACTOR", shrink: .end(minimum: 12), role: .person, dropPriority: 3)
        ) { $0.actor }
        + [
            Field(
                "message", .string, help: "Why it moved, in one line.",
                column: TableColumn("MESSAGE", shrink: .end(minimum: 20))
            ) { $1.text($0.message) }
        ]
}
