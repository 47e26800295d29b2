// Turns the name of a revision into an object's name, by gitrevisions(7).

import GitObjects

/// Resolves names of revisions; one worker's, since it reads objects and collects warnings.
///
/// A name is unwound from its end: a path (`REV:PATH`), then `^N` and `~N`, then `^{...}`; what is left is a full name, a
/// reference or an entry of its log (`NamedRevisions`), and last of all an abbreviation (`AbbreviatedNames`).
final class RevisionResolver {
    /// The kind of object expected where a name is used, to choose among abbreviated names.
    enum Hint {
        case any
        case commit
        case commitish
        case tree
        case treeish
        case blob
    }

    /// A name with more nested operators than this is refused.
    private static let maximumDepth = 128

    let session: Session
    let reader: ObjectReader
    private let peeler: ObjectPeeler
    private var names: NamedRevisions
    private var abbreviations: AbbreviatedNames
    private var depth = 0

    init(session: Session, reader: ObjectReader) {
        self.session = session
        self.reader = reader
        peeler = ObjectPeeler(reader: reader, loader: CommitLoader(session: session, reader: reader))
        names = NamedRevisions(session: session)
        abbreviations = AbbreviatedNames(session: session, peeler: peeler)
    }

    /// Reads commits as git sees them.
    var loader: CommitLoader { peeler.loader }

    /// What git would warn about.
    var warnings: [Warning] { names.warnings }

    /// The reference that the short name `name` was last found to mean, symbolic ones followed; `nil` where that was not the
    /// last name that was looked up.
    func lastReference(_ name: [UInt8]) -> [UInt8]? {
        guard let last = names.last, last.name == name else { return nil }
        return last.end
    }

    /// The last abbreviation that fitted several objects.
    var ambiguity: RgitError? { abbreviations.ambiguity }

    /// Follows tags to the first object that is none; `nil` when the object is not there.
    func peelTags(_ id: ObjectID) throws(RgitError) -> (id: ObjectID, type: ObjectType)? {
        try peeler.peelTags(id)
    }

    /// Follows tags, and from a commit to its tree, until the object is of the type wanted; `nil` when it never is.
    func peel(_ id: ObjectID, to wanted: ObjectType) throws(RgitError) -> ObjectID? {
        try peeler.peel(id, to: wanted)
    }

    /// The object a name means, the paths of `REV:PATH` and `:/TEXT` among them; `nil` when there is none.
    ///
    /// Throws where git dies: no upstream, a log that does not go back so far, an object that cannot be read.
    func find(_ name: [UInt8], hint: Hint = .any) throws(RgitError) -> ObjectID? {
        guard !name.isEmpty, !name.contains(0) else { return nil }
        if let id = try object(name, hint) { return id }
        if name.first == UInt8(ascii: ":") {
            if name.count > 2, name[1] == 0x2f {
                let search = try MessageSearch(session: session, peeler: peeler)
                return try search.youngest(matching: Array(name[2...]), among: try search.everyTip())
            }
            return try IndexNames.find(name, session: session, reader: reader)
        }
        guard let colon = RevisionSyntax.pathSeparator(in: name),
            let tree = try object(Array(name[..<colon]), .treeish)
        else { return nil }
        return try entry(Array(name[(colon + 1)...]), of: tree)
    }

    /// The commit a name means, tags peeled. Throws when it means nothing, or no commit.
    func commit(_ name: [UInt8]) throws(RgitError) -> ObjectID {
        guard let id = try find(name, hint: .commitish) else { throw ambiguity ?? unknown(name) }
        guard let commit = try peel(id, to: .commit) else {
            guard try peelTags(id) != nil else {
                throw RgitError(.missingObject, "bad object", name, object: id)
            }
            throw RgitError(.revision, "not a commit", name, object: id)
        }
        return commit
    }

    /// The error for a name that means nothing.
    func unknown(_ name: [UInt8]) -> RgitError {
        ambiguity ?? RgitError(.revision, "unknown revision", name)
    }

    // MARK: Operators

