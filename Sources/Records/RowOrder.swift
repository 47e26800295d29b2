// Compares rows by the values of chosen fields, whatever the fields are: what `--sort` is made of.

/// A `--sort` key that means nothing.
package enum SortKeyError: Error {
    /// No field has that name.
    case unknown(UnknownFieldName)
    /// The name is that of a group of fields, or of a list.
    case unordered(String)
}

/// The order of rows by the values of some fields.
///
/// A value is what the field writes, compared as its type says: numbers and dates by size, text by its bytes as git does,
/// `false` before `true`. What is `null` comes before everything else; rows with equal values keep their order.
package struct RowOrder<Row: Record>: Sendable {
    private struct Key: Sendable {
        let isNumeric: Bool
        let isDescending: Bool
    }

    private let keys: [Key]
    private let cells: CellPlan<Row>
    private let ignoresCase: Bool
    /// The parts of a row that the values are made of.
    package let parts: Row.Parts

    /// Whether rows keep the order they come in.
    package var isEmpty: Bool { keys.isEmpty }

    /// Keeps the order that rows come in.
    package init() {
        keys = []
        cells = CellPlan([], []) { $0.write }
        ignoresCase = false
        parts = []
    }

    /// Reads keys, `FIELD` or `-FIELD` for descending order; the first counts most.
    package init(
        _ names: [String], _ lookup: FieldLookup<Row>, _ groups: [NullableGroup<Row>], ignoringCase: Bool
    ) throws(SortKeyError) {
        var keys: [Key] = []
        var fields: [Field<Row>] = []
        var parts: Row.Parts = []
        for name in names {
            let isDescending = name.hasPrefix("-") && name.count > 1
            let bare = isDescending ? String(name.dropFirst()) : name
            let found: [Field<Row>]
            do throws(UnknownFieldName) {
                found = try lookup.find(bare)
            } catch {
                throw .unknown(error)
            }
            guard let field = found.first, found.count == 1, field.type.isOrdered else {
                throw .unordered(bare)
            }
            keys.append(
                Key(isNumeric: field.type.isNumeric || field.sortNumber != nil, isDescending: isDescending))
            fields.append(field)
            parts.formUnion(field.needs)
        }
        self.keys = keys
        self.parts = parts
        ignoresCase = ignoringCase
        cells = CellPlan(fields, groups) { $0.sortNumber ?? $0.write }
    }

    /// What a row is compared by; `writer` is written over.
    package func values(of row: Row, _ writer: inout ValueWriter) -> [SortValue] {
        var values: [SortValue] = []
        values.reserveCapacity(keys.count)
        cells.forEach(of: row, &writer) { written in
            let bytes = written.bytes
            let key = keys[values.count]
            if key.isNumeric {
                values.append(SortValue(number: bytes))
            } else {
                values.append(
                    .text(ignoresCase ? bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 } : bytes))
            }
        }
        return values
    }

    /// Whether the first row comes before the second; `nil` where they are equal.
    package func precedes(_ left: [SortValue], _ right: [SortValue]) -> Bool? {
        for (index, key) in keys.enumerated() where left[index] != right[index] {
            return (left[index] < right[index]) != key.isDescending
        }
        return nil
    }
}

/// A value that rows are compared by.
package enum SortValue: Comparable, Sendable {
    case null
    case integer(Int64)
    case number(Double)
    case text([UInt8])

    /// Reads what a numeric field has written.
    init(number bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let integer = Int64(text) {
            self = .integer(integer)
        } else if let number = Double(text) {
            self = .number(number)
        } else {
            self = .null
        }
    }

    package static func < (left: SortValue, right: SortValue) -> Bool {
        switch (left, right) {
        case (.null, .null): false
        case (.null, _): true
        case (_, .null): false
        case (.integer(let left), .integer(let right)): left < right
        case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
        case (.text, _): false
        case (_, .text): true
        default: left.size < right.size
        }
    }

    package static func == (left: SortValue, right: SortValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left == right
        case (.number, .number), (.integer, .number), (.number, .integer): left.size == right.size
        default: false
        }
    }

    private var size: Double {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .text: 0
        }
    }
}

extension FieldType {
    /// Whether rows can be put in order by such values.
    var isOrdered: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
