// Finds fields by the names people type: their own, those of git and of other tools, and the headings of columns.

/// Finds the fields that a name means.
package struct FieldLookup<Row: Record>: Sendable {
    private let fields: [Field<Row>]
    private let aliases: [String: String]

    /// Looks among `fields`; `aliases` leads from other names to theirs.
    package init(_ fields: [Field<Row>], aliases: [String: String] = [:]) {
        self.fields = fields
        self.aliases = aliases
    }

    /// The field of that name, or all members of the group of that name, such as `author`.
    ///
    /// Where there is none, other names are tried: `sha`, `hash` and `id` for `hexsha`, `date` for `committed_datetime`,
    /// those of the command, and a column's heading.
    package func find(_ name: String) throws(UnknownFieldName) -> [Field<Row>] {
        let exact = fields.filter { FieldName.is($0.name, in: name) }
        if !exact.isEmpty { return exact }
        if let alias = aliases[name] ?? FieldName.aliases[name] {
            let found = fields.filter { FieldName.is($0.name, in: alias) }
            if !found.isEmpty { return found }
        }
        // `DATE` is the heading, while `date` is another name.
        if let field = fields.first(where: { $0.column?.heading == name }) { return [field] }
        if let field = fields.first(where: { $0.column?.heading.lowercased() == name.lowercased() }) {
            return [field]
        }
        throw UnknownFieldName(name, among: fields.map(\.name))
    }
}

/// Names of fields, as users type them.
package enum FieldName {
    /// Whether the field `name` is `wanted` or a member of the group `wanted`.
    package static func `is`(_ name: String, in wanted: String) -> Bool {
        name == wanted || name.hasPrefix(wanted + ".")
    }

    /// What fields are called elsewhere.
    static let aliases = [
        "sha": "hexsha", "hash": "hexsha", "id": "hexsha", "date": "committed_datetime",
    ]
}

/// A name that no field and no group of fields has.
package struct UnknownFieldName: Error {
    /// The name.
    package let name: String
    /// All names that are valid, groups before their members.
    package let valid: [String]

    init(_ name: String, among all: [String]) {
        self.name = name
        var valid: [String] = []
        for field in all {
            if let dot = field.firstIndex(of: ".") {
                let group = String(field[..<dot])
                if !valid.contains(group) { valid.append(group) }
            }
            valid.append(field)
        }
        self.valid = valid
    }
}
