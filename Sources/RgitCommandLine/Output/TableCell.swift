// Cells of a table on their way from the workers to the layout: pieces of text, how wide they are, and their roles.

import Records

/// A cell of a table, read where it lies among others.
struct TableCell {
    /// A piece of a cell in one role.
    struct Piece {
        let role: ColorRole
        let width: Int
        let text: Range<Int>
    }

    /// The number of bytes before the text of a piece: its role, its length and its width.
    private static let headerSize = 9

    /// The first piece, `nil` where the cell is empty; most cells have no other.
    private let first: Piece?
    /// The pieces behind it.
    private var others: [Piece] = []
    /// The cell's width.
    private(set) var width = 0

    /// The cell's pieces, none of them empty.
    var pieces: [Piece] { (first.map { [$0] } ?? []) + others }

    /// Reads the cell at `position` and moves past it.
    init(_ bytes: Span<UInt8>, at position: inout Int) {
        let count = Int(bytes[position])
        position += 1
        first = count > 0 ? TableCell.piece(bytes, at: &position) : nil
        width = first?.width ?? 0
        for _ in 0..<max(0, count - 1) {
            let piece = TableCell.piece(bytes, at: &position)
            width += piece.width
            others.append(piece)
        }
    }

    /// The width of the cell at `position`, which is moved past it.
    static func width(_ bytes: Span<UInt8>, at position: inout Int) -> Int {
        let count = bytes[position]
        position += 1
        var width = 0
        for _ in 0..<count {
            width += load(bytes, at: position + 5)
            position += headerSize + load(bytes, at: position + 1)
        }
        return width
    }

    /// The one piece of the cell at `position`, which is moved past it; `nil`, and not moved, where the cell has none or more.
    static func onlyPiece(_ bytes: Span<UInt8>, at position: inout Int) -> Piece? {
        guard bytes[position] == 1 else { return nil }
        position += 1
        return piece(bytes, at: &position)
    }

    private static func piece(_ bytes: Span<UInt8>, at position: inout Int) -> Piece {
        let role = ColorRole(rawValue: bytes[position]) ?? .plain
        let length = TableCell.load(bytes, at: position + 1)
        let piece = Piece(
            role: role, width: TableCell.load(bytes, at: position + 5),
            text: (position + headerSize)..<(position + headerSize + length))
        position = piece.text.upperBound
        return piece
    }

    /// Appends a cell of valid UTF-8 whose control characters are made visible.
    static func append(_ text: [UInt8], role: ColorRole, to output: inout [UInt8]) {
        begin(&output)
        let start = output.count
        output.append(contentsOf: text)
        end(&output, from: start, role: role, marks: [])
    }

    /// Makes room for what comes before a cell's text, which is to be appended next.
    static func begin(_ output: inout [UInt8]) {
        output.append(addingCapacity: 1 + headerSize) { for _ in 0...headerSize { $0.append(0) } }
    }

    /// Ends the cell whose text begins at `start`, behind the room that `begin` made: valid UTF-8, whose control characters
    /// become visible. From each of `marks` on, offsets of `output`, the text has another role than the cell's, or the
    /// cell's again.
    static func end(
        _ output: inout [UInt8], from start: Int, role: ColorRole, marks: [(offset: Int, role: ColorRole?)]
    ) {
        let length = output.count - start
        // Most cells are one piece and stay as they are.
        if marks.isEmpty, length > 0, VisibleText.isPlain(output.span, from: start) {
            output[start - headerSize - 1] = 1
            store(role, length: length, width: length, at: start - headerSize, in: &output)
            return
        }
        let text = Array(output[start...])
        output.removeSubrange((start - headerSize - 1)...)
        append(text, role, marks.map { ($0.offset - start, $0.role) }, to: &output)
    }

    private static func append(
        _ text: [UInt8], _ role: ColorRole, _ marks: [(offset: Int, role: ColorRole?)],
        to output: inout [UInt8]
    ) {
        let header = output.count
        output.append(0)
        var start = 0
        var current = role
        for mark in marks + [(text.count, nil)] {
            // A cell of more pieces than a byte counts keeps the last colour, and all of its text.
            if mark.offset > start, output[header] < UInt8.max - 1 || mark.offset == text.count {
                append(piece: Array(text[start..<mark.offset]), current, to: &output)
                output[header] += 1
                start = mark.offset
            }
            current = mark.role ?? role
        }
    }

    private static func append(piece: [UInt8], _ role: ColorRole, to output: inout [UInt8]) {
        let header = output.count
        for _ in 0..<headerSize { output.append(0) }
        let width = VisibleText.append(piece, to: &output)
        store(role, length: output.count - header - headerSize, width: width, at: header, in: &output)
    }

    /// Stores what comes before the text of a piece.
    private static func store(
        _ role: ColorRole, length: Int, width: Int, at position: Int, in output: inout [UInt8]
    ) {
        let numbers = UInt64(UInt32(clamping: length)) | UInt64(UInt32(clamping: width)) << 32
        var bytes = output.mutableSpan
        bytes[position] = role.rawValue
        for index in 0..<8 {
            bytes[position + 1 + index] = UInt8(truncatingIfNeeded: numbers >> UInt64(8 * index))
        }
    }

    private static func load(_ bytes: Span<UInt8>, at position: Int) -> Int {
        Int(bytes[position]) | Int(bytes[position + 1]) << 8 | Int(bytes[position + 2]) << 16
            | Int(bytes[position + 3]) << 24
    }
}
