// Cells of a table on their way from the workers to the layout: what to print, how wide it is, and its role.

enum TableCell {
    /// The bytes before a cell's text: its role, its length and its width.
    static let headerCount = 9

    /// Appends a cell; control characters of `text`, which is valid UTF-8, are made visible.
    static func append(_ text: [UInt8], role: ColorRole, to output: inout [UInt8]) {
        output.append(role.rawValue)
        let header = output.count
        output.append(contentsOf: repeatElement(0, count: headerCount - 1))
        let width = VisibleText.append(text, to: &output)
        store(UInt32(clamping: output.count - header - 8), at: header, in: &output)
        store(UInt32(clamping: width), at: header + 4, in: &output)
    }

    /// Reads the cell at `position` and moves past it.
    static func next(in bytes: [UInt8], at position: inout Int) -> (
        role: ColorRole, width: Int, text: Range<Int>
    ) {
        let role = ColorRole(rawValue: bytes[position]) ?? .plain
        let length = load(bytes, at: position + 1)
        let width = load(bytes, at: position + 5)
        let start = position + headerCount
        position = start + length
        return (role, width, start..<position)
    }

    private static func store(_ value: UInt32, at position: Int, in output: inout [UInt8]) {
        for index in 0..<4 {
            output[position + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index))
        }
    }

    private static func load(_ bytes: [UInt8], at position: Int) -> Int {
        var value = 0
        for index in (0..<4).reversed() { value = value << 8 | Int(bytes[position + index]) }
        return value
    }
}
