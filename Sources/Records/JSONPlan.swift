// Works out, once, the punctuation and the names between the values of a row, and writes rows by that plan.

/// How rows are written as JSON objects.
@usableFromInline
struct JSONPlan<Row: Record>: Sendable {
    /// One step of writing a row; ranges are of `text`, for a step that held bytes of its own would have them counted
    /// as in use with every row.
    @usableFromInline
    enum Step: Sendable {
        /// Writes `prefix` (punctuation and the name) and then the value of a field, whose bare name is `key`.
        case field(prefix: Range<Int>, key: Range<Int>, write: @Sendable (Row, inout ValueWriter) -> Void)
        /// Skips the next `count` steps when the group is null, and writes `null` in their place.
        case group(count: Int, isNull: @Sendable (Row) -> Bool)
        /// Writes punctuation.
        case literal(Range<Int>)
    }

    /// A member of the object being planned: a field, or an object of fields that share a prefix.
    private indirect enum Node {
        case field(key: String, Field<Row>)
        case object(key: String, path: String, [Node])
    }

    @usableFromInline var steps: [Step] = []
    @usableFromInline var text: [UInt8] = []
    /// Where the text that no step has claimed yet begins.
    private var pending = 0

    /// Plans objects of these fields.
    init(_ fields: [Field<Row>], _ groups: [NullableGroup<Row>]) {
        text.append(0x7b)
        // Lent from the span: a field from an iterator would be a copy, with every part of it retained.
        let span = fields.span
        var isNested = false
        for index in span.indices where span[index].name.utf8.contains(0x2e) { isNested = true }
        if isNested {
            var root: [Node] = []
            for field in fields {
                JSONPlan.insert(
                    field, at: field.name.split(separator: ".").map(String.init)[...], path: "", into: &root)
            }
            plan(root, groups)
        } else {
            // Most objects are without objects.
            steps.reserveCapacity(fields.count + 1)
            for index in span.indices {
                if index > 0 { text.append(0x2c) }
                plan(span[index].write, key: span[index].name)
            }
        }
        text.append(0x7d)
        steps.append(.literal(claim()))
    }

    /// Appends a row to what `writer` has. Inlinable, so that it is specialised for each kind of row: that saves 4 % of
    /// `log --ndjson`; and the row is borrowed, for a copy would have each of its parts retained.
    @inlinable
    func append(_ row: borrowing Row, to writer: inout ValueWriter) {
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .literal(let range):
                writer.append(text, range)
            case .field(let prefix, let key, let write):
                writer.append(text, prefix)
                write(row, &writer)
                if writer.hasUndecoded { writer.flushUndecoded(key: text[key]) }
            case .group(let count, let isNull):
                if isNull(row) {
                    writer.bytes.append(contentsOf: "null".utf8)
                    index += count
                }
            }
            index += 1
        }
    }

    /// Appends `,"NAME":VALUE` for each of the members that the fields, at least one, make of a value.
    func appendMembers(of value: Row, to writer: inout ValueWriter) {
        // The members join an object that has begun and goes on: a comma for its `{`, nothing for its `}`.
        let start = writer.bytes.count
        append(value, to: &writer)
        writer.bytes[start] = 0x2c
        writer.bytes.removeLast()
    }

    private static func insert(
        _ field: Field<Row>, at keys: ArraySlice<String>, path: String, into nodes: inout [Node]
    ) {
        guard let key = keys.first else { return }
        guard keys.count > 1 else {
            nodes.append(.field(key: key, field))
            return
        }
        let inner = path.isEmpty ? key : path + "." + key
        for (index, node) in nodes.enumerated() {
            if case .object(key, let path, var children) = node {
                insert(field, at: keys.dropFirst(), path: inner, into: &children)
                nodes[index] = .object(key: key, path: path, children)
                return
            }
        }
        var children: [Node] = []
        insert(field, at: keys.dropFirst(), path: inner, into: &children)
        nodes.append(.object(key: key, path: inner, children))
    }

    /// The text that no step has claimed yet, claimed.
    private mutating func claim() -> Range<Int> {
        defer { pending = text.count }
        return pending..<text.count
    }

    private mutating func plan(_ write: @escaping Field<Row>.Writer, key: String) {
        text.append(0x22)
        text.append(contentsOf: key.utf8)
        text.append(0x22)
        text.append(0x3a)
        let prefix = claim()
        let name = prefix.upperBound - 2 - key.utf8.count..<prefix.upperBound - 2
        steps.append(.field(prefix: prefix, key: name, write: write))
    }

    private mutating func plan(_ nodes: [Node], _ groups: [NullableGroup<Row>]) {
        for (position, node) in nodes.enumerated() {
            if position > 0 { text.append(0x2c) }
            switch node {
            case .field(let key, let field): plan(field.write, key: key)
            case .object(let key, let path, let children):
                text.append(contentsOf: "\"\(key)\":".utf8)
                guard let group = groups.first(where: { $0.name == path }) else {
                    text.append(0x7b)
                    plan(children, groups)
                    text.append(0x7d)
                    continue
                }
                steps.append(.literal(claim()))
                let marker = steps.count
                text.append(0x7b)
                plan(children, groups)
                text.append(0x7d)
                steps.append(.literal(claim()))
                steps.insert(.group(count: steps.count - marker, isNull: group.isNull), at: marker)
            }
        }
    }
}
