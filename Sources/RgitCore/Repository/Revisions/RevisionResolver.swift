// Turns the name of a revision into an object's name, by gitrevisions(7).

import GitObjects

/// Resolves names of revisions; one worker's, since it reads objects and remembers complaints.
final class RevisionResolver {
    /// What kind of object the place of a name calls for, to choose among abbreviated names.
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
    let loader: CommitLoader
    /// The last abbreviation that fitted several objects, told when nothing else fits the word either.
    private(set) var ambiguity: RgitError?
    /// Things git would warn of.
    private(set) var warnings: [Warning] = []
    private var depth = 0

    init(session: Session, reader: ObjectReader) {
        self.session = session
        self.reader = reader
        loader = CommitLoader(session: session, reader: reader)
    }

    /// The object a name stands for, the paths of `REV:PATH` and `:/TEXT` among them; `nil` when there is none.
    ///
    /// Throws where git dies: no upstream, a log that does not go back so far, an object that cannot be read.
    func find(_ name: [UInt8], hint: Hint = .any) throws(RgitError) -> ObjectID? {
        guard !name.isEmpty, !name.contains(0) else { return nil }
        if let id = try object(name, hint) { return id }
        if name.first == UInt8(ascii: ":") {
            if name.count > 2, name[1] == 0x2f {
                return try youngest(matching: Array(name[2...]), among: try everyTip())
            }
            return try IndexNames.find(name, session: session, reader: reader)
        }
        guard let colon = pathSeparator(in: name),
            let tree = try object(Array(name[..<colon]), .treeish)
        else { return nil }
        return try entry(Array(name[(colon + 1)...]), of: tree)
    }

    /// The commit a name stands for, tags peeled. Throws when it stands for nothing, or for no commit.
    func commit(_ name: [UInt8]) throws(RgitError) -> ObjectID {
        guard let id = try find(name, hint: .commitish) else { throw ambiguity ?? unknown(name) }
        guard let commit = try peel(id, to: .commit) else {
            throw RgitError(.revision, "not a commit", name, object: id)
        }
        return commit
    }

