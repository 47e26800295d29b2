// Finds the configuration files git would read, follows their includes, and puts every setting in order.

import GitObjects

/// Reads configuration from files and from the environment.
struct ConfigLoader {
    /// How deep one file may include another, as in git.
    private static let maximumIncludeDepth = 10
    /// How many files are included in all. Git counts the depth alone: ten files that each include the next one forty
    /// times keep it reading for years.
    private static let maximumIncludes = 10_000

    private let environment: ProcessEnvironment
    /// The git directory `includeIf` conditions look at; `nil` while it is still being searched for.
    private let gitDirectory: [UInt8]?
    /// The git directory by the path the shell came here, where that leads through symbolic links.
    private var typedGitDirectory: [UInt8]?
    /// Where `onbranch:` finds the checked-out branch; `nil` outside of a repository.
    private let references: ReferenceStore?
    private var settings: [Configuration.Setting] = []
    /// Settings git skips with a warning.
    private var warnings: [Warning] = []
    /// Every file looked for, also those that are not there.
    private var files: [[UInt8]] = []
    private var includes = 0
    /// The URLs of all remotes, once `hasconfig:` has asked for them.
    private var remoteURLs: [[UInt8]]?
    /// While the remotes' URLs are collected, `hasconfig:` conditions hold and what they include may not set URLs.
    private var collectingURLs = false
    private var localFiles: [(file: [UInt8], scope: Configuration.Scope)] = []
    /// The content of the repository's own file where it has been read before.
    private var knownText: (file: [UInt8], text: [UInt8])?

    private init(
        environment: ProcessEnvironment, gitDirectory: [UInt8]? = nil, references: ReferenceStore? = nil
    ) {
        self.environment = environment
        self.gitDirectory = gitDirectory
        self.references = references
    }

    /// The settings in force in a repository.
    ///
    /// `worktreeFile` is the working tree's own file where `extensions.worktreeConfig` asks for it. The repository's own
    /// file is not read again: its content comes with the layout.
    static func load(
        environment: ProcessEnvironment, layout: RepositoryLayout, worktreeFile: [UInt8]?,
        references: ReferenceStore
    ) throws(RgitError) -> Configuration {
        var loader = ConfigLoader(
            environment: environment, gitDirectory: layout.gitDirectory, references: references)
        loader.typedGitDirectory = typedGitDirectory(layout, environment)
        loader.localFiles = [(layout.configFile, .local)]
        loader.knownText = layout.configText.map { (layout.configFile, $0) }
        if let worktreeFile { loader.localFiles.append((worktreeFile, .worktree)) }
        try loader.readEverything()
        return Configuration(
            settings: loader.settings, files: loader.files, warnings: loader.warnings,
            home: environment.homeDirectory)
    }

    /// The settings that no repository can forge: those of the system, the user and the environment.
    static func loadProtected(environment: ProcessEnvironment) throws(RgitError) -> Configuration {
        var loader = ConfigLoader(environment: environment)
        try loader.readEverything()
        return Configuration(settings: loader.settings, home: environment.homeDirectory)
    }

