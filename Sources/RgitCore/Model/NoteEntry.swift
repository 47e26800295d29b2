// A note as people and programs see it.

import GitObjects
import Records

/// A note and the object it is about.
public struct NoteEntry: Record, Hashable, Codable {
    /// The object it is about, most often a commit.
    public var hexsha: ObjectID
    /// The blob that holds the note.
    public var noteHexsha: ObjectID
    /// The text of the note.
    public var message: Text
    /// The full name of the reference that the note is in.
    public var ref: Text

    /// The first paragraph of the text on one line.
    public var summary: Text { Text(Summary.of(message.bytes[...])) }

    /// The parts of a note that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The text.
        public static let message = Parts(rawValue: 1)
        /// All parts.
        public static let all: Parts = [.message]
    }
}
