// Looks up the names of references, `REF@{...}` among them, by git's order of guesses.

import GitObjects

/// The lookup of a name without operators; it collects what git would warn of.
struct NamedRevisions {
    let session: Session
    /// Names that fit several references, and logs that do not say what a reference was.
    private(set) var warnings: [Warning] = []
    /// The last short name that was found to mean a reference, and the name of the reference it led to.
    private(set) var last: (name: [UInt8], end: [UInt8])?

    init(session: Session) { self.session = session }

    /// A full object name, a reference, or an entry of a reference's log.
    mutating func object(_ name: [UInt8]) throws(RgitError) -> ObjectID? {
        if let id = ObjectID(hex: name, session.layout.objectFormat) { return id }
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
            let id = ObjectID(hex: prior.name, session.layout.objectFormat)
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
        var lookup = ReflogLookup(session: session)
        defer { warnings += lookup.warnings }
        return try lookup.find(selector, of: log.name, current: log.id, asked: name)
    }

    /// Whether a name has a `.` component, doubled slashes or a slash at the end: no reference has such a name.
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

    /// The reference a short name means, by git's order of guesses, and what it leads to.
    private mutating func guess(_ name: [UInt8]) throws(RgitError) -> (
        name: [UInt8], end: [UInt8], id: ObjectID
    )? {
        let found = try session.references.candidates(name)
        if found.count > 1 { warnings.append(Warning("refname is ambiguous", name)) }
        guard let first = found.first, let id = first.end.id else { return nil }
        last = (name, first.end.name)
        return (first.name, first.end.name, id)
    }

    /// The log of the reference a short name means, and what that leads to.
    func guessLog(_ name: [UInt8]) throws(RgitError) -> (name: [UInt8], id: ObjectID)? {
        for (prefix, suffix) in ReferenceName.expansions {
            let full = prefix + name + suffix
            guard let end = try session.references.follow(full), let id = end.id else { continue }
            if session.references.hasReflog(full) { return (full, id) }
            if end.name != full, session.references.hasReflog(end.name) { return (end.name, id) }
        }
        return nil
    }
}
