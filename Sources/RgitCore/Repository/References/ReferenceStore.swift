// Reads references from loose files and from packed-refs, symbolic ones followed, in git's order.

import GitObjects
import Synchronization

/// A reference as it was read.
public struct Reference: Sendable, Equatable {
    /// The full name, such as `refs/heads/main`.
    public let name: [UInt8]
    /// The object it leads to, symbolic references followed; zero when it is broken or dangling.
    public let target: ObjectID
    /// The name a symbolic reference points to directly; `nil` for an ordinary one.
    public let symbolicTarget: [UInt8]?
    /// What a tag comes down to, where packed-refs says it; `nil` where only the object itself can tell.
    public let peeled: ObjectID?
    /// Why it leads nowhere; `nil` when it does.
    public let defect: Defect?

    /// What can be wrong with a reference.
    public enum Defect: Sendable, Equatable {
        /// The file holds neither an object's name nor `ref: NAME`.
        case broken
        /// The name is one git does not allow.
        case badName
        /// A symbolic reference whose end does not exist.
        case dangling
    }

    /// The name without `refs/heads/`, `refs/tags/`, `refs/remotes/` or `refs/`.
    public var shortName: [UInt8] { ReferenceName.short(name) }
}

/// The references of a repository, as the working tree it was opened in sees them.
public final class ReferenceStore: Sendable {
    /// What one reference holds, before anything is followed.
    enum Content: Sendable, Equatable {
        case missing
        case broken
        case direct(ObjectID, peeled: ObjectID?)
        case symbolic([UInt8])
    }

    /// Where following a reference ended.
    struct Resolution: Sendable, Equatable {
        /// The name of the last reference on the way.
        var name: [UInt8]
        /// What it points to; `nil` when it does not exist (an unborn branch) or is broken.
        var id: ObjectID?
        var peeled: ObjectID?
        /// The first step, where the reference was symbolic.
        var symbolicTarget: [UInt8]?
        var isBroken: Bool
    }

    /// How many references are followed one after the other, as in git.
    private static let maximumDepth = 5

    private let gitDirectory: [UInt8]
    private let commonDirectory: [UInt8]
    /// How the repository names its objects.
    let format: ObjectFormat
    private let packed = Mutex<PackedReferences?>(nil)

    init(layout: RepositoryLayout) {
        gitDirectory = layout.gitDirectory
        commonDirectory = layout.commonDirectory
        format = layout.objectFormat
    }

    // MARK: One reference

    /// The object a reference leads to; `nil` when there is no such reference, or it leads nowhere.
    public func resolve(_ name: [UInt8]) throws(RgitError) -> ObjectID? {
        try follow(name)?.id
    }

    /// The object a reference leads to; `nil` when there is no such reference, or it leads nowhere.
    public func resolve(_ name: String) throws(RgitError) -> ObjectID? { try resolve(Array(name.utf8)) }

    /// The name a symbolic reference points to; `nil` when it is an ordinary one or does not exist.
    public func symbolicTarget(of name: [UInt8]) throws(RgitError) -> [UInt8]? {
        guard ReferenceName.isValid(name), case .symbolic(let target) = try content(name) else { return nil }
        return target
    }

    /// Follows a reference to its end; `nil` for an invalid name and for symbolic references that never end.
    func follow(_ name: [UInt8]) throws(RgitError) -> Resolution? {
        guard ReferenceName.isValid(name) else { return nil }
        var current = name
        var first: [UInt8]?
        for _ in 0..<Self.maximumDepth {
            switch try content(current) {
            case .missing:
                return Resolution(name: current, id: nil, symbolicTarget: first, isBroken: false)
            case .broken:
                return Resolution(name: current, id: nil, symbolicTarget: first, isBroken: true)
            case .direct(let id, let peeled):
                return Resolution(
                    name: current, id: id, peeled: peeled, symbolicTarget: first, isBroken: false)
            case .symbolic(let target):
                if first == nil { first = target }
                guard ReferenceName.isValid(target) else { return nil }
                current = target
            }
        }
        return nil
    }

