// What the library may know of the process around it, handed in by the caller: nothing here asks the system itself.

/// The environment variables and the working directory a question is asked from.
public struct ProcessEnvironment: Sendable {
    /// The variables, values as bytes.
    public var variables: [String: [UInt8]]
    /// The absolute path of the working directory, without a trailing slash unless it is the root.
    public var workingDirectory: [UInt8]
    /// Seconds since 1970, against which `yesterday` is understood.
    public var now: Int64

    /// Describes a process.
    public init(variables: [String: [UInt8]], workingDirectory: [UInt8], now: Int64) {
        self.variables = variables
        self.workingDirectory = workingDirectory
        self.now = now
    }

    /// Describes a process in strings.
    public init(variables: [String: String], workingDirectory: String, now: Int64) {
        self.init(
            variables: variables.mapValues { Array($0.utf8) }, workingDirectory: Array(workingDirectory.utf8),
            now: now)
    }

    /// The value of a variable, `nil` when it is not set.
    public subscript(name: String) -> [UInt8]? { variables[name] }
}
