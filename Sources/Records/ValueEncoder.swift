// Writes the bare values of one field, each ended by a byte: what `--value` prints.

/// Turns rows into the values of one field. A value that every worker may use at once.
@usableFromInline
package struct ValueEncoder<Row: Record>: Sendable {
    @usableFromInline let cells: CellPlan<Row>
    @usableFromInline let terminator: UInt8
    /// Whether the field is a list whose elements are values of their own.
    @usableFromInline let splitsList: Bool

    /// Writes `field` of each row and `terminator` after it: nothing for `null`, text as it was recorded. With
    /// `splitsLists` the terminator is behind each element of a list instead.
    package init(
        _ field: Field<Row>, _ groups: [NullableGroup<Row>] = [], terminator: UInt8, splitsLists: Bool = false
    ) {
        cells = CellPlan([field], groups) { $0.text ?? $0.write }
        if case .array(let element) = field.type, splitsLists {
            splitsList = element == .string
        } else {
            splitsList = false
        }
        self.terminator = terminator
    }

    /// Turns rows into bytes.
    @inlinable
    package func encode(_ rows: ArraySlice<Row>) -> [UInt8] {
        var writer = ValueWriter(style: .exact, capacity: max(256, rows.count * 32))
        if splitsList { writer.separatesElements(by: terminator) }
        let rows = rows.span
        for index in rows.indices {
            cells.forEach(
                of: rows[index], &writer, before: { _ in },
                after: { writer, start, _ in
                    writer.clearMarks()
                    // A list without elements is no line.
                    if !splitsList || writer.bytes.count > start { writer.bytes.append(terminator) }
                })
        }
        return writer.bytes
    }
}