    /// What the reference itself holds: a loose file first, then packed-refs.
    func content(_ name: [UInt8]) throws(RgitError) -> Content {
        guard ReferenceName.isValid(name) else { return .missing }
        let file = path(of: name)
        // Nearly all hold an object's name and nothing else.
        if let text = FileSystem.readSmall(file, limit: 256) { return parse(text) }
        if let status = FileSystem.status(file, followLinks: false), !status.isDirectory {
            if status.isSymbolicLink, let target = FileSystem.linkTarget(file), target.hasPrefix("refs/"),
                ReferenceName.isValid(target)
            {
                return .symbolic(target)
            }
            if let status = FileSystem.status(file), !status.isRegular, !status.isDirectory { return .broken }
            // A file that has vanished since has been packed meanwhile.
            if let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.line, directory: .absent) {
                return parse(text)
            }
        }
        guard let entry = try packedReferences().entry(named: name) else { return .missing }
        return .direct(entry.id, peeled: entry.peeled)
    }

    private func parse(_ text: [UInt8]) -> Content {
        if let rest = text.after("ref:") {
            return .symbolic(rest.trimmed)
        }
        guard text.count >= format.hexCount, let id = ObjectID(hex: text[..<format.hexCount], format),
            text.count == format.hexCount || ASCII.isSpace(text[format.hexCount])
        else { return .broken }
        return .direct(id, peeled: nil)
    }

    /// The file a loose reference is kept in.
    private func path(of name: [UInt8]) -> [UInt8] {
        if let rest = name.after("main-worktree/"), ReferenceName.isPerWorktree(rest) {
            return commonDirectory.appendingPath(rest)
        }
        if name.hasPrefix("worktrees/") { return commonDirectory.appendingPath(name) }
        return (ReferenceName.isPerWorktree(name) ? gitDirectory : commonDirectory).appendingPath(name)
    }

    private func packedReferences() throws(RgitError) -> PackedReferences {
        let file = commonDirectory.appendingPath("packed-refs")
        if let known = packed.withLock({ $0 }), known.status == FileSystem.status(file) { return known }
        let fresh = try PackedReferences(file: file, format)
        packed.withLock { $0 = fresh }
        return fresh
    }

    // MARK: Many references

    /// A reference that has been found and not been read.
    struct Found: Sendable {
        let name: [UInt8]
        /// What packed-refs says, where there is no loose file.
        let packed: PackedReferences.Entry?
    }

    /// The references whose names begin with `prefix` (`refs/heads/`; empty for all below `refs/`), in the order of
    /// their names. Those that lead nowhere are among them, with their defect.
    public func references(prefix: [UInt8] = []) throws(RgitError) -> [Reference] {
        var result: [Reference] = []
        for found in try find(prefix: prefix) { result.append(try read(found)) }
        return result
    }

    /// Finds the references whose names begin with `prefix`, in the order of their names, and reads no loose one.
    func find(prefix: [UInt8] = []) throws(RgitError) -> [Found] {
        let loose = looseNames(prefix: prefix.isEmpty ? Array("refs/".utf8) : prefix)
        var found = loose.map { Found(name: $0, packed: nil) }
        let names = Set(loose)
        try packedReferences().forEach(prefix: prefix) { entry in
            if !names.contains(entry.name) { found.append(Found(name: entry.name, packed: entry)) }
            return true
        }
        found.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return found
    }

    /// Reads a reference that was found.
    func read(_ found: Found) throws(RgitError) -> Reference {
        guard let entry = found.packed, ReferenceName.isValid(found.name) else {
            return try reference(found.name)
        }
        return Reference(
            name: found.name, target: entry.id, symbolicTarget: nil, peeled: entry.peeled, defect: nil)
    }

    /// The references whose names begin with `prefix`, in the order of their names.
    public func references(prefix: String) throws(RgitError) -> [Reference] {
        try references(prefix: Array(prefix.utf8))
    }

    private func reference(_ name: [UInt8]) throws(RgitError) -> Reference {
        func defective(_ defect: Reference.Defect, _ target: [UInt8]? = nil) -> Reference {
            Reference(name: name, target: .zero, symbolicTarget: target, peeled: nil, defect: defect)
        }
        guard ReferenceName.isValid(name) else { return defective(.badName) }
        guard let end = try follow(name) else { return defective(.broken, try symbolicTarget(of: name)) }
        guard let id = end.id, !id.isZero else {
            return defective(
                end.isBroken || end.symbolicTarget == nil ? .broken : .dangling, end.symbolicTarget)
        }
        return Reference(
            name: name, target: id, symbolicTarget: end.symbolicTarget, peeled: end.peeled, defect: nil)
    }

    /// The names of the loose references that begin with `prefix`, each once, in no order.
    private func looseNames(prefix: [UInt8]) -> [[UInt8]] {
        let directory = prefix.lastIndex(of: 0x2f).map { Array(prefix[...$0]) } ?? []
        guard directory.hasPrefix("refs/") else { return [] }
        var names: [[UInt8]] = []
        walk(directory, depth: 0) { name in
            if name.starts(with: prefix) { names.append(name) }
        }
        return names
    }

    /// Passes the names of the loose references below `directory`, which ends in a slash.
    private func walk(_ directory: [UInt8], depth: Int, _ found: ([UInt8]) -> Void) {
        // Directories nest no deeper than paths are long; the limit only guards against loops of links.
        guard depth < 1024 else { return }
        var entries = FileSystem.entries(path(of: directory)) ?? []
        if directory == "refs/", gitDirectory != commonDirectory {
            for own in ["bisect", "worktree", "rewritten"] where !entries.contains(where: { $0.name == own })
            {
                entries.append((Array(own.utf8), .other))
            }
        }
        for (entry, kind) in entries where entry.first != UInt8(ascii: ".") && !entry.hasSuffix(".lock") {
            let name = directory + entry
            switch kind {
            case .regular: found(name)
            // Right below `refs/` some directories are the working tree's own: there the path is another one.
            case .directory where depth > 0: walk(name + [0x2f], depth: depth + 1, found)
            case .directory, .other:
                guard let status = FileSystem.status(path(of: name + [0x2f]).droppingTrailingSlash) else {
                    // A link that leads nowhere may still be a symbolic reference of old.
                    if FileSystem.existsUnfollowed(path(of: name)) { found(name) }
                    continue
                }
                if status.isDirectory {
                    walk(name + [0x2f], depth: depth + 1, found)
                } else {
                    found(name)
                }
            }
        }
    }

    // MARK: Logs

    /// Whether the reference has a log.
    func hasReflog(_ name: [UInt8]) -> Bool {
        FileSystem.status(logPath(of: name), followLinks: false)?.isRegular ?? false
    }

    /// The log of a reference; `nil` when it has none.
    public func reflog(_ name: [UInt8]) throws(RgitError) -> Reflog? {
        let file = logPath(of: name)
        // Git takes anything but a file for no log.
        guard FileSystem.status(file)?.isRegular == true,
            let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.data)
        else { return nil }
        return Reflog(text: text, format)
    }

    private func logPath(of name: [UInt8]) -> [UInt8] {
        if let rest = name.after("main-worktree/"), ReferenceName.isPerWorktree(rest) {
            return commonDirectory.appendingPath("logs").appendingPath(rest)
        }
        if let rest = name.after("worktrees/"), let slash = rest.firstIndex(of: 0x2f) {
            return commonDirectory.appendingPath("worktrees").appendingPath(Array(rest[..<slash]))
                .appendingPath("logs").appendingPath(Array(rest[(slash + 1)...]))
        }
        return (ReferenceName.isPerWorktree(name) ? gitDirectory : commonDirectory).appendingPath("logs")
            .appendingPath(name)
    }
}

extension [UInt8] {
    fileprivate var droppingTrailingSlash: [UInt8] { last == 0x2f ? Array(dropLast()) : self }
}
