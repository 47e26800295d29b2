// Who did something and when: the author or the committer of a commit, the tagger of a tag.

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

/// A person with a moment.
public struct Signature: Hashable, Codable, Sendable {
    /// The person, after the mailmap where one is in use.
    public var actor: Actor
    /// The moment; `nil` where the commit records none that git can read.
    public var date: Timestamp?

    /// Pairs a person with a moment.
    public init(actor: Actor, date: Timestamp?) {
        self.actor = actor
        self.date = date
    }
}

/// A moment as git records it: seconds since 1970 and the writer's offset from UTC.
public struct Timestamp: Hashable, Codable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public var seconds: Int64
    /// The recorded offset as git writes it, in hours times 100 plus minutes: `+0530` is 530, `-0330` is -330.
    public var offset: Int

    /// A moment with a recorded offset.
    public init(seconds: Int64, offset: Int) {
        self.seconds = seconds
        self.offset = offset
    }

    /// Whether this moment comes before another; of one moment written in two zones, the more western one does.
    func precedes(_ other: Timestamp) -> Bool { (seconds, offset) < (other.seconds, other.offset) }
}
