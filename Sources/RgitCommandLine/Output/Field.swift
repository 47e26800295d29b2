// A field of a row: its name, its type, how it looks in a table, and how its value is written.

import GitObjects
import RgitCore

/// How a field looks as a column of a table.
struct TableColumn: Sendable {
    /// Which side values lean to.
    enum Alignment: Sendable {
        /// To the left: text.
        case left
        /// To the right: numbers.
        case right
    }

    /// What a column gives up when the terminal is too narrow.
    enum Shrink: Sendable {
        /// Nothing.
        case never
        /// Its end, down to so many cells: `a long summ…`.
        case end(minimum: Int)
        /// Its start, down to so many cells, which suits paths: `…/file.c`.
        case start(minimum: Int)
    }

    /// The heading, as it is printed.
    let heading: String
    /// Which side values lean to; `nil` for what the type suggests.
    let alignment: Alignment?
    /// What the column gives up when the terminal is too narrow.
    let shrink: Shrink
    /// The colour of its values.
    let role: ColorRole
    /// Which columns go first from a terminal too narrow for all: those with the highest number; `nil` never goes.
    let leaves: Int?

    /// Describes a column.
    init(
        _ heading: String, alignment: Alignment? = nil, shrink: Shrink = .never, role: ColorRole = .plain,
        leaves: Int? = nil
    ) {
        self.leaves = leaves
        self.heading = heading
        self.alignment = alignment
        self.shrink = shrink
        self.role = role
    }
}

/// A field of the rows a command prints.
///
/// The name is a path such as `author.name`: in JSON fields that share a prefix become members of one object.
struct Field<Row>: Sendable {
    /// The field's name, its levels parted by dots.
    let name: String
    /// The type, for the schema and for a table's alignment.
    let type: FieldType
    /// Whether the value can be `null`.
    let isNullable: Bool
    /// A sentence about it, for the schema and the man page.
    let help: String
    /// How it looks in the table when nobody chooses fields; `nil` keeps it out of that table.
    let column: TableColumn?
    /// Whether it is left out unless `--fields` names it: for what costs a lot to find out.
    let isOnDemand: Bool
    /// Writes exactly one value.
    let write: @Sendable (Row, inout ValueWriter) -> Void
    /// Writes what a table shows instead of the value, such as an abbreviated name.
    let display: (@Sendable (Row, inout ValueWriter) -> Void)?
    /// The colour of one row's value in a table; `nil` for the column's.
    let role: (@Sendable (Row) -> ColorRole)?

    /// Describes a field; `write` must write exactly one value.
    init(
        _ name: String, _ type: FieldType, nullable: Bool = false, help: String, column: TableColumn? = nil,
        onDemand: Bool = false, display: (@Sendable (Row, inout ValueWriter) -> Void)? = nil,
        role: (@Sendable (Row) -> ColorRole)? = nil,
        write: @escaping @Sendable (Row, inout ValueWriter) -> Void
    ) {
        self.name = name
        self.type = type
        isNullable = nullable
        self.help = help
        self.column = column
        isOnDemand = onDemand
        self.write = write
        self.display = display
        self.role = role
    }
}

/// An object of several fields that can be `null` as a whole, such as the `stats` of a commit whose blobs are missing.
struct NullableGroup<Row>: Sendable {
    /// The prefix the group's fields share, such as `stats`.
    let name: String
    /// A sentence about it, for the schema.
    let help: String
    /// Whether the group is `null` in a row; its fields are then not asked for their values.
    let isNull: @Sendable (Row) -> Bool

    /// Describes a group.
    init(_ name: String, help: String, isNull: @escaping @Sendable (Row) -> Bool) {
        self.name = name
        self.help = help
        self.isNull = isNull
    }
}

extension Field {
    /// A person as two fields, `NAME.name` and `NAME.email`; the table shows the name.
    static func person(
        _ name: String, _ who: String, column: TableColumn? = nil, actor: @escaping @Sendable (Row) -> Actor
    ) -> [Field] {
        [
            Field("\(name).name", .string, help: "The \(who)'s name.", column: column) { row, writer in
                writer.text(actor(row).name)
            },
            Field("\(name).email", .string, help: "The \(who)'s e-mail address.") { row, writer in
                writer.text(actor(row).email)
            },
        ]
    }

    /// A moment as two fields, `NAME_date` and `NAME_datetime`; the table shows the day.
    ///
    /// Without a moment both are `null`, which `nullable` has to announce.
    static func moment(
        _ name: String, _ what: String, nullable: Bool = false, column: TableColumn? = nil,
        date: @escaping @Sendable (Row) -> Timestamp?
    ) -> [Field] {
        [
            Field(
                "\(name)_date", .integer, nullable: nullable, help: "\(what), in seconds since 1970."
            ) { row, writer in
                if let moment = date(row) { writer.integer(moment.seconds) } else { writer.null() }
            },
            Field(
                "\(name)_datetime", .dateTime, nullable: nullable,
                help: "\(what), in ISO 8601 with the recorded offset.", column: column,
                display: { row, writer in
                    if let moment = date(row) { writer.day(moment) } else { writer.null() }
                },
                write: { row, writer in
                    if let moment = date(row) { writer.dateTime(moment) } else { writer.null() }
                }),
        ]
    }
}
