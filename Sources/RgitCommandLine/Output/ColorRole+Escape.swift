// The colour a terminal shows each kind of text in.

import Records

extension ColorRole {
    /// The escape sequence that begins the colour; empty for plain text.
    var sequence: StaticString {
        switch self {
        case .plain, .path: ""
        case .hash: "\u{1b}[33m"
        case .branch: "\u{1b}[32m"
        case .remote: "\u{1b}[31m"
        case .tag: "\u{1b}[1;33m"
        case .head: "\u{1b}[1;36m"
        case .person: "\u{1b}[36m"
        // Plain blue cannot be read on black.
        case .date: "\u{1b}[94m"
        case .insertion: "\u{1b}[32m"
        case .deletion: "\u{1b}[31m"
        case .faint: "\u{1b}[2m"
        case .gone: "\u{1b}[9;31m"
        case .heading: "\u{1b}[1m"
        case .error: "\u{1b}[1;31m"
        case .warning: "\u{1b}[1;33m"
        case .hint: "\u{1b}[36m"
        }
    }

    /// The escape sequence that ends every colour.
    static let reset: StaticString = "\u{1b}[m"

    /// Appends `text` in the colour of the role, or plain when `isColored` is false.
    func paint(_ text: some Collection<UInt8>, _ isColored: Bool, into output: inout [UInt8]) {
        let start = sequence
        guard isColored, start.utf8CodeUnitCount > 0 else {
            output.append(contentsOf: text)
            return
        }
        output.append(contentsOf: start.bytes)
        output.append(contentsOf: text)
        output.append(contentsOf: ColorRole.reset.bytes)
    }
}
