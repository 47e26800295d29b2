// The JSON Schema (draft 2020-12) of a command's document, made from its fields.

/// A JSON value small enough to be built before it is written; only schemas are.
indirect enum SchemaNode {
    case string(String)
    case integer(Int)
    case list([SchemaNode])
    case object([(String, SchemaNode)])

    /// Appends the value, indented by two spaces a level.
    func append(to output: inout [UInt8], level: Int = 0) {
        switch self {
        case .string(let text): JSONText.appendString(text, to: &output)
        case .integer(let value): output.append(contentsOf: value.description.utf8)
        case .list(let nodes):
            output.append(0x5b)
            for (index, node) in nodes.enumerated() {
                if index > 0 { output.append(contentsOf: ", ".utf8) }
                node.append(to: &output, level: level)
            }
            output.append(0x5d)
        case .object(let members):
            output.append(0x7b)
            let indent = "\n" + String(repeating: "  ", count: level + 1)
            for (index, (name, node)) in members.enumerated() {
                if index > 0 { output.append(0x2c) }
                output.append(contentsOf: indent.utf8)
                JSONText.appendString(name, to: &output)
                output.append(contentsOf: ": ".utf8)
                node.append(to: &output, level: level + 1)
            }
            if !members.isEmpty { output.append(contentsOf: indent.utf8.dropLast(2)) }
            output.append(0x7d)
        }
    }
}

extension DocumentShape {
    /// The JSON Schema of the document.
    ///
    /// Fields of a row are not required, because `--fields` writes only the selected ones, and members beyond the
    /// known ones are allowed, because within `/1` some may be added.
    package func jsonSchema() -> String {
        var members: [(String, SchemaNode)] = [
            ("schema", .object([("const", .string(schemaName))]))
        ]
        members += JSONSchema.members(head)
        let row = JSONSchema.object(fields, groups, help: rowHelp, isRequired: false)
        if isOneRow, case .object(let parts) = row,
            case .object(let properties)? = parts.first(where: { $0.0 == "properties" })?.1
        {
            members += properties
        }
        for name in rowsNames {
            members.append((name, .object([("type", .string("array")), ("items", row)])))
        }
        members += JSONSchema.members(tail)
        members.append(("errors", JSONSchema.errors))
        let required =
            ["schema"] + JSONSchema.names(head) + (rowsNames.count == 1 ? rowsNames : [])
            + JSONSchema.names(tail) + ["errors"]
        var parts: [(String, SchemaNode)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("title", .string(schemaName)),
            ("description", .string("What `rgit \(name) --json` prints.")),
            ("type", .string("object")),
            ("required", .list(required.map(SchemaNode.string))),
            ("properties", .object(members)),
        ]
        if rowsNames.count > 1 {
            // Of several names for the list of rows a document has one.
            let alternatives = rowsNames.map { SchemaNode.object([("required", .list([.string($0)]))]) }
            parts.append(("oneOf", .list(alternatives)))
        }
        let document = SchemaNode.object(parts)
        var output: [UInt8] = []
        document.append(to: &output)
        output.append(0x0a)
        return String(decoding: output, as: UTF8.self)
    }
}

/// Makes the parts of a schema.
enum JSONSchema {
    /// How every document lists what could not be read.
    static let errors = SchemaNode.object([
        ("type", .string("array")),
        ("description", .string("What could not be read; the exit status is then 3.")),
        (
            "items",
            object([
                FieldMember("what", .string, help: "What went wrong."),
                FieldMember("subject", .string, help: "With which thing."),
                FieldMember("object", .objectID, nullable: true, help: "The object, where one is known."),
            ])
        ),
    ])

