// The references of a repository, symbolic ones followed, in git's order, whatever backend keeps them.

import GitObjects

/// A reference as it was read.
public struct Reference: Sendable, Equatable {
    /// The full name, such as `refs/heads/main`.
    public let name: [UInt8]
    /// The object it resolves to, symbolic references followed; zero when it is broken or dangling.
    public let target: ObjectID
    /// The name at the end of a symbolic reference, or of a chain of them; `nil` for an ordinary one.
    public let symbolicTarget: [UInt8]?
    /// The object a tag peels to, where packed-refs records it; `nil` where only the tag itself can tell.
    public let peeled: ObjectID?
    /// Why it does not resolve; `nil` when it does.
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
    /// The end of following a reference.
    struct Resolution: Sendable, Equatable {
        /// The name of the last reference on the way.
        var name: [UInt8]
        /// What it points to; `nil` when it does not exist (an unborn branch) or is broken.
        var id: ObjectID?
        var peeled: ObjectID?
        /// Whether the reference was symbolic.
        var isSymbolic: Bool
        var isBroken: Bool
    }

    /// How many references are followed one after the other, as in git.
    private static let maximumDepth = 5

    /// How the repository names its objects.
    let format: ObjectFormat
    private let backend: any ReferenceBackend

    /// The references `backend` keeps.
    init(_ backend: any ReferenceBackend, _ format: ObjectFormat) {
        self.backend = backend
        self.format = format
    }

    /// The references of the repository at `layout`. This is where the backend is chosen; `RepositoryFormat` refuses
    /// unknown ones by name.
    convenience init(layout: RepositoryLayout) {
        switch layout.referenceFormat {
        case .files: self.init(FileReferenceBackend(layout: layout), layout.objectFormat)
        case .reftable: self.init(ReftableReferenceBackend(layout: layout), layout.objectFormat)
        }
    }

    // MARK: One reference

    /// The object a reference resolves to; `nil` when there is no such reference, or it is broken or dangling.
    public func resolve(_ name: [UInt8]) throws(RgitError) -> ObjectID? {
        try follow(name)?.id
    }

    /// The object a reference resolves to; `nil` when there is no such reference, or it is broken or dangling.
    public func resolve(_ name: String) throws(RgitError) -> ObjectID? { try resolve(Array(name.utf8)) }

    /// The name a symbolic reference points to; `nil` when it is an ordinary one or does not exist.
    public func symbolicTarget(of name: [UInt8]) throws(RgitError) -> [UInt8]? {
        guard ReferenceName.isValid(name), case .symbolic(let target) = try content(name) else { return nil }
        return target
    }

    /// Follows a reference to its end; `nil` for an invalid name and for symbolic references that never end.
    func follow(_ name: [UInt8]) throws(RgitError) -> Resolution? {
        guard ReferenceName.isValid(name) else { return nil }
        return try follow(name, try backend.content(name))
    }

    /// Follows a reference with a valid name that holds `content`.
    private func follow(_ name: [UInt8], _ content: ReferenceContent) throws(RgitError) -> Resolution? {
        var current = name
        var content = content
        var isSymbolic = false
        for _ in 0..<Self.maximumDepth {
            switch content {
            case .missing:
                return Resolution(name: current, id: nil, isSymbolic: isSymbolic, isBroken: false)
            case .broken:
                return Resolution(name: current, id: nil, isSymbolic: isSymbolic, isBroken: true)
            case .direct(let id, let peeled):
                return Resolution(
                    name: current, id: id, peeled: peeled, isSymbolic: isSymbolic, isBroken: false)
            case .symbolic(let target):
                isSymbolic = true
                guard ReferenceName.isValid(target) else { return nil }
                current = target
                content = try backend.content(current)
            }
        }
        return nil
    }

    /// The references that a short name may mean, by git's order of guesses, each followed to its end: those that exist.
    func candidates(_ name: [UInt8]) throws(RgitError) -> [(name: [UInt8], end: Resolution)] {
        let names = ReferenceName.expansions.map { $0.prefix + name + $0.suffix }
            .filter(ReferenceName.isValid)
        var found: [(name: [UInt8], end: Resolution)] = []
        for (name, content) in zip(names, try backend.contents(names)) where content != .missing {
            if let end = try follow(name, content), end.id != nil { found.append((name, end)) }
        }
        return found
    }

