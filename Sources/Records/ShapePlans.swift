// What follows from a shape alone, worked out when it is first needed: a batch gives thousands of answers of one shape.

import Synchronization

/// The selections, the order and the plans of one shape, as far as they were needed.
final class ShapePlans<Row: Record, Summary: Record>: Sendable {
    private struct Selected: Sendable {
        let names: [String]?
        let purpose: FieldSelection<Row>.Purpose
        let including: Set<String>
        let selection: FieldSelection<Row>
    }

    private struct State: Sendable {
        /// The latest at the end.
        var selected: [Selected] = []
        var head: JSONPlan<Summary>?
        var tail: JSONPlan<Summary>?
    }

    /// The maximum number of selections that are kept.
    private static var maximumCount: Int { 16 }

    /// The order of rows that no key sorts.
    let unordered = RowOrder<Row>()
    private let state = Mutex(State())

    /// The selection of these names for a purpose, made by `make` where it is not known.
    func selection(
        _ names: [String]?, _ purpose: FieldSelection<Row>.Purpose, _ including: Set<String>,
        make: () throws(UnknownFieldName) -> FieldSelection<Row>
    ) throws(UnknownFieldName) -> FieldSelection<Row> {
        let known = state.withLock { state in
            state.selected.first {
                $0.purpose == purpose && $0.names == names && $0.including == including
            }?.selection
        }
        if let known { return known }
        let selection = try make()
        state.withLock { state in
            if state.selected.count >= Self.maximumCount { state.selected.removeFirst() }
            state.selected.append(
                Selected(names: names, purpose: purpose, including: including, selection: selection))
        }
        return selection
    }

    /// The plan of the members before the rows; `nil` where there are none.
    func head(_ fields: [Field<Summary>]) -> JSONPlan<Summary>? {
        fields.isEmpty ? nil : state.withLock { Self.plan(fields, &$0.head) }
    }

    /// The plan of the members after the rows; `nil` where there are none.
    func tail(_ fields: [Field<Summary>]) -> JSONPlan<Summary>? {
        fields.isEmpty ? nil : state.withLock { Self.plan(fields, &$0.tail) }
    }

    private static func plan(
        _ fields: [Field<Summary>], _ known: inout JSONPlan<Summary>?
    ) -> JSONPlan<Summary> {
        if let known { return known }
        let plan = JSONPlan(fields, [])
        known = plan
        return plan
    }
}

/// The encoders of one selection, as far as they were needed; a selection is made for one shape.
final class SelectionEncoders<Row: Record>: Sendable {
    private let encoders = Mutex<[RowEncoder<Row>]>([])

    /// The encoder for a format, made by `make` where it is not known.
    func encoder(_ format: RecordFormat, make: () -> RowEncoder<Row>) -> RowEncoder<Row> {
        encoders.withLock { encoders in
            if let known = encoders.first(where: { $0.format == format }) { return known }
            let encoder = make()
            encoders.append(encoder)
            return encoder
        }
    }
}
