// What a row states about itself: the parts it is made of, so that only those which are asked for are loaded.

/// A value that fields are written from: a row, or the members of a document around the rows.
///
/// A field states which parts it needs (``Field/needs``), and the union of the selected fields' parts is what a query
/// loads. A row whose values are all at hand has no parts.
public protocol Record: Sendable {
    /// The parts that can be left unloaded.
    associatedtype Parts: RecordParts = NoParts
}

/// The parts of a kind of record, as bits.
public protocol RecordParts: OptionSet, Sendable where RawValue == Int {}

/// The parts of a record that is always loaded whole.
public struct NoParts: RecordParts {
    /// The parts as bits.
    public let rawValue: Int
    /// Takes the parts as bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
}
