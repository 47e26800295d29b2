// Which reference a short name means, and the shortest name of a reference.

import GitObjects

/// Names of references, short and in full.
struct ReferenceLookup {
    private let session: Session

    init(_ session: Session) { self.session = session }

    /// The full name of the reference that `name` means, symbolic ones followed (git rev-parse --symbolic-full-name); `nil`
    /// where it means none. Of several the first by git's order is meant.
    func find(_ name: [UInt8]) throws(RgitError) -> [UInt8]? {
        let name = try BranchNames(session: session).substituted(name)
        for (prefix, suffix) in ReferenceName.expansions {
            guard let end = try session.references.follow(prefix + name + suffix), end.id != nil else {
                continue
            }
            return end.name
        }
        return nil
    }

    /// The shortest name that means the reference `full` and no other (git rev-parse --abbrev-ref).
    ///
    /// Strictly, no other rule may find a reference of that name; else only those that come before its own count. `nil` for
    /// what `core.warnAmbiguousRefs` says.
    func short(_ full: [UInt8], isStrict: Bool? = nil) throws(RgitError) -> [UInt8] {
        let configured = try session.config.bool("core.warnambiguousrefs")
        let isStrict = isStrict ?? configured ?? true
        let rules = ReferenceName.expansions
        // The last rule adds a suffix, and what it shortens the rule before it shortens as well.
        for number in (1..<rules.count - 1).reversed() where full.starts(with: rules[number].prefix) {
            let short = Array(full.dropFirst(rules[number].prefix.count))
            guard !short.isEmpty else { continue }
            var isFree = true
            for other in 0..<(isStrict ? rules.count : number) where other != number && isFree {
                let name = rules[other].prefix + short + rules[other].suffix
                isFree = try session.references.resolve(name) == nil
            }
            if isFree { return short }
        }
        return full
    }
}
