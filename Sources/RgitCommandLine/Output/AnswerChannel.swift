// What takes an answer in place of standard output: parts of messages to a program.

/// Takes the parts of one command's answer. Only the task that writes the answer uses it.
protocol AnswerChannel: Sendable {
    /// Takes rows: JSON objects, each ended by a line feed.
    func rows(_ lines: [UInt8]) throws
    /// Takes bytes of an answer that has no rows.
    func text(_ bytes: [UInt8]) throws
    /// Takes the members of the answer's document besides its rows: JSON, each with a comma before it.
    func members(_ json: [UInt8])
}
