// Which fields are printed, and in which order: what `--fields` says, or what the format shows by itself.

import RgitCore

/// The fields of a row that are printed, in order.
struct FieldSelection<Row>: Sendable {
    /// The fields, in the order they are printed in.
    let fields: [Field<Row>]
    /// Whether somebody chose them, which makes a table show values as they are instead of in short.
    let isChosen: Bool

    /// Whether a field is printed; a group such as `stats` counts when one of its members is.
    func contains(_ name: String) -> Bool {
        fields.contains { $0.name == name || $0.name.hasPrefix(name + ".") }
    }

    /// Chooses among `all` by the names `wanted`, or by what the format shows when there are none.
    ///
    /// A group such as `author` stands for all its members. `including` adds fields or groups that are otherwise left
    /// out because they cost a lot. Throws a `usage` error that names the valid fields.
    init(
        _ wanted: [String]?, from all: [Field<Row>], format: GlobalOptions.Format, including: Set<String> = []
    ) throws(RgitError) {
        guard let wanted else {
            isChosen = false
            fields = all.filter { field in
                if field.isOnDemand, !including.contains(where: { FieldName.is(field.name, in: $0) }) {
                    return false
                }
                return format != .table || field.column != nil
            }
            return
        }
        isChosen = true
        var chosen: [Field<Row>] = []
        var seen: Set<String> = []
        for name in wanted {
            let found = all.filter { FieldName.is($0.name, in: name) }
            guard !found.isEmpty else {
                throw FieldName.unknown(name, among: all.map(\.name))
            }
            for field in found where seen.insert(field.name).inserted { chosen.append(field) }
        }
        fields = chosen
    }
}

/// Names of fields, as users type them.
enum FieldName {
    /// Whether the field `name` is `wanted` or a member of the group `wanted`.
    static func `is`(_ name: String, in wanted: String) -> Bool {
        name == wanted || name.hasPrefix(wanted + ".")
    }

    /// The error for a name that no field has.
    static func unknown(_ name: String, among all: [String]) -> RgitError {
        var valid: [String] = []
        for field in all {
            if let dot = field.firstIndex(of: ".") {
                let group = String(field[..<dot])
                if !valid.contains(group) { valid.append(group) }
            }
            valid.append(field)
        }
        let near = EditDistance.nearest(to: name, among: valid).map { "'\($0)'" }
        let guess = near.isEmpty ? "" : "did you mean \(UnknownName.list(near))? "
        return RgitError(
            .usage, "unknown field", name, hint: guess + "valid fields are " + valid.joined(separator: ", "))
    }
}
