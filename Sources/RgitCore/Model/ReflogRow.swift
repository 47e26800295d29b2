// A move of a reference as people and programs see it: GitPython's `RefLogEntry`, as a value.

import GitObjects
import Records

/// A move of a reference, with its place in the reference's log.
public struct ReflogRow: Record, Hashable, Codable {
    /// The full name of the reference whose log it is from.
    public var ref: Text
    /// How many moves came after it: 0 for the last one.
    public var index: Int
    /// What names it, such as `main@{0}`.
    public var selector: Text
    /// What the reference pointed to before; `nil` when it did not exist.
    public var oldHexsha: ObjectID?
    /// What it has pointed to since; zero where the reference was deleted.
    public var hexsha: ObjectID
    /// Who moved it, as recorded, and when.
    public var signature: Signature
    /// Why, in one line.
    public var message: Text

    /// Who moved it, as recorded (GitPython's `actor`).
    public var actor: Actor { signature.actor }
    /// When it moved (GitPython's `time`).
    public var date: Timestamp? { signature.date }

    /// Describes an entry of the log of `ref`, which people call `name`.
    init(_ entry: ReflogEntry, _ index: Int, ref: [UInt8], name: [UInt8]) {
        self.ref = Text(ref)
        self.index = index
        selector = Text(name + Array("@{\(index)}".utf8))
        oldHexsha = entry.old.isZero ? nil : entry.old
        hexsha = entry.new
        message = Text(entry.message)
        var actor = Actor(name: Text(entry.identity), email: "")
        if let parts = IdentityLine(entry.identity.span, 0..<entry.identity.count) {
            actor = Actor(
                name: Text(Array(entry.identity[parts.name])), email: Text(Array(entry.identity[parts.email]))
            )
        }
        signature = Signature(actor: actor, date: entry.date)
    }
}

/// What the answer says of a log beside its entries.
public struct ReflogSummary: Record, Hashable, Codable {
    /// How many lines could not be read.
    public var damagedLines = 0
}
