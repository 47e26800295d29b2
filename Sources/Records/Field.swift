// A field of a record, stated once: name, type, help, the parts it needs, its writer, and its column in a table.

/// A field of the rows that a query answers with.
///
/// The name is a path such as `author.name`: in JSON fields that share a prefix become members of one object.
package struct Field<Row: Record>: Sendable {
    /// Writes one value of a row.
    package typealias Writer = @Sendable (Row, inout ValueWriter) -> Void

    /// The field's name, its levels separated by dots.
    package let name: String
    /// The type, for the schema and for a table's alignment.
    package let type: FieldType
    /// Whether the value can be `null`.
    package let isNullable: Bool
    /// A sentence about it, for the schema and the man page.
    package let help: String
    /// The parts of a row that the value is made of; the query loads no others.
    package var needs: Row.Parts { Row.Parts(rawValue: needsBits) }
    /// The parts of a row that `display` shows beyond those of the value.
    package var displayNeeds: Row.Parts { Row.Parts(rawValue: displayNeedsBits) }
    // Kept as bits: a stored property of an associated type has the runtime look up conformances at every start.
    private let needsBits: Int
    private let displayNeedsBits: Int
    /// How it looks in the table when no fields are chosen; `nil` keeps it out of that table.
    package let column: TableColumn?
    /// Whether it is omitted unless `--fields` or another option names it: for values that are expensive to compute.
    package let isOnDemand: Bool
    /// Writes exactly one value.
    package let write: Writer
    /// What tables, CSV and TSV have instead of the value, for an object or a list of objects, which is JSON otherwise.
    package let text: Writer?
    /// What a table shows instead of the value, such as an abbreviated name.
    package let display: Writer?
    /// The number that rows are sorted by, for a value whose text has another order, such as a date with its zone.
    package let sortNumber: Writer?
    /// The colour of one row's value in a table; `nil` for the column's.
    package let role: (@Sendable (Row) -> ColorRole)?

    /// Describes a field; `write` must write exactly one value, from the parts `needs` alone.
    package init(
        _ name: String, _ type: FieldType, nullable: Bool = false, help: String, needs: Row.Parts = [],
        column: TableColumn? = nil, onDemand: Bool = false, displayNeeds: Row.Parts = [],
        text: Writer? = nil, display: Writer? = nil, sortNumber: Writer? = nil,
        role: (@Sendable (Row) -> ColorRole)? = nil,
        write: @escaping Writer
    ) {
        self.name = name
        self.type = type
        isNullable = nullable
        self.help = help
        needsBits = needs.rawValue
        displayNeedsBits = displayNeeds.rawValue
        self.column = column
        isOnDemand = onDemand
        self.write = write
        self.text = text
        self.display = display
        self.sortNumber = sortNumber
        self.role = role
    }

    /// The same field of a record that contains this one.
    package func lifted<Outer: Record>(_ inner: @escaping @Sendable (Outer) -> Row) -> Field<Outer> {
        func lifted(_ writer: @escaping Writer) -> Field<Outer>.Writer { { writer(inner($0), &$1) } }
        return Field<Outer>(
            name, type, nullable: isNullable, help: help, onDemand: isOnDemand, text: text.map(lifted),
            write: lifted(write))
    }

    /// The same field of a record that may have this one as its member `name`; without a column in tables.
    ///
    /// Where there is none the value is `null`: the fields of `name` have to be a `NullableGroup`. `needs` says what parts of
    /// the outer record parts of this one are.
    package func nested<Outer: Record>(
        in name: String, needs: (Row.Parts) -> Outer.Parts, _ inner: @escaping @Sendable (Outer) -> Row?
    ) -> Field<Outer> {
        func nested(_ writer: @escaping Writer) -> Field<Outer>.Writer {
            { outer, output in if let row = inner(outer) { writer(row, &output) } else { output.null() } }
        }
        return Field<Outer>(
            "\(name).\(self.name)", type, nullable: isNullable, help: help, needs: needs(self.needs),
            onDemand: isOnDemand, text: text.map(nested), sortNumber: sortNumber.map(nested),
            write: nested(write))
    }
}

/// An object of several fields that can be `null` as a whole, such as the `stats` of a commit whose blobs are missing.
package struct NullableGroup<Row: Record>: Sendable {
    /// The prefix the group's fields share, such as `stats`.
    package let name: String
    /// A sentence about it, for the schema.
    package let help: String
    /// Whether the group is `null` in a row; its fields are then not asked for their values.
    package let isNull: @Sendable (Row) -> Bool

    /// Describes a group.
    package init(_ name: String, help: String, isNull: @escaping @Sendable (Row) -> Bool) {
        self.name = name
        self.help = help
        self.isNull = isNull
    }
}

extension Field {
    /// A whole number that can be `null`.
    package static func optionalInteger(
        _ name: String, help: String, needs: Row.Parts = [], column: TableColumn? = nil,
        onDemand: Bool = false,
        value: @escaping @Sendable (Row) -> Int?
    ) -> Field {
        Field(
            name, .integer, nullable: true, help: help, needs: needs, column: column, onDemand: onDemand
        ) { row, writer in
            if let number = value(row) { writer.integer(number) } else { writer.null() }
        }
    }

    /// Text that can be `null`.
    package static func optionalText(
        _ name: String, help: String, needs: Row.Parts = [], column: TableColumn? = nil,
        onDemand: Bool = false,
        display: (@Sendable (Row) -> Text?)? = nil, value: @escaping @Sendable (Row) -> Text?
    ) -> Field {
        func writer(_ value: @escaping @Sendable (Row) -> Text?) -> Writer {
            { row, writer in if let text = value(row) { writer.text(text) } else { writer.null() } }
        }
        return Field(
            name, .string, nullable: true, help: help, needs: needs, column: column, onDemand: onDemand,
            display: display.map(writer), write: writer(value))
    }

    /// A moment as two fields, `NAME_date` and `NAME_datetime`, or `date` and `datetime` where `name` is empty; the table
    /// shows the day.
    ///
    /// Without a moment both are `null`, which `nullable` has to announce.
    package static func moment(
        _ name: String, _ what: String, nullable: Bool = false, needs: Row.Parts = [],
        column: TableColumn? = nil, onDemand: Bool = false, date: @escaping @Sendable (Row) -> Timestamp?
    ) -> [Field] {
        let prefix = name.isEmpty ? "" : "\(name)_"
        return [
            Field(
                "\(prefix)date", .integer, nullable: nullable, help: "\(what), in seconds since 1970.",
                needs: needs, onDemand: onDemand
            ) { row, writer in
                if let moment = date(row) { writer.integer(moment.seconds) } else { writer.null() }
            },
            Field(
                "\(prefix)datetime", .dateTime, nullable: nullable,
                help: "\(what), in ISO 8601 with the recorded offset.", needs: needs, column: column,
                onDemand: onDemand,
                display: { row, writer in
                    if let moment = date(row) { writer.day(moment) } else { writer.null() }
                },
                sortNumber: { row, writer in
                    if let moment = date(row) { writer.integer(moment.seconds) } else { writer.null() }
                },
                write: { row, writer in
                    if let moment = date(row) { writer.dateTime(moment) } else { writer.null() }
                }),
        ]
    }
}
