// Answers which attributes a path has, from all the places git looks at and in git's order.

import GitObjects

/// The attributes of paths; one per worker, for it remembers the files it has read.
///
/// The first is read when the first question is asked: most comparisons find nothing whose attributes count.
final class AttributeReader {
    /// Where `.gitattributes` files are read from when the working tree has none.
    typealias Fallback = (_ path: [UInt8]) -> [UInt8]?

    private let workTree: [UInt8]?
    private let fallback: Fallback?
    private let ignoringCase: Bool
    private let session: Session
    private var isLoaded = false
    private var info = AttributeFile.empty
    /// The files that hold everywhere, strongest first: the user's, the system's, and what is built in.
    private var general: [AttributeFile] = []
    private var macros: [[UInt8]: [AttributeState]] = [:]
    private var files: [[UInt8]: AttributeFile] = [:]
    /// The attributes that files named so far.
    var names: [[UInt8]] {
        load()
        return known
    }
    private var known: [[UInt8]] = []
    private var isKnown: Set<[UInt8]> = []
    /// What went wrong with the files of a tree.
    private var fault: Fault?

    /// The first error of a reader.
    private final class Fault {
        var error: RgitError?
    }

    /// The files of attributes outside of the working tree, also those that are not there.
    static func generalFiles(_ session: Session) -> [[UInt8]] {
        [
            session.layout.commonDirectory.appendingPath("info/attributes"), Array("/etc/gitattributes".utf8),
        ] + (userFile(session).map { [$0] } ?? [])
    }

    /// Prepares to answer for a repository.
    ///
    /// - Parameters:
    ///   - fallback: What git asks the index for, where it has read the index.
    ///   - onlyFallback: Whether the files of the working tree do not count.
    /// - Throws: what the configuration throws for a malformed setting.
    init(_ session: Session, onlyFallback: Bool = false, fallback: Fallback? = nil) throws(RgitError) {
        // git looks at attributes of the working tree, and only where there is one.
        workTree = onlyFallback ? nil : session.layout.workTree
        self.fallback = session.layout.isBare && !onlyFallback ? nil : fallback
        ignoringCase = try session.config.bool("core.ignorecase") ?? false
        self.session = session
    }

    /// Reads the files that hold everywhere and that of the root, once.
    private func load() {
        if isLoaded { return }
        isLoaded = true
        info = Self.file(
            session.layout.commonDirectory.appendingPath("info/attributes"), ignoringCase)
        if let path = Self.userFile(session) {
            general.append(Self.file(path, ignoringCase))
        }
        let noSystem = session.environment["GIT_ATTR_NOSYSTEM"].map { ConfigValue.bool($0) ?? true } ?? false
        if !noSystem {
            general.append(
                Self.file(Array("/etc/gitattributes".utf8), ignoringCase))
        }
        general.append(AttributeFile(Array("[attr]binary -diff -merge -text\n".utf8), allowsMacros: true))

        let root = Array(".gitattributes".utf8)
        let rootContent =
            workTree.flatMap { Self.contentUnfollowed($0.appendingPath(root)) } ?? self.fallback?(root) ?? []
        let rootFile = AttributeFile(rootContent, allowsMacros: true, ignoringCase: ignoringCase)
        for file in [info, rootFile] + general {
            for macro in file.macros.reversed() where macros[macro.name] == nil {
                macros[macro.name] = macro.states
            }
        }
        files[[]] = rootFile
        for file in general.reversed() + [rootFile, info] { remember(file) }
    }

    /// Prepares to answer by the files of a tree in the place of those of the working tree.
    convenience init(_ session: Session, tree: ObjectID, _ reader: ObjectReader) throws(RgitError) {
        let fault = Fault()
        try self.init(session, onlyFallback: true) { path in
            do throws(RgitError) {
                guard let entry = try TreeLookup.entry(path, in: tree, reader: reader),
                    entry.mode != .directory, entry.mode != .gitlink
                else { return nil }
                return try reader.bytes(entry.id, .blob)
            } catch {
                if fault.error == nil { fault.error = error }
                return nil
            }
        }
        self.fault = fault
    }

