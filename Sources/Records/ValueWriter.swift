// Writes values straight into bytes: as JSON, or as the plain text that tables, CSV and TSV are made of.

/// Takes the values of one row after another and keeps them as bytes; no tree of values is ever built.
///
/// In JSON every value is JSON. Elsewhere a value is plain text: nothing for `null`, the elements of an
/// `array` joined by a space, and JSON text for an `object` or an array of `objects`; quoting, escaping and padding
/// come after, when the whole value is there.
@usableFromInline
package struct ValueWriter: ~Copyable {
    /// How values are written.
    @usableFromInline
    package enum Style {
        case json
        case plain
        /// As plain, but that text which did not decode is written as the bytes it was recorded as.
        case exact
    }

    /// Exact bytes whose `NAME_base64` sibling has still to be written.
    private enum Undecoded {
        case value([UInt8])
        case elements([(index: Int, bytes: [UInt8])], count: Int)
    }

    /// The punctuation around the next value when it is an element of a list.
    private struct List {
        /// The byte between two elements; `nil` outside of a list.
        var separator: UInt8?
        /// The number of elements so far.
        var count = 0
    }

    /// What has been written.
    @usableFromInline package var bytes: [UInt8] = []
    private var style: Style
    private var list = List()
    /// What plain text has between the elements of a list.
    private var elementSeparator: UInt8 = 0x20
    /// The elements of the list that did not decode.
    private var undecodedElements: [(index: Int, bytes: [UInt8])] = []
    private var undecoded: Undecoded?
    /// Whether the value just written did not decode; beside `undecoded`, which to ask costs more.
    @usableFromInline private(set) var hasUndecoded = false
    /// Where the colour of a table's cell changes; `nil` goes back to the cell's own.
    package private(set) var marks: [(offset: Int, role: ColorRole?)] = []
    /// The name of the object's member being written.
    private var key: StaticString = ""

    @usableFromInline
    package init(style: Style, capacity: Int = 0) {
        self.style = style
        bytes.reserveCapacity(capacity)
    }

    /// Has plain text separate the elements of lists by `byte` rather than by a space.
    @usableFromInline
    mutating func separatesElements(by byte: UInt8) { elementSeparator = byte }

    // MARK: Values

    /// Writes that there is no value.
    package mutating func null() {
        begin()
        if style == .json { append("null") }
    }

    /// Writes a Boolean.
    package mutating func bool(_ value: Bool) {
        begin()
        append(value ? "true" : "false")
    }

    /// Writes a whole number, every digit of it.
    package mutating func integer(_ value: some FixedWidthInteger) {
        begin()
        if let value = Int64(exactly: value) {
            Decimal.append(value, to: &bytes)
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }

    /// Writes a number with the fewest digits that read back as the same; what is not finite is `null`.
    package mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        begin()
        if let whole = Int64(exactly: value) {
            Decimal.append(whole, to: &bytes)
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }

    /// Writes a number with `decimals` digits after the point, rounded half away from zero.
    package mutating func number(_ value: Double, decimals: Int) {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard scaled.isFinite, let whole = Int64(exactly: scaled) else { return number(value) }
        begin()
        if whole < 0 { bytes.append(0x2d) }
        let unit = UInt64(scale)
        Decimal.append(whole.magnitude / unit, to: &bytes)
        guard decimals > 0 else { return }
        bytes.append(0x2e)
        Decimal.append(whole.magnitude % unit, minimumDigits: decimals, to: &bytes)
    }

    /// Writes text; where it did not decode, its object gets a `NAME_base64` member as well.
    package mutating func text(_ value: Text) {
        begin()
        if let exact = value.undecoded {
            if style == .exact { return bytes.append(contentsOf: exact) }
            note(undecoded: exact)
        }
        value.utf8.withUnsafeBytes { append(text: $0) }
    }

    /// Writes bytes that are meant to be UTF-8: a path, the name of a reference.
    package mutating func bytes(_ value: [UInt8]) {
        text(Text(value))
    }

    /// Writes bytes as a string in base 64.
    package mutating func base64(_ value: [UInt8]) {
        begin()
        appendBase64(value)
    }

    /// Writes a word of rgit's own.
    package mutating func word(_ value: StaticString) {
        begin()
        if style == .json { bytes.append(0x22) }
        append(value)
        if style == .json { bytes.append(0x22) }
    }

    /// Writes a string.
    package mutating func string(_ value: String) {
        begin()
        var value = value
        value.withUTF8 { append(text: UnsafeRawBufferPointer($0)) }
    }

    /// Writes what `body` appends as text; it must be valid UTF-8 that needs no escaping, such as hexadecimal digits.
    package mutating func unescaped(_ body: (inout [UInt8]) -> Void) {
        begin()
        if style == .json { bytes.append(0x22) }
        body(&bytes)
        if style == .json { bytes.append(0x22) }
    }

    /// Writes a moment in ISO 8601 with its recorded offset: `2005-04-07T15:13:13-07:00`.
    package mutating func dateTime(_ value: Timestamp) {
        begin()
        if style == .json { bytes.append(0x22) }
        ISO8601(value).appendDateTime(to: &bytes)
        if style == .json { bytes.append(0x22) }
    }

    /// Writes the day of a moment in its recorded offset: `2005-04-07`.
    package mutating func day(_ value: Timestamp) {
        begin()
        if style == .json { bytes.append(0x22) }
        ISO8601(value).appendDay(to: &bytes)
        if style == .json { bytes.append(0x22) }
    }

    /// Writes a list whose elements are the scalar values that `body` writes; plain text joins them by a space.
    package mutating func array(_ body: (inout ValueWriter) -> Void) {
        begin()
        elements(body)
    }

    /// Writes a list whose elements are the objects that `body` writes; plain text shows it as JSON.
    package mutating func objects(_ body: (inout ValueWriter) -> Void) {
        begin()
        let outer = style
        style = .json
        elements(body)
        style = outer
    }

    private mutating func elements(_ body: (inout ValueWriter) -> Void) {
        let outer = list
        var outerUndecoded: [(index: Int, bytes: [UInt8])] = []
        swap(&outerUndecoded, &undecodedElements)
        let isJSON = style == .json
        list = List(separator: isJSON ? 0x2c : elementSeparator)
        if isJSON { bytes.append(0x5b) }
        body(&self)
        if isJSON { bytes.append(0x5d) }
        if !undecodedElements.isEmpty {
            undecoded = .elements(undecodedElements, count: list.count)
            hasUndecoded = true
        }
        undecodedElements = outerUndecoded
        list = outer
    }

    /// Writes an object; `body` writes a `key` and a value for each of its members. Plain text shows it as JSON.
    package mutating func object(_ body: (inout ValueWriter) -> Void) {
        begin()
        let outer = (style, list, key)
        style = .json
        list = List()
        bytes.append(0x7b)
        body(&self)
        flushUndecoded()
        bytes.append(0x7d)
        (style, list, key) = outer
    }

    /// Begins a member of the object being written; its value comes next. Names need no escaping.
    package mutating func key(_ name: StaticString) {
        flushUndecoded()
        if bytes.last != 0x7b { bytes.append(0x2c) }
        bytes.append(0x22)
        append(name)
        bytes.append(0x22)
        bytes.append(0x3a)
        key = name
    }

    /// Writes what `body` writes in a colour of its own, where a table shows it.
    ///
    /// A field's `display` may write several values, which the cell shows one after the other.
    package mutating func colored(_ role: ColorRole, _ body: (inout ValueWriter) -> Void) {
        marks.append((bytes.count, role))
        body(&self)
        marks.append((bytes.count, nil))
    }

    /// Makes room for the next cell.
    @usableFromInline
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        clearMarks()
    }

    /// Forgets the colours of the last cell, which hardly any cell has.
    @usableFromInline
    package mutating func clearMarks() {
        if !marks.isEmpty { marks.removeAll(keepingCapacity: true) }
    }

    // MARK: What did not decode

    private mutating func note(undecoded exact: [UInt8]) {
        if list.separator != nil {
            undecodedElements.append((list.count - 1, exact))
        } else {
            undecoded = .value(exact)
            hasUndecoded = true
        }
    }

    private mutating func flushUndecoded() {
        guard hasUndecoded else { return }
        flush(key: key.bytes)
    }

    /// Writes the `KEY_base64` member that goes with the value just written, where that did not decode.
    @usableFromInline
    mutating func flushUndecoded(key: ArraySlice<UInt8>) {
        flush(key: key)
    }

    private mutating func flush(key: some Collection<UInt8>) {
        hasUndecoded = false
        guard let exact = undecoded.take(), style == .json else { return }
        bytes.append(0x2c)
        bytes.append(0x22)
        bytes.append(contentsOf: key)
        append("_base64\":")
        switch exact {
        case .value(let exact): appendBase64(exact)
        case .elements(let exact, let count):
            bytes.append(0x5b)
            var next = exact.startIndex
            for index in 0..<count {
                if index > 0 { bytes.append(0x2c) }
                if next < exact.endIndex, exact[next].index == index {
                    appendBase64(exact[next].bytes)
                    next += 1
                } else {
                    append("null")
                }
            }
            bytes.append(0x5d)
        }
    }

    private mutating func appendBase64(_ exact: [UInt8]) {
        bytes.append(0x22)
        Base64.append(exact, to: &bytes)
        bytes.append(0x22)
    }

    // MARK: Bytes

    @inline(__always)
    private mutating func begin() {
        guard let separator = list.separator else { return }
        if list.count > 0 { bytes.append(separator) }
        list.count += 1
    }

    /// Appends a range of `text`, which is not retained, as a slice of it would be.
    @usableFromInline
    mutating func append(_ text: [UInt8], _ range: Range<Int>) {
        text.withUnsafeBufferPointer { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Appends bytes that are JSON already.
    package mutating func append(raw text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends bytes that are JSON already.
    package mutating func append(raw json: [UInt8]) {
        bytes.append(contentsOf: json)
    }

    private mutating func append(_ literal: StaticString) {
        bytes.append(contentsOf: literal.bytes)
    }

    private mutating func append(text value: UnsafeRawBufferPointer) {
        switch style {
        case .json: JSONText.appendString(value, to: &bytes)
        case .plain, .exact: bytes.append(contentsOf: value)
        }
    }
}

extension ValueWriter {
    /// Forgets the exact bytes of the value just written: the flat formats have no place for them.
    @inlinable
    mutating func dropUndecoded() {
        if hasUndecoded { flushUndecoded(key: []) }
    }
}