    /// What the reference itself holds, nothing followed; an invalid name has no reference.
    func content(_ name: [UInt8]) throws(RgitError) -> ReferenceContent {
        guard ReferenceName.isValid(name) else { return .missing }
        return try backend.content(name)
    }

    /// What git calls the flags of a reference: `symref`, `packed`, both or none, separated by a comma.
    func flags(_ name: [UInt8]) throws(RgitError) -> [UInt8] {
        guard let end = try follow(name) else { return [] }
        let flags = (end.isSymbolic ? ["symref"] : []) + (try backend.isPacked(end.name) ? ["packed"] : [])
        return Array(flags.joined(separator: ",").utf8)
    }

    // MARK: Many references

    /// The references whose names begin with `prefix` (`refs/heads/`; empty for all below `refs/`), in the order of
    /// their names. Broken and dangling ones are among them, with their defect.
    public func references(prefix: [UInt8] = []) throws(RgitError) -> [Reference] {
        var result: [Reference] = []
        for found in try find(prefix: prefix) { result.append(try read(found)) }
        return result
    }

    /// Finds the references whose names begin with `prefix` (empty for all below `refs/`), in the order of their names,
    /// for ``read(_:)``, which workers may share.
    func find(prefix: [UInt8] = []) throws(RgitError) -> [FoundReference] {
        try backend.references(prefix: prefix)
    }

    /// Reads a reference that was found.
    func read(_ found: FoundReference) throws(RgitError) -> Reference {
        guard case .direct(let id, let peeled) = found.content, ReferenceName.isValid(found.name) else {
            return try reference(found.name)
        }
        return Reference(name: found.name, target: id, symbolicTarget: nil, peeled: peeled, defect: nil)
    }

    /// Calls `visit` with the name of each reference that begins with `prefix`, what it resolves to and its defect, without
    /// a list of them: there may be a million.
    ///
    /// - Returns: Whether each came once and in order; if not, what came is to be forgotten and ``references(prefix:)``
    ///   to be asked.
    func visitTargets(
        prefix: [UInt8], _ visit: (Span<UInt8>, ObjectID, Reference.Defect?) throws(RgitError) -> Void
    ) throws(RgitError) -> Bool {
        try backend.visitReferences(prefix: prefix) { (name, content) throws(RgitError) in
            if case .direct(let id, _) = content, ReferenceName.isValid(name) {
                try visit(name, id, nil)
            } else {
                let reference = try read(FoundReference(name: [UInt8](copying: name), content: content))
                try visit(name, reference.target, reference.defect)
            }
        }
    }

    /// The references whose names begin with `prefix`, in the order of their names.
    public func references(prefix: String) throws(RgitError) -> [Reference] {
        try references(prefix: Array(prefix.utf8))
    }

    private func reference(_ name: [UInt8]) throws(RgitError) -> Reference {
        func defective(_ defect: Reference.Defect, _ target: [UInt8]? = nil) -> Reference {
            Reference(name: name, target: format.zero, symbolicTarget: target, peeled: nil, defect: defect)
        }
        guard ReferenceName.isValid(name) else { return defective(.badName) }
        guard let end = try follow(name) else { return defective(.broken, try symbolicTarget(of: name)) }
        guard let id = end.id, !id.isZero else {
            return defective(
                end.isBroken || !end.isSymbolic ? .broken : .dangling, end.isSymbolic ? end.name : nil)
        }
        return Reference(
            name: name, target: id, symbolicTarget: end.isSymbolic ? end.name : nil, peeled: end.peeled,
            defect: nil)
    }

    // MARK: Logs

    /// Whether the reference has a log.
    func hasReflog(_ name: [UInt8]) -> Bool { backend.hasReflog(name) }

    /// The log of a reference; `nil` when it has none.
    public func reflog(_ name: [UInt8]) throws(RgitError) -> Reflog? { try backend.reflog(name) }
}
