// Writes a command's answer from beginning to end: the head, the rows in order, the tail.

import RgitCore

/// Writes one document; used by one task, while any number of workers turn rows into bytes for it.
///
///     let document = DocumentWriter(shape, try shape.renderer(globals), to: context.output)
///     return try await document.stream(summary, notes: { _ in [] }) { summary in
///         try await query.run(rows: { document.renderer.render($0) }, inOrder: { try document.write($0) })
///     }
final class DocumentWriter<Row, Summary> {
    private let shape: DocumentShape<Row, Summary>
    /// What turns rows into bytes; workers may use it at the same time.
    let renderer: RowRenderer<Row>
    private let output: Output
    private let rowsName: String
    private var rowCount = 0
    /// What comes before the rows, until there is a first row or an end: an error before that leaves nothing behind.
    private var heading: [UInt8] = []
    private var table: TableLayout

    /// Prepares to write an answer of the given shape, its rows rendered by `renderer`.
    ///
    /// `rows` is the name of the list of rows, one of the shape's names; the first where it is not given.
    init(
        _ shape: DocumentShape<Row, Summary>, _ renderer: RowRenderer<Row>, rows: String? = nil,
        to output: Output
    ) {
        rowsName = rows ?? shape.rowsNames.first ?? "rows"
        self.shape = shape
        self.renderer = renderer
        self.output = output
        table = TableLayout(
            columns: renderer.selection.fields.map { field in
                let column = field.column
                return TableLayout.Column(
                    heading: column?.heading ?? field.name.uppercased(),
                    alignment: column?.alignment ?? (field.type.isNumeric ? .right : .left),
                    shrink: column?.shrink ?? .never,
                    // Columns somebody chose all stay.
                    leaves: renderer.selection.isChosen ? nil : column?.leaves)
            }, terminal: output.terminal)
    }

    /// Writes what comes before the rows; `summary` needs to know the members of the shape's head.
    func begin(_ summary: Summary) {
        switch renderer.format {
        case .json:
            var writer = ValueWriter(style: .json)
            writer.append(raw: "{\"schema\":\"rgit.\(shape.command)/1\"")
            JSONPlan.appendMembers(shape.head, of: summary, to: &writer)
            writer.append(raw: ",\"\(rowsName)\":[")
            heading = writer.bytes
        case .csv:
            let header = renderer.selection.fields.map(\.name).joined(separator: ",")
            heading = Array((header + "\r\n").utf8)
        case .tsv:
            let header = renderer.selection.fields.map(\.name).joined(separator: "\t")
            heading = Array((header + "\n").utf8)
        case .ndjson, .table: break
        }
    }

    /// Writes rows that a worker has rendered.
    func write(_ rows: RenderedRows) throws {
        guard rows.count > 0 else { return }
        try writeHeading()
        switch renderer.format {
        case .json where rowCount == 0: try output.sink.write(Array(rows.bytes.dropFirst()))
        case .json, .ndjson, .csv, .tsv: try output.sink.write(rows.bytes)
        case .table: try table.add(rows.bytes, rows: rows.count, to: output.sink)
        }
        rowCount += rows.count
    }

    /// Writes one row.
    func write(_ row: Row) throws {
        try write(renderer.render([row]))
    }

    /// Writes what comes after the rows; `summary` needs to know the members of the shape's tail.
    ///
    /// A table ends with `totals`, rows set apart from the others, and with `notes`, lines that say what was left out.
    func end(_ summary: Summary, totals: [Row] = [], notes: [String] = []) throws {
        try writeHeading()
        switch renderer.format {
        case .json:
            var writer = ValueWriter(style: .json)
            writer.append(raw: rowCount > 0 ? "\n]" : "]")
            JSONPlan.appendMembers(shape.tail, of: summary, to: &writer)
            writer.append(raw: ",\"errors\":[")
            for (index, error) in output.diagnostics.errors.enumerated() {
                if index > 0 { writer.append(raw: ",") }
                writer.error(error)
            }
            writer.append(raw: "]}\n")
            try output.sink.write(writer.bytes)
        case .table:
            try table.finish(
                totals: renderer.render(totals).bytes, notes: notes, to: output.sink)
        case .ndjson, .csv, .tsv: break
        }
        try output.sink.flush()
    }

    private func writeHeading() throws {
        guard !heading.isEmpty else { return }
        try output.sink.write(heading)
        heading = []
    }

    /// Writes an answer whose rows come as they are found; `body` writes them and brings the summary up to date.
    ///
    /// An error before the first row is thrown and nothing is printed. After an error among the rows the document is
    /// still brought to its end, with what the summary knows by then and the error among its `errors`; only where the
    /// output itself cannot be written is there no end to bring it to.
    func stream(
        _ summary: Summary, notes: (Summary) -> [String], _ body: (inout Summary) async throws -> Void
    ) async throws -> Exit {
        var summary = summary
        begin(summary)
        do {
            try await body(&summary)
        } catch let error as RgitError
            where rowCount > 0 && error.kind != .cancelled && !output.sink.hasFailed
        {
            output.report(error)
        }
        try end(summary, notes: notes(summary))
        return output.exit
    }

    /// Writes a whole answer that is at hand.
    func write(_ rows: [Row], _ summary: Summary, totals: [Row] = [], notes: [String] = []) throws {
        begin(summary)
        for start in stride(from: 0, to: rows.count, by: 1024) {
            try write(renderer.render(rows[start..<min(rows.count, start + 1024)]))
        }
        try end(summary, totals: totals, notes: notes)
    }
}

extension ValueWriter {
    /// Appends bytes that are JSON already.
    mutating func append(raw text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes an error as the documents show it.
    mutating func error(_ error: RgitError) {
        object { writer in
            writer.key("what")
            writer.string(error.what)
            writer.key("subject")
            writer.text(error.subject)
            writer.key("object")
            if let object = error.object { writer.id(object) } else { writer.null() }
        }
    }
}
