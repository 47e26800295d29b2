// All ignore files of a repository: which there are, and what holds in a directory.

import GitObjects
import Synchronization

/// Where ignore files are read from; shared by all workers.
final class IgnoreRules: Sendable {
    /// Reads a `.gitignore` that the index has and a sparse checkout leaves out of the working tree.
    typealias Fallback = @Sendable (_ path: [UInt8]) -> [UInt8]?

    private static let fileName = Array(".gitignore".utf8)

    let ignoringCase: Bool
    private let workTree: [UInt8]
    private let fallback: Fallback?
    /// The files that hold everywhere, strongest first: `info/exclude`, then the user's.
    fileprivate let general: [IgnoreFile]
    private let found = Mutex<(problems: [RgitError], links: Set<[UInt8]>)>(([], []))

    /// Reads the files that hold everywhere.
    ///
    /// - Throws: `repository` where there is no working tree, and what the configuration throws.
    init(_ session: Session, fallback: Fallback? = nil) throws(RgitError) {
        let layout = session.layout
        let workTree = try layout.requiredWorkTree()
        self.workTree = workTree
        self.fallback = fallback
        let ignoringCase = try session.config.bool("core.ignorecase") ?? false
        self.ignoringCase = ignoringCase
        var general: [IgnoreFile] = []
        var problems: [RgitError] = []
        let info = layout.commonDirectory.appendingPath("info/exclude")
        // git names it from the top of the working tree, where the git directory is below that.
        let isUsual = layout.commonDirectory == workTree.appendingPath(".git")
        for (path, name) in [
            (info, isUsual ? Array(".git/info/exclude".utf8) : info),
            // Named as it is recorded, as by git, which works at the top of the working tree then.
            IgnoreRules.userFile(session).map { (workTree.appendingPath($0), $0) },
        ].compactMap(\.self) {
            do throws(RgitError) {
                guard
                    let content = try FileSystem.read(
                        path, limit: FileSystem.SizeLimit.data, directory: .absent)
                else { continue }
                let file = IgnoreFile(content, name: name, ignoringCase: ignoringCase)
                if !file.isEmpty { general.append(file) }
            } catch {
                problems.append(error)
            }
        }
        self.general = general
        found.withLock { [problems] in $0.problems = problems }
    }

    /// Whether a `.gitignore` that the working tree has not may be read from the index.
    var mayReadFromIndex: Bool { fallback != nil }

    /// What could not be read so far.
    var problems: [RgitError] {
        found.withLock { $0.problems }.sorted {
            $0.subject.bytes.lexicographicallyPrecedes($1.subject.bytes)
        }
    }

    /// What git warns of: ignore files that are links, which it does not follow.
    var warnings: [Warning] {
        found.withLock { $0.links }.sorted { $0.lexicographicallyPrecedes($1) }.map {
            Warning("ignore file is a symbolic link, which is not followed", $0)
        }
    }

    private static func userFile(_ session: Session) -> [UInt8]? {
        if let path = session.config.path("core.excludesfile") { return path }
        if let base = session.environment["XDG_CONFIG_HOME"], !base.isEmpty {
            return base.appendingPath("git/ignore")
        }
        return session.environment["HOME"].map { $0.appendingPath(".config/git/ignore") }
    }

    /// What holds at the top of the working tree.
    func top() -> IgnoreScope { IgnoreScope(self, outer: nil, file: file(in: []), excluded: nil) }

    /// The patterns of a directory's own file (`directory` with a slash at its end); `nil` where it has none.
    fileprivate func file(in directory: [UInt8]) -> IgnoreFile? {
        let path = directory + IgnoreRules.fileName
        guard let content = content(path) else { return nil }
        let file = IgnoreFile(content, name: path, directory: directory, ignoringCase: ignoringCase)
        return file.isEmpty ? nil : file
    }

    private func content(_ path: [UInt8]) -> [UInt8]? {
        let file = workTree.appendingPath(path)
        guard let status = FileSystem.status(file, followLinks: false) else { return fallback?(path) }
        if status.isSymbolicLink {
            found.withLock { _ = $0.links.insert(path) }
            return fallback?(path)
        }
        guard !status.isDirectory else { return nil }
        do throws(RgitError) {
            return try FileSystem.read(file, limit: FileSystem.SizeLimit.data)
        } catch {
            found.withLock { $0.problems.append(RgitError(error.kind, error.what, path)) }
            return fallback?(path)
        }
    }
}

/// What is ignored in one directory: its own file, those of the directories above it, and the ones that hold everywhere.
final class IgnoreScope: Sendable {
    private let rules: IgnoreRules
    private let outer: IgnoreScope?
    private let file: IgnoreFile?
    /// The pattern that ignores the directory itself, and so everything in it.
    let excluded: IgnoreMatch?

    fileprivate init(_ rules: IgnoreRules, outer: IgnoreScope?, file: IgnoreFile?, excluded: IgnoreMatch?) {
        self.rules = rules
        self.outer = outer
        self.file = file
        self.excluded = excluded
    }

    /// The last pattern that matches a path directly in this directory, which may be negative; `nil` where none does.
    func lastMatch(_ path: [UInt8], nameStart: Int, isDirectory: () -> Bool) -> IgnoreMatch? {
        if let excluded { return excluded }
        var scope: IgnoreScope? = self
        while let current = scope {
            if let match = current.file?.lastMatch(path, nameStart: nameStart, isDirectory: isDirectory) {
                return match
            }
            scope = current.outer
        }
        for file in rules.general {
            if let match = file.lastMatch(path, nameStart: nameStart, isDirectory: isDirectory) {
                return match
            }
        }
        return nil
    }

    /// Whether a path directly in this directory is ignored.
    func ignores(_ path: [UInt8], nameStart: Int, isDirectory: Bool) -> Bool {
        guard let match = lastMatch(path, nameStart: nameStart, isDirectory: { isDirectory }) else {
            return false
        }
        return !match.isNegative
    }

    /// What holds in a directory directly below this one.
    ///
    /// - Parameters:
    ///   - directory: Its path from the top, with a slash at its end.
    ///   - nameStart: Where its name begins.
    ///   - hasFile: Whether a file of its own may be there, or in the index.
    func entering(_ directory: [UInt8], nameStart: Int, hasFile: Bool = true) -> IgnoreScope {
        if excluded != nil { return self }
        let match = lastMatch(Array(directory.dropLast()), nameStart: nameStart, isDirectory: { true })
        if let match, !match.isNegative {
            return IgnoreScope(rules, outer: self, file: nil, excluded: match)
        }
        guard hasFile, let file = rules.file(in: directory) else { return self }
        return IgnoreScope(rules, outer: self, file: file, excluded: nil)
    }
}

extension IndexFile {
    /// Reads the `.gitignore` files that the index has and the working tree need not have; `nil` where there are none.
    func ignoreFiles(_ session: Session) -> IgnoreRules.Fallback? {
        var skipped: [[UInt8]: ObjectID] = [:]
        for entry in entries where entry.skipsWorkTree && entry.stage == 0 && entry.mode.isRegular {
            if entry.path == ".gitignore" || entry.path.hasSuffix("/.gitignore") {
                skipped[entry.path] = entry.id
            }
        }
        guard !skipped.isEmpty else { return nil }
        return { [skipped] path in
            guard let id = skipped[path], let reader = try? session.makeReader() else { return nil }
            return try? reader.bytes(id, .blob)
        }
    }
}
