// Remembers what tags lead to, for a repository that is asked many questions.

import GitObjects
import Synchronization

/// The objects at the end of tags, by the tags' names. A tag never changes, so that each is read once.
final class PeeledTags: Sendable {
    /// The maximum number of tags that are remembered.
    private static let maximumCount = 1 << 16

    private let targets = Mutex<[ObjectID: ObjectID]>([:])

    /// The object that a tag leads to, perhaps over other tags; `nil` where that is not known.
    subscript(tag: ObjectID) -> ObjectID? { targets.withLock { $0[tag] } }

    /// Remembers what a tag leads to, unless there are too many already.
    func remember(_ target: ObjectID, of tag: ObjectID) {
        targets.withLock { targets in
            if targets.count < Self.maximumCount { targets[tag] = target }
        }
    }
}
