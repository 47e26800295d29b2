// A list of repositories that are asked the same question: named one by one, listed in a file, or found below a directory.

import GitObjects
import Records

/// Repositories in the order they were named, each once, with the names that answers call them by.
///
///     var list = RepositoryList()
///     list.add("../site")
///     list.addRepositories(under: "projects")
///     for entry in list.entries { print(entry.name, try list.open(entry).head) }
///
/// Nothing is opened until it is asked for: what cannot be opened costs the others nothing.
public struct RepositoryList: Sendable {
    /// A repository of the list.
    public struct Entry: Hashable, Sendable {
        /// The path as it was given, or the given directory and the path below it; no two entries have the same.
        public let name: Text
        /// Where it is: the top of a working tree, a git directory, or a bare repository.
        let directory: [UInt8]
    }

    /// The repositories, in order.
    public private(set) var entries: [Entry] = []
    /// The directories that could not be looked through.
    public private(set) var problems: [RgitError] = []
    private let environment: ProcessEnvironment
    /// What distinguishes directories: their paths with every link resolved.
    private var known: Set<[UInt8]> = []

    /// An empty list; paths are relative to the working directory of `environment`, by default that of the process.
    public init(environment: ProcessEnvironment? = nil) {
        self.environment = (environment ?? .current()).forListedRepository
    }

    // MARK: Naming repositories

    /// Adds the repository at `path`, unless the list has that directory already.
    public mutating func add(_ path: String) { add(Array(path.utf8)) }

    /// Adds the repository at `path`, in bytes.
    package mutating func add(_ path: [UInt8]) {
        let directory = environment.workingDirectory.appendingPath(path)
        guard known.insert(FileSystem.realPath(directory) ?? directory.normalizedPath).inserted else {
            return
        }
        entries.append(Entry(name: Text(path), directory: directory))
    }

    /// Adds the repositories that a text lists: a path each line, where blank lines and those that begin with `#` are
    /// skipped, or each path before a NUL.
    package mutating func add(listed text: [UInt8], nulTerminated: Bool) {
        for path in ListedNames.split(text, nulTerminated: nulTerminated) { add(path) }
    }

    /// Adds the repositories at and below a directory, in the order of their paths.
    ///
    /// A repository is a working tree with its `.git`, or a bare repository. Repositories inside another one, such as
    /// submodules, are not looked for, and symbolic links are not followed. A directory that cannot be listed is among
    /// ``problems``.
    public mutating func addRepositories(under directory: String) {
        addRepositories(under: Array(directory.utf8))
    }

    /// Adds the repositories at and below a directory given in bytes.
    package mutating func addRepositories(under directory: [UInt8]) {
        var search = RepositorySearch(environment.workingDirectory.appendingPath(directory))
        search.run()
        problems += search.problems
        for path in search.found {
            let isPlain = directory == Array(".".utf8) && !path.isEmpty
            add(path.isEmpty ? directory : isPlain ? path : directory.appendingPath(path))
        }
    }

    // MARK: Opening them

    /// A repository of the list, open.
    ///
    /// - Throws: `RgitError` where there is none at that very directory, or it cannot be opened.
    public func open(_ entry: Entry) throws(RgitError) -> Repo {
        Repo(
            try CurrentSession(
                entry.directory, gitDirectory: nil, environment: environment(of: entry),
                searchesParents: false))
    }

    /// A repository of the list as it is now.
    package func session(_ entry: Entry) throws(RgitError) -> Session {
        try Session(entry.directory, environment: environment(of: entry), searchesParents: false)
    }

    /// The process as seen from a repository of the list: relative paths of a question are those below its top.
    private func environment(of entry: Entry) -> ProcessEnvironment {
        var environment = environment
        environment.workingDirectory = entry.directory
        return environment
    }
}
