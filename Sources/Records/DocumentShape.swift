// What an answer looks like: the rows, their fields, and the members of the document around them.

/// What an answer looks like.
///
/// A document is `{"schema":"rgit.NAME/1", head…, "ROWS":[…], tail…, "errors":[…]}`. `Summary` is the record that head
/// and tail are written from; where rows are streamed it is needed once before and once after them.
package struct DocumentShape<Row: Record, Summary: Record>: Sendable {
    /// The command's name, as in `rgit.log/1`.
    package let name: String
    /// The name of the document's list of rows, such as `commits`; where `--by` chooses what a row is there is a name for
    /// each choice, the first for the default. Empty where the one row's fields are members of the document itself.
    package let rowsNames: [String]
    /// A sentence about a row, for the schema.
    package let rowHelp: String
    /// The fields of a row.
    package let fields: [Field<Row>]
    /// The groups of fields that can be `null` as a whole.
    package let groups: [NullableGroup<Row>]
    /// Other names of fields, such as those of git's sort keys.
    package let aliases: [String: String]
    /// Fields that only `--value` prints: members of the objects of a list, such as `remotes.url`.
    package let elementFields: [Field<Row>]
    /// The name of the field whose values a table on a terminal draws as bars beside the columns; `nil` for none.
    package let bar: String?
    /// The members before the rows, such as `shallow`.
    package let head: [Field<Summary>]
    /// The members after the rows, such as `total`.
    package let tail: [Field<Summary>]
    private let plans = ShapePlans<Row, Summary>()

    /// Describes an answer.
    package init(
        name: String, rows: [String], rowHelp: String, fields: [Field<Row>],
        groups: [NullableGroup<Row>] = [], aliases: [String: String] = [:], elementFields: [Field<Row>] = [],
        bar: String? = nil, head: [Field<Summary>] = [], tail: [Field<Summary>] = []
    ) {
        self.aliases = aliases
        self.bar = bar
        self.elementFields = elementFields
        self.name = name
        rowsNames = rows
        self.rowHelp = rowHelp
        self.fields = fields
        self.groups = groups
        self.head = head
        self.tail = tail
    }

    /// The name and version of the format.
    package var schemaName: String { "rgit.\(name)/1" }

    /// The field whose values a table on a terminal draws as bars.
    package var barField: Field<Row>? { bar.flatMap { name in fields.first { $0.name == name } } }

    /// Whether there is one row, whose fields are members of the document itself.
    package var isOneRow: Bool { rowsNames.isEmpty }

    /// The fields as help, man pages and completions show them.
    package var fieldDescriptions: [FieldDescription] { fields.map(FieldDescription.init) }

    /// The members of the JSON document, in order, as the man page shows them.
    package var memberDescriptions: [FieldDescription] {
        let choice = rowsNames.count > 1 ? " The list is named for what --by sums by." : ""
        let rows = FieldDescription(
            name: rowsNames.joined(separator: ", "), type: "list of objects",
            help: "The rows, with the fields above." + choice)
        let schema = FieldDescription(
            name: "schema", type: "string", help: "The name and version of the format: \(schemaName).")
        let errors = FieldDescription(
            name: "errors", type: "list of objects",
            help: "What could not be read, as what, subject and object; the exit status is then 3.")
        return [schema] + head.map(FieldDescription.init) + (isOneRow ? [] : [rows])
            + tail.map(FieldDescription.init)
            + [errors]
    }

    /// The fields that are written: those `names` lists, or those shown by default and those of `including`.
    package func select(
        _ names: [String]?, for purpose: FieldSelection<Row>.Purpose, including: Set<String> = []
    ) throws(UnknownFieldName) -> FieldSelection<Row> {
        try plans.selection(names, purpose, including) { () throws(UnknownFieldName) in
            // A table of one row has a line for each field.
            try FieldSelection(
                names, from: fields, purpose: purpose, including: including, aliases: aliases,
                listsAll: isOneRow)
        }
    }

    /// The order that `--sort` keys make, the first counting most; `ignoringCase` of text.
    package func order(
        _ keys: [String], ignoringCase: Bool = false
    ) throws(SortKeyError) -> RowOrder<Row> {
        guard !keys.isEmpty else { return plans.unordered }
        return try RowOrder(
            keys, FieldLookup(fields, aliases: aliases), groups, ignoringCase: ignoringCase)
    }

    /// What `--value` means: a field of the rows, or else a member of the document around them; the members of a group,
    /// which has no value of its own.
    ///
    /// Where the document lists the rows for which a field of the same name is true, the list is meant.
    package func value(_ name: String) throws(UnknownFieldName) -> SingleValue<Row, Summary> {
        let members = head + tail
        if let member = members.first(where: { $0.name == name }) {
            let field = fields.first { $0.name == name }
            if field == nil { return .document(member) }
            if field?.type == .boolean, case .array = member.type { return .document(member) }
        }
        if let field = elementFields.first(where: { $0.name == name }) { return .rows(field) }
        let found = try FieldLookup(fields, aliases: aliases).find(name)
        guard let field = found.first, found.count == 1 else { return .group(name, found.map(\.name)) }
        return .rows(field)
    }

    /// What turns rows into the bytes of a format.
    package func encoder(_ format: RecordFormat, _ selection: FieldSelection<Row>) -> RowEncoder<Row> {
        selection.encoders.encoder(format) {
            RowEncoder(format: format, selection: selection, groups: groups)
        }
    }

    /// What turns rows into the cells of a table.
    package func cells(_ selection: FieldSelection<Row>) -> CellPlan<Row> { CellPlan(selection, groups) }

    /// The JSON document up to its rows; `summary` needs to know the members of the head.
    package func opening(_ summary: Summary, rowsName: String? = nil) -> [UInt8] {
        var writer = ValueWriter(style: .json)
        writer.append(raw: "{\"schema\":\"\(schemaName)\"")
        plans.head(head)?.appendMembers(of: summary, to: &writer)
        if !isOneRow { writer.append(raw: ",\"\(rowsName ?? rowsNames.first ?? "rows")\":[") }
        return writer.bytes
    }

    /// The members around the rows as JSON, each with a comma before it.
    package func members(_ summary: Summary) -> [UInt8] {
        var writer = ValueWriter(style: .json)
        plans.head(head)?.appendMembers(of: summary, to: &writer)
        plans.tail(tail)?.appendMembers(of: summary, to: &writer)
        return writer.bytes
    }

    /// The JSON document from the end of its rows on; `errors` writes an object for each thing that could not be read.
    package func closing(
        _ summary: Summary, hasRows: Bool, errors: (inout ValueWriter) -> Void
    ) -> [UInt8] {
        var writer = ValueWriter(style: .json)
        if !isOneRow { writer.append(raw: hasRows ? "\n]" : "]") }
        plans.tail(tail)?.appendMembers(of: summary, to: &writer)
        writer.append(raw: ",\"errors\":")
        writer.objects(errors)
        writer.append(raw: "}\n")
        return writer.bytes
    }
}

/// A field of a command's rows, as help, man pages, completions and `--fields` know it.
package struct FieldDescription: Sendable, Equatable {
    /// Its path, such as `author.name` or `stats.files`.
    package let name: String
    /// Its type in a word or two: `string`, `integer`, `boolean`, `list of strings`, `object`.
    package let type: String
    /// What it holds: one line that ends with a full stop.
    package let help: String

    /// Describes a field by its texts.
    package init(name: String, type: String, help: String) {
        self.name = name
        self.type = type
        self.help = help
    }

    /// Describes a field.
    package init<Row>(_ field: Field<Row>) {
        self.init(
            name: field.name, type: field.type.label + (field.isNullable ? " or null" : ""), help: field.help)
    }
}

/// What `--value` prints.
package enum SingleValue<Row: Record, Summary: Record>: Sendable {
    /// A value for each row.
    case rows(Field<Row>)
    /// One value of the document.
    case document(Field<Summary>)
    /// Nothing, for it is the name of a group; these are its members.
    case group(String, [String])
}
