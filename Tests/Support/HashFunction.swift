// By which hash function a test's repository names its objects.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What `git init --object-format` takes.
public enum HashFunction: String, Sendable, CaseIterable {
    /// Names of 40 digits.
    case sha1
    /// Names of 64 digits.
    case sha256

    /// What tests use that name none: SHA-1, or what `GIT_DEFAULT_HASH` says, by which the whole suite can be run on
    /// repositories of the other format.
    public static let usual =
        getenv("GIT_DEFAULT_HASH").flatMap { HashFunction(rawValue: String(cString: $0)) } ?? .sha1

    /// The format of what is drawn from a seed: SHA-256 for odd ones.
    static func drawn(_ seed: UInt64) -> HashFunction { seed % 2 == 1 ? .sha256 : .usual }

    /// The number of digits of a name.
    public var digits: Int { self == .sha1 ? 40 : 64 }

    /// The name of no object.
    public var zeros: String { String(repeating: "0", count: digits) }

    /// The name of this format that begins with the digits of an invented SHA-1 name.
    public func name(_ hexsha: String) -> String {
        String((hexsha + hexsha).prefix(max(digits, hexsha.count)))
    }
}
