// What an answer of several repositories has beside its rows: sums, what each repository's document says, and failures.

import Records

/// What several repositories' answers amount to.
package struct RepositoriesSummary: Record {
    /// A repository that was not answered.
    package struct Failure: Sendable {
        /// Its name.
        package let repository: Text
        /// Why.
        package let error: RgitError

        /// Names a repository and the reason.
        package init(_ repository: Text, _ error: RgitError) {
            self.repository = repository
            self.error = error
        }
    }

    /// How many rows `--top` left out.
    package var omitted = 0
    /// The repositories that were not answered, in order.
    package var failures: [Failure] = []
    /// Whether the history of any of them ends early.
    var isShallow = false
    /// By the place of the member, its sum; `nil` where no repository has a number there.
    var sums: [Int?]
    /// An object for each repository that was answered, as JSON.
    var repositories: [[UInt8]] = []
}

/// The documents of a query of several repositories.
package struct RepositoriesShape<Q: Query>: Sendable {
    /// The shape of the whole document.
    package let shape: DocumentShape<RepositoryRow<Q.Row>, RepositoriesSummary>
    /// The shape of one repository's.
    private let single: DocumentShape<Q.Row, Answer<Q.Summary>>
    /// The same without what is said once of all rows.
    private let own: DocumentShape<Q.Row, Answer<Q.Summary>>
    /// The members that are added up.
    private let summed: [Field<Answer<Q.Summary>>]

    /// The documents that a request makes.
    package init(_ request: Q.Request) {
        let single = Q.shape(of: request)
        self.single = single
        let tail = single.tail.filter { $0.name != "omitted" }
        let summed = tail.filter { $0.type == .integer }
        self.summed = summed
        own = DocumentShape(
            name: single.name, rows: single.rowsNames, rowHelp: single.rowHelp, fields: [],
            head: single.head, tail: tail)
        shape = DocumentShape(
            name: single.name, rows: single.isOneRow ? ["repositories"] : single.rowsNames,
            rowHelp: single.isOneRow ? "The answer of one repository." : single.rowHelp,
            fields: single.repositoryFields, groups: single.repositoryGroups, aliases: single.aliases,
            elementFields: single.repositoryElementFields,
            tail: Self.members(
                summed, repositories: single.isOneRow ? nil : FieldMember.members(single.head + tail)))
    }

    /// The members of the whole document after its rows.
    private static func members(
        _ summed: [Field<Answer<Q.Summary>>], repositories: [FieldMember]?
    ) -> [Field<RepositoriesSummary>] {
        var members: [Field<RepositoriesSummary>] = []
        if repositories != nil {
            members.append(
                Field("shallow", .boolean, help: "Whether the history of any repository ends early.") {
                    $1.bool($0.isShallow)
                })
        }
        for (place, field) in summed.enumerated() {
            members.append(
                .optionalInteger(field.name, help: field.help) { $0.sums[place] })
        }
        members.append(
            Field("omitted", .integer, help: "How many rows --top left out.") { $1.integer($0.omitted) })
        if let repositories {
            let object = FieldType.object(
                [FieldMember("repo", .string, help: "The repository, as it was named.")] + repositories)
            members.append(
                Field(
                    "repositories", .array(of: object),
                    help: "What the document of each repository that was answered has beside its rows."
                ) { summary, writer in
                    writer.objects { writer in
                        for object in summary.repositories {
                            writer.object { $0.append(raw: object) }
                        }
                    }
                })
        }
        members.append(
            Field(
                "failures",
                .array(
                    of: .object([
                        FieldMember("repo", .string, help: "The repository, as it was named."),
                        FieldMember("error", .string, help: "What went wrong, and with which thing."),
                    ])),
                help: "The repositories that could not be answered; the exit status is then 3."
            ) { summary, writer in
                writer.objects { writer in
                    for failure in summary.failures {
                        writer.object { writer in
                            writer.key("repo")
                            writer.text(failure.repository)
                            writer.key("error")
                            writer.text(failure.error.sentence)
                        }
                    }
                }
            })
        return members
    }

    /// A summary of nothing yet.
    package var empty: RepositoriesSummary {
        RepositoriesSummary(sums: Array(repeating: nil, count: summed.count))
    }

    /// Adds the answer of a repository.
    package func add(_ answer: Answer<Q.Summary>, of repository: Text, to summary: inout RepositoriesSummary)
    {
        if answer.isShallow { summary.isShallow = true }
        for (place, number) in numbers(answer).enumerated() {
            if let number { summary.sums[place] = (summary.sums[place] ?? 0).saturatingAdd(number) }
        }
        guard !single.isOneRow else { return }
        var writer = ValueWriter(style: .json)
        writer.object { writer in
            writer.key("repo")
            writer.text(repository)
        }
        summary.repositories.append(Array(writer.bytes.dropFirst().dropLast()) + own.members(answer))
    }

    /// Puts the sums of an answer that adds several repositories up into the place of those of the repositories.
    package func replaceSums(with answer: Answer<Q.Summary>, in summary: inout RepositoriesSummary) {
        summary.sums = numbers(answer)
    }

    /// The numbers that are added up.
    private func numbers(_ answer: Answer<Q.Summary>) -> [Int?] {
        summed.map { field in
            var writer = ValueWriter(style: .json)
            field.write(answer, &writer)
            return Int(String(decoding: writer.bytes, as: UTF8.self))
        }
    }

    /// The sums that a table has a line for: those of `total`, each with its name.
    package func totals(_ summary: RepositoriesSummary) -> [(name: String, sum: Int)] {
        zip(summed, summary.sums).compactMap { field, sum in
            guard let sum, field.name.hasPrefix("total.") else { return nil }
            return (String(field.name.dropFirst("total.".count).map { $0 == "_" ? " " : $0 }), sum)
        }
    }

    /// The member of a repository's own document that `--value` means; `nil` where it means a field or a sum.
    package func member(_ name: String) -> Field<Answer<Q.Summary>>? {
        guard case .document(let member)? = try? single.value(name), name != "omitted", name != "shallow",
            !summed.contains(where: { $0.name == name })
        else { return nil }
        return member
    }

    /// Whether a repository's own document has no list of rows.
    package var hasOneRow: Bool { single.isOneRow }
}

extension RgitError {
    /// What went wrong and with which thing, as text whose bytes are kept.
    fileprivate var sentence: Text {
        subject.isEmpty ? Text(what) : Text(Array(what.utf8) + [0x3a, 0x20] + subject.bytes)
    }
}
