// What is printed of an answer's rows, and in which order: what --fields, --value, --sort and --format come to.

import Records
import RgitCore

/// What is printed of an answer, and in which order.
struct RowChoice<Row: Record, Summary: Record>: Sendable {
    let shape: DocumentShape<Row, Summary>
    let selection: FieldSelection<Row>
    let order: RowOrder<Row>
    /// What takes the place of a format.
    let renderer: RowRenderer<Row>?
    /// The member of the document whose value is printed in place of rows.
    var member: ValueEncoder<Summary>?

    /// The parts of a row that have to be loaded.
    var parts: Row.Parts { selection.parts.union(order.parts) }

    /// What `options` choose of an answer. `including` are fields on demand that the request asks for, and
    /// `printsNoTable` says that a table without chosen fields has nothing in it.
    init(
        of shape: DocumentShape<Row, Summary>, _ options: GlobalOptions, ignoringCase: Bool = false,
        including demanded: Set<String> = [], printsNoTable: Bool = false
    ) throws(RgitError) {
        self.shape = shape
        order = try Self.order(shape, options.sort, ignoringCase: ignoringCase)
        if let name = options.value {
            let value = try Self.known(shape) { shape throws(UnknownFieldName) in try shape.value(name) }
            (selection, renderer, member) = try Self.choose(
                value, shape, terminator: options.nulTerminated ? 0 : 0x0a)
            return
        }
        let purpose: FieldSelection<Row>.Purpose = options.format == .table ? .table : .data
        let isSilent =
            options.gate.isSilent || (printsNoTable && purpose == .table && options.fields == nil)
        selection = try Self.known(shape) { shape throws(UnknownFieldName) in
            try shape.select(options.fields, for: purpose, including: demanded)
        }
        renderer = isSilent ? RowRenderer(nothingOf: selection) : nil
    }

    /// What `find` finds, or a usage error for a name that it does not know.
    private static func known<Found>(
        _ shape: DocumentShape<Row, Summary>,
        _ find: (DocumentShape<Row, Summary>) throws(UnknownFieldName) -> Found
    ) throws(RgitError) -> Found {
        do throws(UnknownFieldName) {
            return try find(shape)
        } catch {
            throw RgitError(unknownField: error, of: shape.name)
        }
    }

    /// What `--value` prints.
    private static func choose(
        _ value: SingleValue<Row, Summary>, _ shape: DocumentShape<Row, Summary>, terminator end: UInt8
    ) throws(RgitError) -> (FieldSelection<Row>, RowRenderer<Row>?, ValueEncoder<Summary>?) {
        switch value {
        case .rows(let field):
            let selection = FieldSelection(of: field)
            let values = ValueEncoder(
                field, shape.groups, terminator: end, splitsLists: shape.isOneRow)
            return (selection, RowRenderer(selection, values), nil)
        case .document(let member):
            let selection = FieldSelection<Row>(of: nil)
            return (
                selection, RowRenderer(nothingOf: selection),
                ValueEncoder(member, terminator: end, splitsLists: true)
            )
        case .group(let name, let members):
            throw RgitError(
                .usage, "more than one field for --value", name,
                hint: "name one of " + members.joined(separator: ", "))
        }
    }

    private static func order(
        _ shape: DocumentShape<Row, Summary>, _ keys: [String], ignoringCase: Bool
    ) throws(RgitError) -> RowOrder<Row> {
        do throws(SortKeyError) {
            return try shape.order(keys, ignoringCase: ignoringCase)
        } catch {
            switch error {
            case .unknown(let name): throw RgitError(unknownField: name, of: shape.name)
            case .unordered(let name):
                throw RgitError(
                    .usage, "rows cannot be sorted by", name,
                    hint: "name one field that is a number, a date or text")
            }
        }
    }
}

extension RgitError {
    /// The usage error for a field that does not exist.
    init(unknownField error: UnknownFieldName, of command: String) {
        let near = EditDistance.nearest(to: error.name, among: error.valid).map { "'\($0)'" }
        self.init(
            .usage, "unknown field", error.name,
            hint: near.isEmpty
                ? "'rgit help \(command)' lists the fields" : "did you mean \(UnknownName.list(near))?")
    }
}