    /// A name with its operators, but without the paths that only a whole argument may have.
    private func object(_ name: [UInt8], _ hint: Hint) throws(RgitError) -> ObjectID? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw RgitError(.revision, "revision is nested too deeply", Array(name.prefix(80)))
        }
        // Chains such as HEAD^^~3^2 are unwound in a loop: they may be long.
        var steps: [(operator: UInt8, count: Int)] = []
        var base = name[...]
        while let step = RevisionSyntax.suffix(of: base) {
            guard let count = step.count else { return nil }
            steps.append((step.operator, count))
            base = step.rest
        }
        let expected = steps.isEmpty ? hint : .commitish
        guard var id = try unsuffixed(Array(base), expected) else { return nil }
        for step in steps.reversed() {
            guard let next = try apply(step.operator, step.count, to: id) else { return nil }
            id = next
        }
        return id
    }

    private func apply(_ mark: UInt8, _ count: Int, to id: ObjectID) throws(RgitError) -> ObjectID? {
        guard var commit = try peel(id, to: .commit) else { return nil }
        if mark == UInt8(ascii: "^") {
            if count == 0 { return commit }
            let parents = try loader.links(commit).parents
            return count <= parents.count ? parents[count - 1] : nil
        }
        for _ in 0..<count {
            guard let parent = try loader.links(commit).parents.first else { return nil }
            commit = parent
        }
        return commit
    }

    private func unsuffixed(_ name: [UInt8], _ hint: Hint) throws(RgitError) -> ObjectID? {
        if let id = try peeled(name) { return id }
        if let id = try names.object(name) { return id }
        if let digits = RevisionSyntax.describedDigits(name),
            let id = try abbreviations.object(digits, .commit, quietly: true)
        {
            return id
        }
        return try abbreviations.object(name, hint, quietly: false)
    }

    /// `NAME^{TYPE}`, `NAME^{}` and `NAME^{/TEXT}`.
    private func peeled(_ name: [UInt8]) throws(RgitError) -> ObjectID? {
        guard name.count >= 4, name.last == UInt8(ascii: "}") else { return nil }
        var brace = name.count - 1
        while brace > 0, !(name[brace] == UInt8(ascii: "{") && name[brace - 1] == UInt8(ascii: "^")) {
            brace -= 1
        }
        guard brace > 1 else { return nil }
        let outer = Array(name[..<(brace - 1)])
        let inner = Array(name[(brace + 1)..<(name.count - 1)])
        let wanted: ObjectType?
        switch inner.printableText {
        case "commit": wanted = .commit
        case "tree": wanted = .tree
        case "blob": wanted = .blob
        case "tag": wanted = .tag
        case "object": return try object(outer, .any).flatMap { try? reader.header($0) == nil ? nil : $0 }
        case "":
            guard let id = try object(outer, .any) else { return nil }
            return try peelTags(id)?.id
        default:
            guard inner.first == 0x2f else { return nil }
            guard let id = try object(outer, .commitish), let commit = try peel(id, to: .commit) else {
                return nil
            }
            if inner.count == 1 { return commit }
            return try MessageSearch(session: session, peeler: peeler)
                .youngest(matching: Array(inner.dropFirst()), among: [commit])
        }
        guard let wanted else { return nil }
        let hint: Hint = wanted == .commit ? .commitish : wanted == .tree ? .treeish : .any
        guard let id = try object(outer, hint) else { return nil }
        return try peel(id, to: wanted)
    }

    // MARK: Paths

    /// The path and the mode of the file that a name such as `REV:PATH` means; `nil` for a name of another form.
    func entry(named name: [UInt8]) throws(RgitError) -> (path: [UInt8], mode: FileMode)? {
        if name.first == UInt8(ascii: ":") {
            return try IndexNames.entry(name, session: session, reader: reader).map { ($0.path, $0.mode) }
        }
        guard try object(name, .any) == nil, let colon = RevisionSyntax.pathSeparator(in: name),
            let treeish = try object(Array(name[..<colon]), .treeish),
            let tree = try peel(treeish, to: .tree)
        else { return nil }
        let path = try pathFromTop(Array(name[(colon + 1)...]))
        return try TreeLookup.entry(path, in: tree, reader: reader).map { (path, $0.mode) }
    }

    /// The object at `path` of a tree, or of a commit's or tag's tree; `nil` when there is nothing.
    private func entry(_ path: [UInt8], of treeish: ObjectID) throws(RgitError) -> ObjectID? {
        guard let tree = try peel(treeish, to: .tree) else { return nil }
        return try TreeLookup.find(try pathFromTop(path), in: tree, reader: reader)
    }

    /// A path, where it begins with `./` or `../` taken from the working directory.
    private func pathFromTop(_ path: [UInt8]) throws(RgitError) -> [UInt8] {
        guard path.hasPrefix("./") || path.hasPrefix("../") || path == "." || path == ".." else {
            return path
        }
        return try RelativePath.insideWorkTree(path, layout: session.layout)
    }
}
