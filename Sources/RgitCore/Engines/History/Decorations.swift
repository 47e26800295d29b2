// Which references point to a commit, in the order git decorates it with them.

import GitObjects

/// The names of references by the commits they point to.
struct Decorations: Sendable {
    private var names: [ObjectID: [[UInt8]]] = [:]

    /// Nothing decorated.
    init() {}

    /// How many references a worker reads at a time.
    private static let chunk = 128

    /// Reads the references of a repository and peels tags, on all workers where there are many.
    init(session: Session, sharding: Sharding) async throws {
        let filter = DecorationFilter(session.config)
        let headName = Array("HEAD".utf8)
        let head = filter.includes(headName) ? try session.references.follow(headName) : nil
        let found = try session.references.find().filter { filter.includes($0.name) }
        var peeled: [(name: [UInt8], target: ObjectID)] = []
        peeled.reserveCapacity(found.count)
        try await sharding.orderedChunks(
            count: found.count, size: Decorations.chunk, makeWorker: { try session.makeReader() },
            compute: { reader, range in
                try found[range].compactMap { found -> (name: [UInt8], target: ObjectID)? in
                    let reference = try session.references.read(found)
                    guard reference.defect == nil else { return nil }
                    let target =
                        reference.peeled ?? Decorations.peel(reference, reader, session.peeledTags)
                    return (found.name, target)
                }
            },
            consume: { peeled += $0 })
        // Git puts every reference it reads in front of those read before, and HEAD, which it reads last, first of all.
        var first = [headName]
        for (name, target) in peeled.reversed() {
            if let head, head.isSymbolic, name == head.name, name.hasPrefix("refs/heads/"), target == head.id
            {
                first.append(name)
                continue
            }
            names[target, default: []].append(name)
        }
        if let id = head?.id { names[id] = first + (names[id] ?? []) }
    }

    /// The object at the end of a reference's tags, which packed-refs does not name; a tag is believed the type of its target:
    /// there may be thousands of tags, and looking each commit up only to see that it is one costs as much again.
    private static func peel(
        _ reference: Reference, _ reader: ObjectReader, _ known: PeeledTags
    ) -> ObjectID {
        var target = reference.target
        if let peeled = known[target] { return peeled }
        // A branch leads to a commit, and no bytes of that are wanted.
        if !reference.name.hasPrefix("refs/tags/"), (try? reader.header(target))?.type != .tag {
            return target
        }
        for _ in 0..<maximumTagDepth {
            guard let object = try? reader.objectIfPresent(target), object.type == .tag,
                let next = try? TagTarget.read(object.bytes, of: target, target.format)
            else { return target }
            target = next
            if !object.bytes.dropFirst(8 + target.format.hexCount).starts(with: Decorations.typeIsTag) {
                known.remember(target, of: reference.target)
                return target
            }
        }
        return target
    }

    private static let typeIsTag = Array("type tag\n".utf8)
    /// Tags of tags nest no deeper in practice; a circle of them cannot be made.
    private static let maximumTagDepth = 4096

    /// The objects that references point to.
    var commits: Set<ObjectID> { Set(names.keys) }

    /// The full names of the references that point to a commit.
    subscript(id: ObjectID) -> [[UInt8]] { names[id] ?? [] }
}
