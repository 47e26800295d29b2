// Which fields are written, and in which order: the chosen ones, or those that a format shows by default.

/// The fields of a row that are written, in order.
package struct FieldSelection<Row: Record>: Sendable {
    /// What rows are written as.
    package enum Purpose: Sendable {
        /// A table, which by default shows the fields that have a column.
        case table
        /// Data for programs, which by default has all fields that are not on demand.
        case data
    }

    /// The fields, in the order they are written in.
    package let fields: [Field<Row>]
    /// Whether the user chose them, which makes a table show values as they are instead of abbreviated.
    package let isChosen: Bool
    /// What rows are written as.
    package let purpose: Purpose
    /// What turns rows into bytes.
    let encoders = SelectionEncoders<Row>()

    /// Whether a field is written; a group such as `stats` counts when one of its members is.
    package func contains(_ name: String) -> Bool {
        fields.contains { FieldName.is($0.name, in: name) }
    }

    /// Chooses among `all` by the names `wanted`, or by what the purpose shows where that is `nil`.
    ///
    /// A group such as `author` means all its members. `including` adds fields or groups that are otherwise on demand,
    /// `aliases` are other names of fields, `listsAll` is for a table that has a line for each field.
    package init(
        _ wanted: [String]?, from all: [Field<Row>], purpose: Purpose, including: Set<String> = [],
        aliases: [String: String] = [:], listsAll: Bool = false
    ) throws(UnknownFieldName) {
        self.purpose = purpose
        guard let wanted else {
            isChosen = false
            fields = all.filter { field in
                if field.isOnDemand, !including.contains(where: { FieldName.is(field.name, in: $0) }) {
                    return false
                }
                return purpose == .data || listsAll || field.column != nil
            }
            return
        }
        isChosen = true
        var chosen: [Field<Row>] = []
        var seen: Set<String> = []
        let lookup = FieldLookup(all, aliases: aliases)
        for name in wanted {
            for field in try lookup.find(name) where seen.insert(field.name).inserted { chosen.append(field) }
        }
        fields = chosen
    }

    /// Chooses one field, or none at all.
    package init(of field: Field<Row>?) {
        fields = field.map { [$0] } ?? []
        isChosen = true
        purpose = .data
    }

    /// Whether a table shows a field's abbreviated form.
    var abbreviates: Bool { purpose == .table && !isChosen }

    /// What writes the value of one of the fields as text, or what a table shows instead.
    package func writer(of field: Field<Row>) -> Field<Row>.Writer {
        (abbreviates ? field.display : nil) ?? field.text ?? field.write
    }

    /// The parts of a row that the fields are made of.
    package var parts: Row.Parts {
        var parts: Row.Parts = []
        for field in fields {
            parts.formUnion(field.needs)
            if abbreviates { parts.formUnion(field.displayNeeds) }
        }
        return parts
    }
}
