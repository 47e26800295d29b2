// A mirror of a repository after a run of `rgit mirror`, and what a run comes to.

import Records

/// A mirror, and what the run did to it.
public struct MirroredRepository: Record, Hashable, Codable {
    /// What a run did to a mirror.
    public enum State: String, Hashable, Codable, Sendable {
        /// It was made.
        case cloned
        /// References have changed.
        case updated
        /// It was what the server has already.
        case unchanged
        /// It could not be made or updated; what was there before is still there.
        case failed
    }

    /// The URL, without a password.
    public var url: Text
    /// Its directory, relative to the folder of mirrors; `nil` for a URL that is refused.
    public var path: Text?
    /// What the run did.
    public var state: State
    /// How many references, HEAD among them, were added, moved or removed.
    public var changedReferences: Int
    /// How long it took, all attempts together, in seconds.
    public var seconds: Double
    /// Why it failed, one line; `nil` where it did not.
    public var error: Text?
    /// How many attempts were made; 0 for a URL that is refused.
    public var attempts: Int
}

/// What a run of `rgit mirror` comes to.
public struct MirrorSummary: Record, Hashable, Codable {
    /// The number of mirrors.
    public var total = 0
    /// How many were made.
    public var cloned = 0
    /// How many have references that changed.
    public var updated = 0
    /// How many were what the server has already.
    public var unchanged = 0
    /// How many could not be made or updated.
    public var failed = 0
    /// How many URLs were given again, and left out.
    public var repeated = 0

    /// No mirrors.
    public init() {}

    /// Counts a mirror.
    mutating func count(_ row: MirroredRepository) {
        total += 1
        switch row.state {
        case .cloned: cloned += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .failed: failed += 1
        }
    }
}

/// How repositories are mirrored.
public struct MirrorOptions: Hashable, Codable, Sendable {
    /// How mirrors are named.
    public enum Layout: String, Hashable, Codable, Sendable {
        /// `HOST/PATH.git`, as in the URL.
        case host
        /// `1.git`, `2.git` and so on, in the order in which they were first given.
        case flat
    }

    /// How mirrors are named.
    public var layout = Layout.host
    /// How many are worked on at a time.
    public var jobs = 8
    /// The seconds that one attempt may take; `nil` for no limit.
    public var timeout: Int? = 3_600
    /// How often a failure that may pass is tried again.
    public var retries = 2
    /// The filter of partial clones, such as `blob:none`; `nil` for whole ones. Mirrors that are there keep theirs.
    public var filter: Text?
    /// Whether references go that the server does not have any more.
    public var prune = true
    /// Transports that are allowed besides https, http, ssh, git and file.
    public var allowedTransports: Set<String> = []

    /// The usual ones.
    public init() {}
}
