// What `rgit config` can be asked.

/// What `rgit config` was asked.
public struct ConfigRequest: Hashable, Codable, Sendable {
    /// What a value is taken for, and written as.
    public enum ValueType: String, Hashable, Codable, Sendable, CaseIterable {
        /// `true` or `false`.
        case bool
        /// A whole number.
        case int
        /// A truth value or a whole number.
        case boolOrInt = "bool-or-int"
        /// A path, the home directory in place of `~`.
        case path
        /// A date, in seconds since 1970.
        case expiryDate = "expiry-date"
        /// A colour, as the sequence a terminal understands.
        case color
    }

    /// A format of git's own.
    public enum Form: Hashable, Codable, Sendable {
        /// The values alone.
        case values
        /// `git config --list`.
        case list
    }

    /// The full name of the variable; `nil` for all variables.
    public var key: [UInt8]?
    /// Only values that this pattern matches, a `!` in front for those it does not.
    public var valuePattern: [UInt8]?
    /// `--all`: every value of the variable rather than the last.
    public var all = false
    /// `--get-regexp`: `key` is a regular expression that names have to match.
    public var keyIsPattern = false
    /// `--fixed-value`: `valuePattern` is the value itself.
    public var valueIsFixed = false
    /// `--type`
    public var type: ValueType?
    /// A format of git's own in place of rows.
    public var form: Form?
    /// `--show-origin`, for the list.
    public var showsOrigin = false
    /// `--show-scope`, for the list.
    public var showsScope = false
    /// `--name-only`, for the list.
    public var namesOnly = false
    /// `-z`, for git's formats.
    public var nulTerminated = false

    /// `rgit config` without arguments.
    public init() {}
}
