// The types a field can have in the JSON Schema.

/// What a value of a field is, as the JSON Schema says it.
package indirect enum FieldType: Sendable, Equatable {
    /// Text, as UTF-8.
    case string
    /// Text, one of a known few.
    case choice([String])
    /// Forty lower-case hexadecimal digits.
    case objectID
    /// A whole number.
    case integer
    /// A number.
    case number
    /// A whole number, or text.
    case integerOrString
    /// `true` or `false`.
    case boolean
    /// ISO 8601 with the recorded offset.
    case dateTime
    /// A list.
    case array(of: FieldType)
    /// An object with named members.
    case object([FieldMember])

    /// Whether a table aligns such values to the right.
    package var isNumeric: Bool { self == .integer || self == .number }

    /// Whether bytes that do not decode can occur, which adds a `NAME_base64` sibling.
    package var hasBase64Sibling: Bool {
        switch self {
        case .string, .integerOrString: true
        case .array(let element): element == .string
        default: false
        }
    }
}

/// A member of an object that is the value of a field.
package struct FieldMember: Sendable, Equatable {
    /// The member's name.
    package let name: String
    /// The member's type.
    package let type: FieldType
    /// Whether the value can be `null`.
    package let isNullable: Bool
    /// Whether the object always has it.
    package let isRequired: Bool
    /// A sentence about it.
    package let help: String

    /// Describes a member.
    package init(
        _ name: String, _ type: FieldType, nullable: Bool = false, required: Bool = true, help: String
    ) {
        isRequired = required
        self.name = name
        self.type = type
        isNullable = nullable
        self.help = help
    }
}

extension FieldMember {
    /// The members of an object that fields make, those with a common prefix put into one.
    package static func members<Row>(_ fields: [Field<Row>]) -> [FieldMember] {
        members(fields.map { ($0.name.split(separator: ".").map(String.init)[...], $0) })
    }

    private static func members<Row>(
        _ fields: [(path: ArraySlice<String>, field: Field<Row>)]
    ) -> [FieldMember] {
        var members: [FieldMember] = []
        for (path, field) in fields {
            guard let name = path.first, !members.contains(where: { $0.name == name }) else { continue }
            if path.count == 1 {
                members.append(
                    FieldMember(name, field.type, nullable: field.isNullable, help: field.help))
                continue
            }
            let inner = fields.filter { $0.path.first == name && $0.path.count > 1 }
            members.append(
                FieldMember(
                    name, .object(Self.members(inner.map { ($0.path.dropFirst(), $0.field) })),
                    help: "As in the document of one repository."))
        }
        return members
    }
}

extension FieldType {
    /// The type in a word or two, for people.
    package var label: String {
        switch self {
        case .string, .choice: "string"
        case .objectID: "object name"
        case .integer: "integer"
        case .number: "number"
        case .integerOrString: "integer or string"
        case .boolean: "boolean"
        case .dateTime: "date and time"
        case .array(let element): "list of \(element.label)s"
        case .object: "object"
        }
    }
}
