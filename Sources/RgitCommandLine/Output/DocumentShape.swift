// What a command's answer looks like: the rows, their fields, and the members of the document around them.

import RgitCore

/// What a command's answer looks like.
///
/// A document is `{"schema":"rgit.COMMAND/1", head…, "ROWS":[…], tail…, "errors":[…]}`. `Summary` is the value that
/// head and tail are made of; a command that streams its rows hands it over once before and once after them.
struct DocumentShape<Row, Summary>: Sendable {
    /// The command's name, as in `rgit.log/1`.
    let command: String
    /// The name of the document's list of rows, such as `commits`.
    let rowsName: String
    /// A sentence about a row, for the schema.
    let rowHelp: String
    /// The fields of a row.
    let fields: [Field<Row>]
    /// The groups of fields that can be `null` as a whole.
    let groups: [NullableGroup<Row>]
    /// The members before the rows, such as `shallow`.
    let head: [Field<Summary>]
    /// The members after the rows, such as `total`.
    let tail: [Field<Summary>]

    /// Describes an answer.
    init(
        command: String, rows: String, rowHelp: String, fields: [Field<Row>],
        groups: [NullableGroup<Row>] = [],
        head: [Field<Summary>] = [], tail: [Field<Summary>] = []
    ) {
        self.command = command
        rowsName = rows
        self.rowHelp = rowHelp
        self.fields = fields
        self.groups = groups
        self.head = head
        self.tail = tail
    }

    /// The fields as help, man pages and completions show them.
    var fieldDescriptions: [FieldDescription] {
        fields.map { FieldDescription(name: $0.name, type: $0.type.label, help: $0.help) }
    }

    /// The fields that `--fields` and the format choose; `including` adds fields or groups that are otherwise left out.
    ///
    /// Throws a `usage` error that names the valid fields.
    func select(
        _ options: GlobalOptions, including: Set<String> = []
    ) throws(RgitError) -> FieldSelection<Row> {
        try FieldSelection(options.fields, from: fields, format: options.format, including: including)
    }

    /// What turns rows into bytes, for the fields that `--fields` and the format choose.
    func renderer(
        _ options: GlobalOptions, including: Set<String> = []
    ) throws(RgitError) -> RowRenderer<Row> {
        RowRenderer(
            format: options.format, selection: try select(options, including: including), groups: groups)
    }
}

extension CommandImplementation {
    /// A command whose answer has the given shape; help, man page, completions and schema follow from it.
    init<Row, Summary>(_ shape: DocumentShape<Row, Summary>, run: @escaping Run) {
        self.init(fields: shape.fieldDescriptions, schema: { shape.jsonSchema() }, run: run)
    }
}
