// The references of a mirror, as far as they can differ from those of its server.

import GitObjects

/// What a mirror has.
struct LocalReferences {
    /// The object of each reference, in hexadecimal digits; zeros where it is broken.
    let targets: [[UInt8]: [UInt8]]
    let head: AdvertisedReferences.Head

    /// Reads the references of a repository.
    init(_ session: Session) throws(RgitError) {
        var targets: [[UInt8]: [UInt8]] = [:]
        for reference in try session.references.references() {
            targets[reference.name] = Array(reference.target.hex)
        }
        self.targets = targets
        let name = Array("HEAD".utf8)
        if let branch = try session.references.symbolicTarget(of: name) {
            head = .branch(branch)
        } else if let id = try session.references.resolve(name) {
            head = .detached(Array(id.hex))
        } else {
            head = .unknown
        }
    }

    /// The number of references, HEAD among them, that differ from what they were.
    func changes(since before: LocalReferences) -> Int {
        let changed = targets.count { before.targets[$0] != $1 }
        let removed = before.targets.keys.count { targets[$0] == nil }
        return changed + removed + (head == before.head ? 0 : 1)
    }

    /// Whether a fetch would change anything. With `prune` references go that the server does not have.
    func isCurrent(with server: AdvertisedReferences, prune: Bool) -> Bool {
        guard server.targets.allSatisfy({ targets[$0] == $1 }) else { return false }
        return !prune || targets.count == server.targets.count
    }
}
