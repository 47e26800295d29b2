// What git would warn about: it does not change the answer's exit status.

import Records

/// Something that affects how an answer is to be read, though nothing failed.
///
/// Shown to people as one line `warning: what: subject`.
public struct Warning: Hashable, Codable, Sendable {
    /// What it is about, in a few words, such as `ignoring broken ref`.
    public let what: String
    /// The thing concerned, as the user knows it: a path, a revision; empty for none.
    public let subject: Text
    /// The repository concerned, where one question is asked of several.
    public var repository: Text?

    /// Describes a warning.
    public init(_ what: String, _ subject: Text = "") {
        self.what = what
        self.subject = subject
    }

    /// Describes a warning about a thing given as bytes.
    init(_ what: String, _ subject: [UInt8]) { self.init(what, Text(subject)) }
}
