// Real git, run beside rgit: the reference every answer is compared with.

/// The git program in one directory, with no configuration but the repository's.
public struct Git: Sendable {
    /// How it is run; variables may be added.
    public var runner: ProcessRunner
    /// What has to be there as long as this is: `let git = try ScratchRepository().git` keeps the repository.
    private let keeping: TemporaryFolder?

    /// Git in a directory; `home` is an empty one.
    public init(in directory: String, home: String, keeping: TemporaryFolder? = nil) {
        self.keeping = keeping
        runner = ProcessRunner(environment: Hermetic.environment(home: home), workingDirectory: directory)
    }

    /// The same git with one variable set.
    public func with(_ variable: String, _ value: String) -> Git {
        var copy = self
        copy.runner.environment[variable] = Array(value.utf8)
        return copy
    }

    /// The same git in another directory.
    public func at(_ directory: String) -> Git {
        var copy = self
        copy.runner.workingDirectory = directory
        return copy
    }

    /// Runs a command that has to succeed.
    /// - Throws: `ProcessFailure` when it does not.
    @discardableResult
    public func callAsFunction(_ arguments: String..., input: [UInt8] = []) throws -> ProcessResult {
        try run(arguments, input: input)
    }

    /// Runs a command that has to succeed.
    @discardableResult
    public func run(_ arguments: [String], input: [UInt8] = []) throws -> ProcessResult {
        try runner.run("git", arguments, input: input).expecting(0)
    }

    /// Runs a command with arguments of any bytes that has to succeed.
    @discardableResult
    public func run(_ arguments: [[UInt8]], input: [UInt8] = []) throws -> ProcessResult {
        try runner.run("git", arguments, input: input).expecting(0)
    }

    /// Runs a command that may fail.
    public func attempt(_ arguments: [String], input: [UInt8] = []) throws -> ProcessResult {
        try runner.run("git", arguments, input: input)
    }

    /// What a command prints, without the last line feed.
    public func line(_ arguments: String...) throws -> String {
        var text = try run(arguments).stdout
        if text.last == 0x0A { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