    /// What is said of a name that stands for nothing.
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
        while let step = Self.suffix(of: base) {
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

    /// The last `^N` or `~N` of a name; its number is `nil` when it is beyond reason.
    private static func suffix(
        of name: ArraySlice<UInt8>
    ) -> (operator: UInt8, count: Int?, rest: ArraySlice<UInt8>)? {
        var position = name.endIndex
        while position > name.startIndex, ASCII.isDigit(name[position - 1]) { position -= 1 }
        guard position > name.startIndex else { return nil }
        let mark = name[position - 1]
        guard mark == UInt8(ascii: "^") || mark == UInt8(ascii: "~") else { return nil }
        let digits = name[position...]
        let rest = name[..<(position - 1)]
        if digits.isEmpty { return (mark, 1, rest) }
        guard let count = Int(Array(digits).shown), count <= Int(Int32.max) else { return (mark, nil, rest) }
        return (mark, count, rest)
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
        if let id = try basic(name) { return id }
        if let digits = Self.describedDigits(name), let id = try abbreviated(digits, .commit, quietly: true) {
            return id
        }
        return try abbreviated(name, hint, quietly: false)
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
        switch inner.shown {
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
            return inner.count == 1
                ? commit : try youngest(matching: Array(inner.dropFirst()), among: [commit])
        }
        guard let wanted else { return nil }
        let hint: Hint = wanted == .commit ? .commitish : wanted == .tree ? .treeish : .any
        guard let id = try object(outer, hint) else { return nil }
        return try peel(id, to: wanted)
    }

    /// Follows tags to the first object that is none; `nil` when the object is not there.
    func peelTags(_ id: ObjectID) throws(RgitError) -> (id: ObjectID, type: ObjectType)? {
        var id = id
        for _ in 0..<4096 {
            guard let header = try reader.header(id) else { return nil }
            guard header.type == .tag else { return (id, header.type) }
            id = try TagTarget.read(try reader.bytes(id, .tag), of: id, reader.format)
        }
        throw RgitError(.damaged, "tags of tags without end", id.hex, object: id)
    }

    /// Follows tags, and from a commit to its tree, until the object is of the type wanted; `nil` when it never is.
    func peel(_ id: ObjectID, to wanted: ObjectType) throws(RgitError) -> ObjectID? {
        if wanted == .tag { return try reader.header(id)?.type == .tag ? id : nil }
        guard let (end, type) = try peelTags(id) else { return nil }
        if type == wanted { return end }
        if wanted == .tree, type == .commit { return try loader.links(end).tree }
        return nil
    }

    // MARK: Names

    /// `v1.0-3-gabc123`: the digits after the last `-g`.
    private static func describedDigits(_ name: [UInt8]) -> [UInt8]? {
        var position = name.count - 1
        while position >= 2 {
            if !ASCII.isHexDigit(name[position]) {
                guard name[position] == UInt8(ascii: "g"), name[position - 1] == UInt8(ascii: "-") else {
                    position -= 1
                    continue
                }
                return Array(name[(position + 1)...])
            }
            position -= 1
        }
        return nil
    }

    /// A full object name, a reference, or an entry of a reference's log.
    private func basic(_ name: [UInt8]) throws(RgitError) -> ObjectID? {
        if let id = ObjectID(hex: name, reader.format) { return id }
        var name = name
        var selector: [UInt8]?
        var isPrior = false
        if name.last == UInt8(ascii: "}"), name.count >= 4 {
            var at = name.count - 4
            while at >= 0 {
                if name[at] == UInt8(ascii: "@"), name[at + 1] == UInt8(ascii: "{") {
                    if name[at + 2] == UInt8(ascii: "-") {
                        guard at == 0 else { return nil }
                        isPrior = true
                        at -= 1
                        continue
                    }
                    let rest = Array(name[at...])
                    if BranchNames.upstreamMark(rest) == nil, BranchNames.pushMark(rest) == nil {
                        selector = Array(name[(at + 2)..<(name.count - 1)])
                        name = Array(name[..<at])
                    }
                    break
                }
                at -= 1
            }
        }
        if !name.isEmpty, Self.isAmbiguousPath(name) { return nil }
        let names = BranchNames(session: session)
        if isPrior, let prior = try names.priorCheckout(name), prior.used == name.count,
            let id = ObjectID(hex: prior.name, reader.format)
        {
            return id
        }
        guard let selector else {
            return try guess(try names.substituted(name)).map { $0.id }
        }
        let log: (name: [UInt8], id: ObjectID)?
        if name.isEmpty {
            guard !selector.isEmpty else { return nil }
            log = try guess(Array("HEAD".utf8)).map { ($0.end, $0.id) }
        } else {
            log = try guessLog(try names.substituted(name))
        }
        guard let log else { return nil }
        return try ReflogLookup(session: session).find(selector, of: log.name, current: log.id, asked: name)
    }

    /// Names with `.` components, doubled slashes or a slash at the end are nobody's.
    private static func isAmbiguousPath(_ name: [UInt8]) -> Bool {
        var slash = true
        for byte in name {
            switch byte {
            case 0x2f:
                if slash { return true }
                slash = true
            case UInt8(ascii: "."): continue
            default: slash = false
            }
        }
        return slash
    }

    /// The reference a short name stands for, by git's order of guesses, and what it leads to.
    func guess(_ name: [UInt8]) throws(RgitError) -> (name: [UInt8], end: [UInt8], id: ObjectID)? {
        var found: (name: [UInt8], end: [UInt8], id: ObjectID)?
        for (prefix, suffix) in ReferenceName.expansions {
            let full = prefix + name + suffix
            guard let end = try session.references.follow(full), let id = end.id else { continue }
            if found != nil {
                warnings.append(Warning("refname is ambiguous", name))
                break
            }
            found = (full, end.name, id)
        }
        return found
    }

    /// The log a short name stands for.
    private func guessLog(_ name: [UInt8]) throws(RgitError) -> (name: [UInt8], id: ObjectID)? {
        for (prefix, suffix) in ReferenceName.expansions {
            let full = prefix + name + suffix
            guard let end = try session.references.follow(full), let id = end.id else { continue }
            if session.references.hasReflog(full) { return (full, id) }
            if end.name != full, session.references.hasReflog(end.name) { return (end.name, id) }
        }
        return nil
    }

    // MARK: Abbreviations

    /// The one object whose name begins with these digits; what the place calls for decides between several.
    private func abbreviated(
        _ digits: [UInt8], _ hint: Hint, quietly: Bool
    ) throws(RgitError) -> ObjectID? {
        guard digits.count >= 4, digits.count <= reader.format.hexCount, digits.allSatisfy(ASCII.isHexDigit)
        else {
            return nil
        }
        let lower = digits.asciiLowercased
        let candidates = try reader.objects(withPrefix: lower)
        if candidates.count <= 1 { return candidates.first }
        let hint = hint == .any ? configuredHint : hint
        var fitting: [ObjectID] = []
        for id in candidates where try fits(id, hint) { fitting.append(id) }
        if fitting.count == 1 { return fitting[0] }
        if !quietly {
            ambiguity = try AmbiguousName.error(
                digits: lower, candidates: fitting.isEmpty ? candidates : fitting, reader: reader)
        }
        return nil
    }

    private var configuredHint: Hint {
        switch session.config.string("core.disambiguate")?.shown.lowercased() {
        case "commit": .commit
        case "committish": .commitish
        case "tree": .tree
        case "treeish": .treeish
        case "blob": .blob
        default: .any
        }
    }

    private func fits(_ id: ObjectID, _ hint: Hint) throws(RgitError) -> Bool {
        guard hint != .any else { return true }
        guard let type = try reader.header(id)?.type else { return false }
        switch hint {
        case .any: return true
        case .commit: return type == .commit
        case .tree: return type == .tree
        case .blob: return type == .blob
        case .commitish, .treeish:
            if type == .commit { return true }
            if type == .tree { return hint == .treeish }
            guard type == .tag, let end = try peelTags(id) else { return false }
            return end.type == .commit || (hint == .treeish && end.type == .tree)
        }
    }

    // MARK: Paths and messages

    /// The colon of `REV:PATH` that does not stand within braces.
    private func pathSeparator(in name: [UInt8]) -> Int? {
        var brackets = 0
        for (position, byte) in name.enumerated() {
            if byte == UInt8(ascii: "{") {
                brackets += 1
            } else if brackets > 0, byte == UInt8(ascii: "}") {
                brackets -= 1
            } else if brackets == 0, byte == UInt8(ascii: ":") {
                return position
            }
        }
        return nil
    }

    /// The object at `path` of a tree, or of a commit's or tag's tree; `nil` when there is nothing.
    private func entry(_ path: [UInt8], of treeish: ObjectID) throws(RgitError) -> ObjectID? {
        guard let tree = try peel(treeish, to: .tree) else { return nil }
        var path = path
        if path.hasPrefix("./") || path.hasPrefix("../") || path == "." || path == ".." {
            path = try RelativePath.insideWorkTree(path, layout: session.layout)
        }
        return try TreeLookup.find(path, in: tree, reader: reader)
    }

    /// The commits that every reference and HEAD lead to, in the order `:/TEXT` looks at them.
    private func everyTip() throws(RgitError) -> [ObjectID] {
        var tips: [ObjectID] = []
        for reference in try session.references.references() where reference.defect == nil {
            if let end = try? peelTags(reference.target), end.type == .commit { tips.append(end.id) }
        }
        if let head = try session.references.resolve("HEAD"), let end = try? peelTags(head),
            end.type == .commit
        {
            tips.append(end.id)
        }
        return tips.reversed()
    }

    /// The first commit, latest first, whose message matches.
    private func youngest(matching text: [UInt8], among tips: [ObjectID]) throws(RgitError) -> ObjectID? {
        guard let pattern = MessagePattern(text) else { return nil }
        var table = CommitTable()
        var queue = CommitQueue()
        var seen: Set<CommitIndex> = []
        var problems: [RgitError] = []
        for (_, index) in tips.map({ table.index(of: $0) }).enumerated() {
            guard loader.load(index, into: &table, problems: &problems) else { continue }
            seen.insert(index)
            queue.push(index, date: table.dates[Int(index)])
        }
        while let index = queue.pop() {
            let id = table.ids[Int(index)]
            for position in 0..<table.parentCount(index) {
                let parent = table.parent(index, position)
                guard seen.insert(parent).inserted,
                    loader.load(parent, into: &table, problems: &problems)
                else { continue }
                queue.push(parent, date: table.dates[Int(parent)])
            }
            if pattern.matches(try reader.bytes(id, .commit)) { return id }
        }
        return nil
    }
}