    /// The settings of one file, includes not followed, as git reads a repository's format.
    static func loadFile(_ file: [UInt8], environment: ProcessEnvironment) throws(RgitError) -> Configuration
    {
        guard let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.text) else { return .empty }
        return try parse(text, of: file, environment: environment)
    }

    /// The settings of a file's content, includes not followed; only those of some `sections`, where any are named.
    static func parse(
        _ text: [UInt8], of file: [UInt8], environment: ProcessEnvironment, sections: [String] = []
    ) throws(RgitError) -> Configuration {
        var loader = ConfigLoader(environment: environment)
        let prefixes = sections.map { Array($0.utf8) + [0x2e] }
        let failure = ConfigParser.parse(text) { entry in
            guard prefixes.isEmpty || prefixes.contains(where: { entry.key.starts(with: $0) }) else { return }
            loader.settings.append(
                .init(key: entry.key, value: entry.value, scope: .local, file: file, line: entry.line))
        }
        if let failure { throw Self.badLine(failure.line, file) }
        return Configuration(settings: loader.settings, home: environment.homeDirectory)
    }

    private mutating func readEverything() throws(RgitError) {
        for (file, scope) in Self.sharedFiles(environment) + localFiles {
            files.append(file)
            guard let text = try content(of: file) else { continue }
            try take(text, of: file, scope: scope, depth: 0)
        }
        for entry in try ConfigEnvironment.entries(environment) {
            try add(entry, of: nil, scope: .command, depth: 0)
        }
    }

    private func content(of file: [UInt8]) throws(RgitError) -> [UInt8]? {
        if let knownText, knownText.file == file { return knownText.text }
        return try FileSystem.read(file, limit: FileSystem.SizeLimit.text)
    }

    /// The machine's and the user's files, in the order read.
    private static func sharedFiles(
        _ environment: ProcessEnvironment
    ) -> [(file: [UInt8], scope: Configuration.Scope)] {
        var files: [(file: [UInt8], scope: Configuration.Scope)] = []
        if !environment.flag("GIT_CONFIG_NOSYSTEM", default: false) {
            files.append((environment["GIT_CONFIG_SYSTEM"] ?? Array("/etc/gitconfig".utf8), .system))
        }
        if let file = environment["GIT_CONFIG_GLOBAL"] {
            if !file.isEmpty { files.append((file, .global)) }
            return absolute(files, environment)
        }
        let home = environment.homeDirectory
        if let xdg = environment["XDG_CONFIG_HOME"], !xdg.isEmpty {
            files.append((xdg.appendingPath("git/config"), .global))
        } else if let home {
            files.append((home.appendingPath(".config/git/config"), .global))
        }
        if let home { files.append((home.appendingPath(".gitconfig"), .global)) }
        return absolute(files, environment)
    }

    private static func absolute(
        _ files: [(file: [UInt8], scope: Configuration.Scope)], _ environment: ProcessEnvironment
    ) -> [(file: [UInt8], scope: Configuration.Scope)] {
        files.map { (environment.workingDirectory.appendingPath($0.file), $0.scope) }
    }

    private mutating func take(
        _ text: [UInt8], of file: [UInt8], scope: Configuration.Scope, depth: Int
    ) throws(RgitError) {
        let failure = try ConfigParser.parse(text) { entry throws(RgitError) in
            try add(entry, of: file, scope: scope, depth: depth)
        }
        if let failure { throw Self.badLine(failure.line, file) }
    }

    private mutating func add(
        _ entry: ConfigEntry, of file: [UInt8]?, scope: Configuration.Scope, depth: Int
    ) throws(RgitError) {
        if collectingURLs {
            if let url = Self.remoteURL(entry) { remoteURLs?.append(url) }
        } else {
            if !entry.key.contains(0x2e) {
                warnings.append(Warning("key does not contain a section", entry.key))
            }
            settings.append(
                .init(key: entry.key, value: entry.value, scope: scope, file: file, line: entry.line))
        }
        if entry.key == "include.path" {
            try include(entry, from: file, scope: scope, depth: depth)
        } else if entry.key.hasPrefix("includeif."), entry.key.hasSuffix(".path"),
            entry.key.count > "includeif..path".utf8.count
        {
            let condition = Array(entry.key.dropFirst("includeif.".utf8.count).dropLast(".path".utf8.count))
            guard try holds(condition, in: file) else { return }
            try include(entry, from: file, scope: scope, depth: depth)
        }
    }

    private mutating func include(
        _ entry: ConfigEntry, from file: [UInt8]?, scope: Configuration.Scope, depth: Int
    ) throws(RgitError) {
        guard let value = entry.value else {
            throw RgitError(.damaged, "missing value for", entry.key)
        }
        guard var path = UserDirectory.expand(value, home: environment.homeDirectory) else {
            throw RgitError(.damaged, "could not expand include path", value)
        }
        if !path.isAbsolutePath {
            guard let file else {
                throw RgitError(.damaged, "relative config includes must come from files", value)
            }
            path = file.parentPath.appendingPath(path)
        }
        files.append(path)
        guard let text = try FileSystem.read(path, limit: FileSystem.SizeLimit.text) else { return }
        guard depth < Self.maximumIncludeDepth else {
            throw RgitError(
                .damaged, "exceeded maximum include depth (\(Self.maximumIncludeDepth)) while including",
                path,
                hint: "This might be due to circular includes.")
        }
        includes += 1
        guard includes <= Self.maximumIncludes else {
            throw RgitError(
                .damaged, "exceeded \(Self.maximumIncludes) included files while including", path,
                hint: "Files that include each other several times multiply.")
        }
        try take(text, of: path, scope: scope, depth: depth + 1)
    }

    // MARK: Conditions

    private mutating func holds(_ condition: [UInt8], in file: [UInt8]?) throws(RgitError) -> Bool {
        if let pattern = condition.after("gitdir:") {
            return try gitDirectoryMatches(pattern, in: file, ignoringCase: false)
        }
        if let pattern = condition.after("gitdir/i:") {
            return try gitDirectoryMatches(pattern, in: file, ignoringCase: true)
        }
        if let pattern = condition.after("onbranch:") {
            guard let end = try references?.follow(Array("HEAD".utf8)), end.isSymbolic,
                let branch = end.name.after("refs/heads/")
            else { return false }
            return Glob.matchesPath(Self.reachingInside(pattern), branch)
        }
        if let pattern = condition.after("hasconfig:remote.*.url:") {
            if collectingURLs { return true }
            if remoteURLs == nil { remoteURLs = try collectRemoteURLs() }
            return (remoteURLs ?? []).contains { Glob.matchesPath(pattern, $0) }
        }
        return false
    }

    private func collectRemoteURLs() throws(RgitError) -> [[UInt8]] {
        var collector = ConfigLoader(
            environment: environment, gitDirectory: gitDirectory, references: references)
        collector.typedGitDirectory = typedGitDirectory
        collector.localFiles = localFiles
        collector.collectingURLs = true
        collector.remoteURLs = []
        try collector.readEverything()
        return collector.remoteURLs ?? []
    }

    private static func remoteURL(_ entry: ConfigEntry) -> [UInt8]? {
        guard entry.key.hasPrefix("remote."), entry.key.hasSuffix(".url"),
            entry.key.count > "remote..url".utf8.count
        else { return nil }
        return entry.value
    }

    private static func reachingInside(_ pattern: [UInt8]) -> [UInt8] {
        pattern.last == 0x2f ? pattern + [0x2a, 0x2a] : pattern
    }

    private func gitDirectoryMatches(
        _ condition: [UInt8], in file: [UInt8]?, ignoringCase: Bool
    ) throws(RgitError) -> Bool {
        guard let gitDirectory else { return false }
        var pattern = UserDirectory.expand(condition, home: environment.homeDirectory) ?? condition
        if condition.first == UInt8(ascii: "~"), let home = environment.homeDirectory,
            let real = FileSystem.realPath(home), pattern != condition
        {
            pattern = real + condition.dropFirst()
        }
        var literal = 0
        if pattern.hasPrefix("./") {
            guard let file else {
                throw RgitError(
                    .damaged, "relative config include conditionals must come from files", condition)
            }
            let directory = (FileSystem.realPath(file) ?? file).parentPath
            pattern = directory + pattern.dropFirst()
            literal = directory.count + 1
        } else if !pattern.isAbsolutePath {
            pattern = [0x2a, 0x2a, 0x2f] + pattern
        }
        pattern = Self.reachingInside(pattern)
        let real = FileSystem.realPath(gitDirectory) ?? gitDirectory
        for text in [real, typedGitDirectory ?? gitDirectory] {
            if literal > 0 {
                guard text.count >= literal, pattern.count >= literal else { continue }
                let left = Array(pattern[..<literal])
                let right = Array(text[..<literal])
                guard ignoringCase ? left.asciiLowercased == right.asciiLowercased : left == right else {
                    continue
                }
            }
            if Glob.matchesPath(
                Array(pattern[literal...]), Array(text[literal...]), ignoringCase: ignoringCase)
            {
                return true
            }
        }
        return false
    }

    /// The git directory below `PWD`, where that is another name of the directory git would be in and the git directory is
    /// one that git names relative to it.
    private static func typedGitDirectory(
        _ layout: RepositoryLayout, _ environment: ProcessEnvironment
    ) -> [UInt8]? {
        let here = layout.workingDirectory
        guard let typed = environment["PWD"], typed.isAbsolutePath, typed != here,
            environment["GIT_DIR"]?.isAbsolutePath != true,
            let inside = layout.gitDirectory.pathInside(here),
            let status = FileSystem.status(typed), let own = FileSystem.status(here),
            status.device == own.device, status.inode == own.inode
        else { return nil }
        return typed.appendingPath(inside)
    }

    private static func badLine(_ line: Int, _ file: [UInt8]) -> RgitError {
        RgitError(.damaged, "bad config line \(line) in file", file)
    }
}

extension [UInt8] {
    /// What follows `prefix`; `nil` when the bytes do not begin with it.
    func after(_ prefix: String) -> [UInt8]? {
        hasPrefix(prefix) ? Array(dropFirst(prefix.utf8.count)) : nil
    }
}
