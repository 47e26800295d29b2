// Who did something and when: the author or the committer of a commit, the tagger of a tag.

import Records

/// A person as a commit, a tag or the mailmap names them (GitPython's `Actor`).
public struct Actor: Hashable, Codable, Sendable {
    /// The name, without surrounding white space.
    public var name: Text
    /// The e-mail address, without its angle brackets.
    public var email: Text

    /// Names a person.
    public init(name: Text, email: Text) {
        self.name = name
        self.email = email
    }
}

extension Actor: CustomStringConvertible {
    /// Name and address as git writes them: `Ada <ada@example.com>`.
    public var description: String { "\(name) <\(email)>" }
}

/// A person with a moment.
public struct Signature: Hashable, Codable, Sendable {
    /// The person, after the mailmap where one is in use.
    public var actor: Actor
    /// The moment; `nil` where the commit records none that git can read.
    public var date: Timestamp?

    /// The person's name.
    public var name: Text { actor.name }
    /// The person's e-mail address.
    public var email: Text { actor.email }

    /// Pairs a person with a moment.
    public init(actor: Actor, date: Timestamp?) {
        self.actor = actor
        self.date = date
    }
}
