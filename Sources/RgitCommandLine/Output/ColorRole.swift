// What a piece of text is, and the colour a terminal shows it in.

/// What a piece of text is; colours are given to roles, never to texts.
enum ColorRole: UInt8, Sendable {
    /// Text without a colour.
    case plain
    /// The name of an object.
    case hash
    /// A local branch.
    case branch
    /// A remote-tracking branch.
    case remote
    /// A tag.
    case tag
    /// HEAD, or the branch it is on.
    case head
    /// A person.
    case person
    /// A date.
    case date
    /// Added lines.
    case insertion
    /// Deleted lines.
    case deletion
    /// A path.
    case path
    /// What matters less.
    case faint
    /// A column's heading.
    case heading
    /// The word that says an error follows.
    case error
    /// The word that says a warning follows.
    case warning
    /// The word that says a hint follows.
    case hint

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
        case .date: "\u{1b}[34m"
        case .insertion: "\u{1b}[32m"
        case .deletion: "\u{1b}[31m"
        case .faint: "\u{1b}[2m"
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

extension StaticString {
    /// The string's UTF-8.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
