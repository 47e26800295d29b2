// What the library may know of the process around it, handed in by the caller: nothing here asks the system itself.

/// The environment variables and the working directory a question is asked from.
public struct ProcessEnvironment: Sendable {
    /// The variables, values as bytes.
    public var variables: [String: [UInt8]]
    /// The absolute path of the working directory, without a trailing slash unless it is the root.
    public var workingDirectory: [UInt8]
    /// Seconds since 1970, against which `yesterday` is understood.
    public var now: Int64
    /// A mailmap whose entries override those of every repository (`--mailmap=FILE`); `nil` for none.
    package var mailmap: [UInt8]?

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

    /// The same without the variables that describe the repository at hand, as `git rev-parse --local-env-vars` lists them.
    var forAnotherRepository: ProcessEnvironment {
        var environment = self
        for name in Self.localVariables { environment.variables[name] = nil }
        return environment
    }

    /// The same without the variables that name a repository or its parts: another one is named by its path.
    var forListedRepository: ProcessEnvironment {
        var environment = self
        for name in Self.locationVariables { environment.variables[name] = nil }
        return environment
    }

    private static let locationVariables = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
        "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ]

    private static let localVariables = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
        "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_PREFIX",
        "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_INTERNAL_SUPER_PREFIX",
    ]
}