    /// Why a file of the tree could not be read, which is then taken for empty.
    var problem: RgitError? {
        load()
        return fault?.error
    }

    private func remember(_ file: AttributeFile) {
        for name in file.names where isKnown.insert(name).inserted { known.append(name) }
    }

    /// What all places together say of the attributes named; what is not said is not in the answer.
    ///
    /// `path` has no slash at its end; patterns with one match where `isDirectory` is set.
    func attributes(_ path: [UInt8], isDirectory: Bool = false) -> [[UInt8]: AttributeValue] {
        load()
        var found: [[UInt8]: AttributeValue] = [:]
        let slash = path.lastIndex(of: 0x2f)
        let baseName = slash.map { path[($0 + 1)...] } ?? path[...]
        func collect(_ file: AttributeFile, directory: [UInt8]) {
            for rule in file.rules.reversed()
            where rule.pattern.matches(
                path, baseName: baseName, isDirectory: isDirectory, directory: directory,
                ignoringCase: ignoringCase)
            {
                fill(rule.states, &found)
            }
        }
        collect(info, directory: [])
        var directory = slash.map { Array(path[..<$0]) } ?? []
        while true {
            collect(file(in: directory), directory: directory)
            if directory.isEmpty { break }
            directory = directory.lastIndex(of: 0x2f).map { Array(directory[..<$0]) } ?? []
        }
        for file in general { collect(file, directory: []) }
        return found
    }

    /// Takes what is not known yet; a macro that is set brings its own attributes at once, each of them once.
    private func fill(_ states: [AttributeState], _ found: inout [[UInt8]: AttributeValue]) {
        // A list instead of recursion: macros may name each other in a chain of any length.
        var pending = states
        while let state = pending.popLast() {
            guard found[state.name] == nil else { continue }
            found[state.name] = state.value
            if state.value == .set, let macro = macros[state.name] { pending += macro }
        }
    }

    /// Reads the files of the directories that lead to a path, outer ones first, as git does: ``names`` has them in this order.
    func readFiles(above path: [UInt8]) {
        for slash in path.indices where path[slash] == 0x2f { _ = file(in: Array(path[..<slash])) }
    }

    private func file(in directory: [UInt8]) -> AttributeFile {
        load()
        if let known = files[directory] { return known }
        var file = AttributeFile.empty
        let path = directory.appendingPath(".gitattributes")
        let content = workTree.flatMap { Self.contentUnfollowed($0.appendingPath(path)) } ?? fallback?(path)
        if let content {
            file = AttributeFile(content, allowsMacros: false, ignoringCase: ignoringCase)
            remember(file)
        }
        files[directory] = file
        return file
    }

    private static func userFile(_ session: Session) -> [UInt8]? {
        if let path = session.settingPath("core.attributesfile") { return path }
        if let base = session.environment["XDG_CONFIG_HOME"], !base.isEmpty {
            return base.appendingPath("git/attributes")
        }
        return session.environment["HOME"].map { $0.appendingPath(".config/git/attributes") }
    }

    private static func file(_ path: [UInt8], _ ignoringCase: Bool) -> AttributeFile {
        AttributeFile(content(path) ?? [], allowsMacros: true, ignoringCase: ignoringCase)
    }

    /// A `.gitattributes` of the working tree; one that is a symbolic link is not followed.
    private static func contentUnfollowed(_ path: [UInt8]) -> [UInt8]? {
        guard let status = FileSystem.status(path, followLinks: false), status.isRegular else { return nil }
        return content(path)
    }

    private static func content(_ path: [UInt8]) -> [UInt8]? {
        // What cannot be read is as good as absent: git warns and goes on.
        (try? FileSystem.read(path, limit: AttributeFile.maximumSize)) ?? nil
    }
}
