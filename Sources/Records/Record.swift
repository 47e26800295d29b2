// What a row states about itself: the parts it is made of, so that only those which are asked for are loaded.

/// A value that fields are written from: a row, or the members of a document around the rows.
///
/// A field states which parts it needs (``Field/needs``), and the union of the selected fields' parts is what a query
/// loads. A row whose values are all at hand has no parts.
public protocol Record: Sendable {
    /// The parts that can be left unloaded.
    associatedtype Parts: OptionSet & Sendable = NoParts
}

/// The parts of a record that is always loaded whole.
public struct NoParts: OptionSet, Sendable {
    /// The parts as bits.
    public let rawValue: UInt8
    /// Takes the parts as bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
}
