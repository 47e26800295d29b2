// A row of an answer of several repositories: a row of one repository's answer, and the repository's name before it.

/// A row with the repository it is from.
package struct RepositoryRow<Row: Record>: Record {
    package typealias Parts = Row.Parts

    /// The repository's name; `nil` where the row adds up those of several repositories.
    let repository: Text?
    /// What it says of that repository.
    let row: Row

    /// A row of the repository called `repository`.
    package init(_ row: Row, of repository: Text?) {
        self.row = row
        self.repository = repository
    }
}

extension DocumentShape {
    /// The fields of rows with their repositories: `repo`, and then those of one repository's rows.
    ///
    /// `repo` is on demand, for rows that add up several repositories have none.
    package var repositoryFields: [Field<RepositoryRow<Row>>] {
        let name = Field<RepositoryRow<Row>>(
            "repo", .string, nullable: true,
            help:
                "The repository, as it was named; null where a row adds up several, which --by repo keeps apart.",
            column: TableColumn(
                "REPO", shrink: .start(minimum: 12), role: .path, isName: true, streamWidth: 24),
            onDemand: true
        ) { row, writer in
            if let name = row.repository { writer.text(name) } else { writer.null() }
        }
        // Without lists of rows a table has a line for each field, and a field needs no column.
        let own = fields.enumerated().map { place, field in
            field.ofRepository(column: isOneRow ? field.listedColumn(place) : field.column)
        }
        return [name] + own
    }

    /// The fields that only `--value` prints.
    package var repositoryElementFields: [Field<RepositoryRow<Row>>] {
        elementFields.map { $0.ofRepository(column: nil) }
    }

    /// The groups of fields that can be `null` as a whole.
    package var repositoryGroups: [NullableGroup<RepositoryRow<Row>>] {
        groups.map { group in NullableGroup(group.name, help: group.help) { group.isNull($0.row) } }
    }
}

extension Field {
    /// The same field of a row with its repository.
    fileprivate func ofRepository(column: TableColumn?) -> Field<RepositoryRow<Row>> {
        func lifted(_ writer: @escaping Writer) -> Field<RepositoryRow<Row>>.Writer {
            { writer($0.row, &$1) }
        }
        var roleOfRow: (@Sendable (RepositoryRow<Row>) -> ColorRole)?
        if let role { roleOfRow = { role($0.row) } }
        return Field<RepositoryRow<Row>>(
            name, type, nullable: isNullable, help: help, needs: needs, column: column,
            onDemand: isOnDemand, displayNeeds: displayNeeds, text: text.map(lifted),
            display: display.map(lifted),
            sortNumber: sortNumber.map(lifted), role: roleOfRow,
            write: lifted(write))
    }

    /// How a field of a document without rows looks as a column: later ones are the first to go.
    fileprivate func listedColumn(_ place: Int) -> TableColumn? {
        if isOnDemand { return nil }
        if case .array = type { return nil }
        return TableColumn(name.uppercased(), shrink: .end(minimum: 8), dropPriority: place + 1)
    }
}
