// What a piece of text is, so that a terminal can colour it.

/// What a piece of text is; colours are given to roles, never to texts.
@usableFromInline
package enum ColorRole: UInt8, Sendable {
    /// Text without a colour.
    case plain
    /// The name of an object.
    case hash
    /// A local branch.
    case branch
    /// A remote-tracking branch.
    case remote
    /// A tag.
    case tag
    /// HEAD, or the branch it is on.
    case head
    /// A person.
    case person
    /// A date.
    case date
    /// Added lines.
    case insertion
    /// Deleted lines.
    case deletion
    /// A path.
    case path
    /// What matters less.
    case faint
    /// A reference that does not exist any more.
    case gone
    /// A column's heading.
    case heading
    /// The word that says an error follows.
    case error
    /// The word that says a warning follows.
    case warning
    /// The word that says a hint follows.
    case hint
}
