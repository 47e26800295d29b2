// Turns rows into bytes on any worker: a plan made once, then values written one after another.

import RgitCore

/// Rows turned into bytes, ready to be written in order by a `DocumentWriter`.
struct RenderedRows: Sendable {
    /// The rows: text for the machine formats, measured cells for a table.
    let bytes: [UInt8]
    /// The number of rows.
    let count: Int
}

/// Turns rows of one kind into bytes. A value that every worker may use at once.
struct RowRenderer<Row>: Sendable {
    /// One step of writing a row as JSON.
    fileprivate enum Step: Sendable {
        /// Writes `prefix` (punctuation and the name) and then the value of a field, whose bare name is `key`.
        case field(prefix: [UInt8], key: [UInt8], write: @Sendable (Row, inout ValueWriter) -> Void)
        /// Skips the next `count` steps when the group is null, and writes `null` in their place.
        case group(null: [UInt8], count: Int, isNull: @Sendable (Row) -> Bool)
        /// Writes punctuation.
        case literal([UInt8])
    }

    /// The shape rows are printed in.
    let format: GlobalOptions.Format
    /// The fields that are printed.
    let selection: FieldSelection<Row>
    fileprivate let steps: [Step]
    fileprivate let nullables: [(prefix: String, isNull: @Sendable (Row) -> Bool)]
    fileprivate let cells: [Cell]

    /// One cell of a row in the flat formats.
    fileprivate struct Cell: Sendable {
        let role: ColorRole
        let roleOfRow: (@Sendable (Row) -> ColorRole)?
        let isNull: (@Sendable (Row) -> Bool)?
        let write: @Sendable (Row, inout ValueWriter) -> Void
    }

    /// Plans how the selected fields are written.
    init(format: GlobalOptions.Format, selection: FieldSelection<Row>, groups: [NullableGroup<Row>] = []) {
        self.format = format
        self.selection = selection
        nullables = groups.map { ($0.name + ".", $0.isNull) }
        steps = JSONPlan.steps(selection.fields, groups)
        let nullables = nullables
        cells = selection.fields.map { field in
            let short = format == .table && !selection.isChosen ? field.display : nil
            return Cell(
                role: field.column?.role ?? .plain, roleOfRow: field.role,
                isNull: nullables.first { field.name.hasPrefix($0.prefix) }?.isNull,
                write: short ?? field.write)
        }
    }

    /// An empty batch of rows.
    func batch() -> RowBatch<Row> { RowBatch(renderer: self) }

    /// Turns rows into bytes.
    func render(_ rows: some Sequence<Row>) -> RenderedRows {
        var batch = batch()
        for row in rows { batch.append(row) }
        return batch.finish()
    }
}

/// Rows being turned into bytes, one after another, by one worker.
struct RowBatch<Row>: ~Copyable {
    private let renderer: RowRenderer<Row>
    private var writer: ValueWriter
    private var output: [UInt8] = []
    /// The number of rows so far.
    private(set) var count = 0

    fileprivate init(renderer: RowRenderer<Row>) {
        self.renderer = renderer
        let isJSON = renderer.format == .json || renderer.format == .ndjson
        writer = ValueWriter(style: isJSON ? .json : .plain, capacity: isJSON ? 65_536 : 1024)
    }

    /// The number of bytes so far.
    var byteCount: Int { writer.bytes.count + output.count }

    /// Adds a row.
    mutating func append(_ row: Row) {
        count += 1
        switch renderer.format {
        case .json:
            // The document's writer drops the comma of the very first row.
            writer.bytes.append(0x2c)
            writer.bytes.append(0x0a)
            appendObject(row)
        case .ndjson:
            appendObject(row)
            writer.bytes.append(0x0a)
        case .csv:
            appendCells(row, separator: 0x2c, DelimitedText.appendCSV)
            output.append(0x0d)
            output.append(0x0a)
        case .tsv:
            appendCells(row, separator: 0x09, DelimitedText.appendTSV)
            output.append(0x0a)
        case .table:
            for cell in renderer.cells {
                writer.clear()
                if cell.isNull?(row) != true { cell.write(row, &writer) }
                writer.dropUndecoded()
                TableCell.append(
                    writer.bytes, role: cell.roleOfRow?(row) ?? cell.role, marks: writer.marks, to: &output)
            }
        }
    }

    private mutating func appendObject(_ row: Row) {
        var index = 0
        while index < renderer.steps.count {
            switch renderer.steps[index] {
            case .literal(let bytes):
                writer.bytes.append(contentsOf: bytes)
            case .field(let prefix, let key, let write):
                writer.bytes.append(contentsOf: prefix)
                write(row, &writer)
                writer.flushUndecoded(key: key)
            case .group(let null, let count, let isNull):
                if isNull(row) {
                    writer.bytes.append(contentsOf: null)
                    index += count
                }
            }
            index += 1
        }
    }

