// Writes git's own values, object names and people, into the fields of records.

import GitObjects
import Records

extension ValueWriter {
    /// Writes the name of an object.
    package mutating func id(_ value: ObjectID) {
        unescaped { value.appendHex(to: &$0) }
    }

    /// Writes a mode in octal; null for none.
    package mutating func mode(_ mode: UInt32?) {
        guard let mode else { return null() }
        let digits = String(mode, radix: 8)
        string(String(repeating: "0", count: max(0, 6 - digits.count)) + digits)
    }

    /// Writes the first digits of an object's name, as tables show it.
    package mutating func abbreviated(_ value: ObjectID, digits: Int = 10) {
        unescaped { $0.append(contentsOf: value.hex.prefix(digits)) }
    }

    /// Writes an error as the documents show it.
    package mutating func error(_ error: RgitError) {
        object { writer in
            writer.key("what")
            writer.string(error.what)
            writer.key("subject")
            writer.text(error.subject)
            writer.key("object")
            if let object = error.object { writer.id(object) } else { writer.null() }
            if let repository = error.repository {
                writer.key("repo")
                writer.text(repository)
            }
        }
    }
}

extension Field {
    /// The name of an object.
    static func objectID(
        _ name: String, help: String, needs: Row.Parts = [], column: TableColumn? = nil,
        id: @escaping @Sendable (Row) -> ObjectID
    ) -> Field {
        let short: Writer = { $1.abbreviated(id($0)) }
        return Field(
            name, .objectID, help: help, needs: needs, column: column,
            display: column == nil ? nil : short, write: { $1.id(id($0)) })
    }

    /// The name of an object that can be `null`.
    static func optionalID(
        _ name: String, help: String, needs: Row.Parts = [], column: TableColumn? = nil,
        id: @escaping @Sendable (Row) -> ObjectID?
    ) -> Field {
        let short: Writer = { row, writer in
            if let id = id(row) { writer.abbreviated(id) } else { writer.null() }
        }
        return Field(
            name, .objectID, nullable: true, help: help, needs: needs, column: column,
            display: column == nil ? nil : short
        ) { row, writer in
            if let id = id(row) { writer.id(id) } else { writer.null() }
        }
    }

    /// A person as two fields, `NAME.name` and `NAME.email`; the table shows the name.
    static func person(
        _ name: String, _ who: String, needs: Row.Parts = [], column: TableColumn? = nil,
        onDemand: Bool = false, actor: @escaping @Sendable (Row) -> Actor
    ) -> [Field] {
        [
            Field(
                "\(name).name", .string, help: "The \(who)'s name.", needs: needs, column: column,
                onDemand: onDemand
            ) { row, writer in
                writer.text(actor(row).name)
            },
            Field(
                "\(name).email", .string, help: "The \(who)'s e-mail address.", needs: needs,
                onDemand: onDemand
            ) { row, writer in
                writer.text(actor(row).email)
            },
        ]
    }

    /// A share from 0 to 1, which a table shows in per cent.
    static func share(
        _ name: String, help: String, column: TableColumn? = nil, value: @escaping @Sendable (Row) -> Double?
    ) -> Field {
        let percent: Writer = { row, writer in
            guard let share = value(row) else { return writer.null() }
            let tenths = Int((share * 1_000).rounded())
            writer.string("\(tenths / 10).\(tenths % 10) %")
        }
        return Field(
            name, .number, help: help, column: column, display: percent,
            write: { $1.number(value($0) ?? 1) })
    }
}

extension Field {
    /// The number of commits of which it is not known whether they belong to the paths.
    static func unknownCommits(_ count: @escaping @Sendable (Row) -> Int) -> Field {
        Field(
            "unknown_commits", .integer,
            help:
                "How many more commits may belong to the paths, which is not known for trees that are missing."
        ) { $1.integer(count($0)) }
    }
}
