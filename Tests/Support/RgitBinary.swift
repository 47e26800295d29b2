// The built rgit, found beside the tests.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program under test.
public struct Rgit: Sendable {
    /// Where the build put it; `RGIT_BINARY` names another one.
    public static let path: String = {
        if let named = getenv("RGIT_BINARY") { return String(cString: named) }
        var folders: [String] = []
        #if canImport(Glibc)
            var link = [CChar](repeating: 0, count: 4097)
            let count = readlink("/proc/self/exe", &link, 4096)
            if count > 0 { folders.append(folder(of: bytes(link, count))) }
        #endif
        folders.append(folder(of: CommandLine.arguments.first ?? ""))
        // Run by a helper (macOS): the folder of builds beside the sources.
        folders.append(#filePath.components(before: "/Tests/Support/") + "/.build/debug")
        let found = folders.first { access("\($0)/rgit", X_OK) == 0 }
        return (found ?? ".build/debug") + "/rgit"
    }()

    private static func bytes(_ characters: [CChar], _ count: Int) -> String {
        String(decoding: characters[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    /// How it is run; variables may be added.
    public var runner: ProcessRunner
    /// What has to be there as long as this is: `let git = try ScratchRepository().git` keeps the repository.
    private let keeping: TemporaryFolder?

    /// rgit in a directory; `home` is an empty one.
    public init(in directory: String, home: String, keeping: TemporaryFolder? = nil) {
        self.keeping = keeping
        runner = ProcessRunner(environment: Hermetic.environment(home: home), workingDirectory: directory)
    }

    /// The same rgit with one variable set.
    public func with(_ variable: String, _ value: String) -> Rgit {
        var copy = self
        copy.runner.environment[variable] = Array(value.utf8)
        return copy
    }

    /// The same rgit in another directory.
    public func at(_ directory: String) -> Rgit {
        var copy = self
        copy.runner.workingDirectory = directory
        return copy
    }

    /// Runs a command line, whatever status it ends with.
    public func callAsFunction(
        _ arguments: String..., input: [UInt8] = [], output: OutputTarget = .captured
    ) throws -> ProcessResult {
        try runner.run(Self.path, arguments, input: input, output: output)
    }

    /// Runs a command line, whatever status it ends with.
    public func run(
        _ arguments: [String], input: [UInt8] = [], output: OutputTarget = .captured
    ) throws -> ProcessResult {
        try runner.run(Self.path, arguments, input: input, output: output)
    }

    /// Runs a command line of any bytes, whatever status it ends with.
    public func run(_ arguments: [[UInt8]], output: OutputTarget = .captured) throws -> ProcessResult {
        try runner.run(Self.path, arguments, output: output)
    }

    /// Runs a command with one more option right behind its name, before any `--`.
    public func run(_ arguments: [String], with option: String) throws -> ProcessResult {
        try run(Array(arguments.prefix(1)) + [option] + arguments.dropFirst())
    }

    /// The document a command prints as `--json`, parsed strictly; the command has to succeed.
    public func json(_ arguments: [String]) throws -> JSONValue {
        try JSONValue(parsing: run(arguments, with: "--json").expecting(0).stdout)
    }

    /// The document a command of any bytes prints, parsed strictly; put `--json` in yourself.
    public func json(_ arguments: [[UInt8]]) throws -> JSONValue {
        try JSONValue(parsing: runner.run(Self.path, arguments).expecting(0).stdout)
    }
}

extension String {
    fileprivate func components(before marker: String) -> String {
        guard let range = firstRange(of: marker) else { return "." }
        return String(self[..<range.lowerBound])
    }
}