    /// The top-level names of fields, without duplicates.
    static func names<Row: Record>(_ fields: [Field<Row>]) -> [String] {
        var names: [String] = []
        for field in fields {
            let name = String(field.name.prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The members that fields make, those with a common prefix put into one object.
    static func members<Row: Record>(_ fields: [Field<Row>]) -> [(String, SchemaNode)] {
        members(fields.map { ($0.name.split(separator: ".").map(String.init)[...], $0) }, [], "", true)
    }

    /// The object that fields make.
    static func object<Row: Record>(
        _ fields: [Field<Row>], _ groups: [NullableGroup<Row>], help: String, isRequired: Bool
    ) -> SchemaNode {
        let paths = fields.map { ($0.name.split(separator: ".").map(String.init)[...], $0) }
        return .object([
            ("type", .string("object")), ("description", .string(help)),
            ("properties", .object(members(paths, groups, "", isRequired))),
        ])
    }

    private static func members<Row: Record>(
        _ fields: [(path: ArraySlice<String>, field: Field<Row>)], _ groups: [NullableGroup<Row>],
        _ prefix: String, _ isRequired: Bool
    ) -> [(String, SchemaNode)] {
        var result: [(String, SchemaNode)] = []
        var done: Set<String> = []
        for (path, field) in fields {
            guard let name = path.first, done.insert(name).inserted else { continue }
            if path.count == 1 {
                result += member(name, field.type, field.isNullable, field.help)
                continue
            }
            let inner = fields.filter { $0.path.first == name && $0.path.count > 1 }
                .map { (path: $0.path.dropFirst(), field: $0.field) }
            let full = prefix.isEmpty ? name : prefix + "." + name
            let group = groups.first { $0.name == full }
            var node: [(String, SchemaNode)] = [("type", type("object", group != nil))]
            if let group { node.append(("description", .string(group.help))) }
            let innerMembers = members(inner, groups, full, isRequired)
            if isRequired {
                node.append(("required", required(innerMembers)))
            }
            node.append(("properties", .object(innerMembers)))
            result.append((name, .object(node)))
        }
        return result
    }

    private static func object(_ members: [FieldMember]) -> SchemaNode {
        let nodes = members.flatMap { member($0.name, $0.type, $0.isNullable, $0.help) }
        return .object([
            ("type", .string("object")),
            (
                "required", .list(members.filter(\.isRequired).map { .string($0.name) })
            ),
            ("properties", .object(nodes)),
        ])
    }

    private static func required(_ members: [(String, SchemaNode)]) -> SchemaNode {
        .list(members.map(\.0).filter { !$0.hasSuffix("_base64") }.map(SchemaNode.string))
    }

    private static func type(_ name: String, _ isNullable: Bool) -> SchemaNode {
        isNullable ? .list([.string(name), .string("null")]) : .string(name)
    }

    private static func member(
        _ name: String, _ type: FieldType, _ isNullable: Bool, _ help: String
    ) -> [(String, SchemaNode)] {
        var result = [(name, value(type, isNullable, help))]
        guard type.hasBase64Sibling else { return result }
        let exact = SchemaNode.object([("type", .string("string")), ("contentEncoding", .string("base64"))])
        let about = (
            "description", SchemaNode.string("The exact bytes, only where `\(name)` did not decode.")
        )
        if case .array = type {
            let items = SchemaNode.object([
                ("type", self.type("string", true)), ("contentEncoding", .string("base64")),
            ])
            result.append(
                (name + "_base64", .object([("type", .string("array")), about, ("items", items)])))
        } else if case .object(let members) = exact {
            result.append((name + "_base64", .object([members[0], about, members[1]])))
        }
        return result
    }

    private static func value(_ type: FieldType, _ isNullable: Bool, _ help: String?) -> SchemaNode {
        var node: [(String, SchemaNode)]
        switch type {
        case .string: node = [("type", self.type("string", isNullable))]
        case .choice(let choices):
            let values = choices.map(SchemaNode.string)
            node =
                isNullable
                ? [
                    (
                        "anyOf",
                        .list([.object([("enum", .list(values))]), .object([("type", .string("null"))])])
                    )
                ]
                : [("enum", .list(values))]
        case .objectID:
            node = [("type", self.type("string", isNullable)), ("pattern", .string("^[0-9a-f]{40}$"))]
        case .integer: node = [("type", self.type("integer", isNullable))]
        case .integerOrString:
            let types = ["integer", "string"] + (isNullable ? ["null"] : [])
            node = [("type", .list(types.map(SchemaNode.string)))]
        case .number: node = [("type", self.type("number", isNullable))]
        case .boolean: node = [("type", self.type("boolean", isNullable))]
        case .dateTime:
            node = [("type", self.type("string", isNullable)), ("format", .string("date-time"))]
        case .array(let element):
            node = [("type", self.type("array", isNullable)), ("items", value(element, false, nil))]
        case .object(let members):
            guard case .object(let parts) = object(members) else { return .object([]) }
            node = [("type", self.type("object", isNullable))] + parts.dropFirst()
        }
        if let help { node.insert(("description", .string(help)), at: 0) }
        return .object(node)
    }
}
