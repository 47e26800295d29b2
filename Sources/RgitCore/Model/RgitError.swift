// The one error of the library: what went wrong, with which thing, and what would help.

import GitObjects
import Records

/// Why a question could not be answered, or not in full.
///
/// It describes itself as `what: subject`, with the hint in parentheses; programs look at its ``kind``.
public struct RgitError: Error, Hashable, Codable, Sendable {
    /// The kind of error; the command line derives the exit status from it.
    public enum Kind: String, Hashable, Codable, Sendable {
        /// The question itself is malformed: a bad date, a bad pattern, options that contradict each other.
        case usage
        /// There is no repository here, or it is not one rgit can open.
        case repository
        /// The repository belongs to another user and `safe.directory` does not name it.
        case unsafeRepository
        /// A revision that names no object, or more than one.
        case revision
        /// A path that is neither in the tree nor on the disk.
        case path
        /// An object that is not there.
        case missingObject
        /// An object, or a file of the repository, that is damaged.
        case damaged
        /// Something git can do and rgit cannot, yet.
        case unsupported
        /// The operating system refused.
        case io
        /// The work was cancelled.
        case cancelled
    }

    /// The kind of error.
    public let kind: Kind
    /// What went wrong, in a few words and without a capital or a full stop, such as `unknown revision`.
    public let what: String
    /// The thing it went wrong with, as the user knows it: a path, a revision, an object; empty for none.
    public let subject: Text
    /// A sentence that says what would help, where something would.
    public var hint: String?
    /// The object concerned, where one is known.
    public var object: ObjectID?
    /// The repository concerned, where one question is asked of several.
    public var repository: Text?

    /// Describes a problem with a thing.
    public init(
        _ kind: Kind, _ what: String, _ subject: Text, hint: String? = nil, object: ObjectID? = nil
    ) {
        self.kind = kind
        self.what = what
        self.subject = subject
        self.hint = hint
        self.object = object
    }

    /// Describes a problem with a thing given as bytes.
    public init(
        _ kind: Kind, _ what: String, _ subject: [UInt8] = [], hint: String? = nil, object: ObjectID? = nil
    ) {
        self.init(kind, what, Text(subject), hint: hint, object: object)
    }

    /// Describes a problem with a thing given as a string.
    public init(
        _ kind: Kind, _ what: String, _ subject: String, hint: String? = nil, object: ObjectID? = nil
    ) {
        self.init(kind, what, Text(subject), hint: hint, object: object)
    }
}

extension RgitError {
    /// A tree or tag that leads to itself, which only objects do whose contents do not belong to their names.
    static func containsItself(_ id: ObjectID, _ type: ObjectType = .tree) -> RgitError {
        RgitError(.damaged, "\(type.name) \(type == .tag ? "names" : "contains") itself", id.hex, object: id)
    }

    /// The same error, of a repository among several.
    package func of(_ repository: Text) -> RgitError {
        var error = self
        error.repository = repository
        return error
    }
}

extension RgitError: CustomStringConvertible {
    /// What went wrong with which thing, and what would help: `unknown revision: no-such-branch`; the repository's name
    /// comes first where there are several.
    public var description: String {
        let subject = subject.isEmpty ? "" : ": \(subject)"
        return (repository.map { "\($0): " } ?? "") + what + subject + (hint.map { " (\($0))" } ?? "")
    }
}
