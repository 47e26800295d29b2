// What a command's answer looks like: the rows, their fields, and the members of the document around them.

import RgitCore

/// What a command's answer looks like.
///
/// A document is `{"schema":"rgit.COMMAND/1", head…, "ROWS":[…], tail…, "errors":[…]}`. `Summary` is the value that
/// head and tail are made of; a command that streams its rows hands it over once before and once after them.
struct DocumentShape<Row, Summary>: Sendable {
    /// The command's name, as in `rgit.log/1`.
    let command: String
    /// The name of the document's list of rows, such as `commits`; where `--by` chooses what a row is there is a name for
    /// each choice, the first for the default.
    let rowsNames: [String]
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
        command: String, rows: String..., rowHelp: String, fields: [Field<Row>],
        groups: [NullableGroup<Row>] = [],
        head: [Field<Summary>] = [], tail: [Field<Summary>] = []
    ) {
        self.command = command
        rowsNames = rows
        self.rowHelp = rowHelp
        self.fields = fields
        self.groups = groups
        self.head = head
        self.tail = tail
    }

    /// The fields as help, man pages and completions show them.
    var fieldDescriptions: [FieldDescription] { DocumentShape.descriptions(fields) }

    /// The members of the JSON document, in order, as the man page shows them.
    var memberDescriptions: [FieldDescription] {
        let choice = rowsNames.count > 1 ? " The list is named for what --by sums by." : ""
        let rows = FieldDescription(
            name: rowsNames.joined(separator: ", "), type: "list of objects",
            help: "The rows, with the fields above." + choice)
        let schema = FieldDescription(
            name: "schema", type: "string", help: "The name and version of the format: rgit.\(command)/1.")
        let errors = FieldDescription(
            name: "errors", type: "list of objects",
            help: "What could not be read, as what, subject and object; the exit status is then 3.")
        return [schema] + DocumentShape<Summary, Row>.descriptions(head) + [rows]
            + DocumentShape<Summary, Row>.descriptions(tail) + [errors]
    }

    fileprivate static func descriptions(_ fields: [Field<Row>]) -> [FieldDescription] {
        fields.map { field in
            FieldDescription(
                name: field.name, type: field.type.label + (field.isNullable ? " or null" : ""),
                help: field.help)
        }
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
        self.init(
            fields: shape.fieldDescriptions, members: shape.memberDescriptions,
            schema: { shape.jsonSchema() }, run: run)
    }
}