    private mutating func appendCells(
        _ row: Row, separator: UInt8, _ quote: ([UInt8], inout [UInt8]) -> Void
    ) {
        var isFirst = true
        for cell in renderer.cells {
            if !isFirst { output.append(separator) }
            isFirst = false
            if cell.isNull?(row) == true { continue }
            writer.clear()
            cell.write(row, &writer)
            writer.dropUndecoded()
            quote(writer.bytes, &output)
        }
    }

    /// Ends the batch.
    consuming func finish() -> RenderedRows {
        switch renderer.format {
        case .json, .ndjson: RenderedRows(bytes: writer.bytes, count: count)
        case .csv, .tsv, .table: RenderedRows(bytes: output, count: count)
        }
    }
}

/// Works out, once, the punctuation and the names between the values of a row.
enum JSONPlan {
    /// A member of the object being planned: a field, or an object of fields that share a prefix.
    private indirect enum Node<Row> {
        case field(key: String, Field<Row>)
        case object(key: String, path: String, [Node<Row>])
    }

    fileprivate static func steps<Row>(
        _ fields: [Field<Row>], _ groups: [NullableGroup<Row>]
    ) -> [RowRenderer<Row>.Step] {
        var root: [Node<Row>] = []
        for field in fields {
            insert(field, at: field.name.split(separator: ".").map(String.init)[...], path: "", into: &root)
        }
        var steps: [RowRenderer<Row>.Step] = []
        var pending = Array("{".utf8)
        append(root, groups, &pending, &steps)
        pending.append(0x7d)
        steps.append(.literal(pending))
        return steps
    }

    private static func insert<Row>(
        _ field: Field<Row>, at keys: ArraySlice<String>, path: String, into nodes: inout [Node<Row>]
    ) {
        guard let key = keys.first else { return }
        guard keys.count > 1 else {
            nodes.append(.field(key: key, field))
            return
        }
        let inner = path.isEmpty ? key : path + "." + key
        for (index, node) in nodes.enumerated() {
            if case .object(key, let path, var children) = node {
                insert(field, at: keys.dropFirst(), path: inner, into: &children)
                nodes[index] = .object(key: key, path: path, children)
                return
            }
        }
        var children: [Node<Row>] = []
        insert(field, at: keys.dropFirst(), path: inner, into: &children)
        nodes.append(.object(key: key, path: inner, children))
    }

    private static func append<Row>(
        _ nodes: [Node<Row>], _ groups: [NullableGroup<Row>], _ pending: inout [UInt8],
        _ steps: inout [RowRenderer<Row>.Step]
    ) {
        for (position, node) in nodes.enumerated() {
            if position > 0 { pending.append(0x2c) }
            switch node {
            case .field(let key, let field):
                pending.append(contentsOf: "\"\(key)\":".utf8)
                steps.append(.field(prefix: pending, key: Array(key.utf8), write: field.write))
                pending = []
            case .object(let key, let path, let children):
                pending.append(contentsOf: "\"\(key)\":".utf8)
                guard let group = groups.first(where: { $0.name == path }) else {
                    pending.append(0x7b)
                    append(children, groups, &pending, &steps)
                    pending.append(0x7d)
                    continue
                }
                steps.append(.literal(pending))
                let marker = steps.count
                pending = [0x7b]
                append(children, groups, &pending, &steps)
                pending.append(0x7d)
                steps.append(.literal(pending))
                pending = []
                let count = steps.count - marker
                steps.insert(
                    .group(null: Array("null".utf8), count: count, isNull: group.isNull), at: marker)
            }
        }
    }

    /// Appends `,"NAME":VALUE` for each of the members that fields make of one value.
    static func appendMembers<Value>(_ fields: [Field<Value>], of value: Value, to writer: inout ValueWriter)
    {
        guard !fields.isEmpty else { return }
        // The members join an object that has begun and goes on: a comma for its `{`, nothing for its `}`.
        let start = writer.bytes.count
        for step in steps(fields, []) {
            switch step {
            case .field(let prefix, let key, let write):
                writer.bytes.append(contentsOf: prefix)
                write(value, &writer)
                writer.flushUndecoded(key: key)
            case .literal(let bytes):
                writer.bytes.append(contentsOf: bytes)
            case .group: break
            }
        }
        writer.bytes[start] = 0x2c
        writer.bytes.removeLast()
    }
}
