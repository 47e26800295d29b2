// The fields of `rgit coupling`.

import GitObjects
import Records

extension CouplingQuery {
    package static func shape(
        of request: CouplingRequest
    ) -> DocumentShape<CoupledPaths, Answer<CountedSummary>> { shape }

    private static let shape = DocumentShape(
        CouplingQuery.self, name: "coupling", rows: "pairs", rowHelp: "Two paths that change together.",
        fields: fields, bar: "shared", tail: CountedSummary.fields)

    private static let fields: [Field<CoupledPaths>] = [
        Field(
            "a_path", .string, help: "The one path: that of --for, or the first by its bytes.",
            column: TableColumn("A PATH", shrink: .start(minimum: 16), role: .path, isName: true),
            display: { $1.text($0.aPath.isEmpty ? "." : $0.aPath) }, write: { $1.text($0.aPath) }),
        Field(
            "b_path", .string, help: "The other path.",
            column: TableColumn("B PATH", shrink: .start(minimum: 16), role: .path, isName: true),
            display: { $1.text($0.bPath.isEmpty ? "." : $0.bPath) }, write: { $1.text($0.bPath) }),
        Field(
            "shared", .integer, help: "How many commits list both.", column: TableColumn("SHARED")
        ) { $1.integer($0.shared) },
        Field(
            "a_commits", .integer, help: "How many of the commits that count list a_path.",
            column: TableColumn("A COMMITS", dropPriority: 2)
        ) { $1.integer($0.aCommits) },
        Field(
            "b_commits", .integer, help: "How many of them list b_path.",
            column: TableColumn("B COMMITS", dropPriority: 2)
        ) { $1.integer($0.bCommits) },
        .share(
            "degree", help: "shared by the mean of a_commits and b_commits, from 0 to 1.",
            column: TableColumn("DEGREE", dropPriority: 1)
        ) { $0.degree },
        .share("jaccard", help: "shared by the commits that list either path, from 0 to 1.") { $0.jaccard },
    ]
}
