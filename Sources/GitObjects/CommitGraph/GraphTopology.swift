// All of a commit-graph at once, in columns: for walks that are going to meet most of its commits anyway.

/// The links and dates of a graph's commits, by position.
public struct GraphTopology: Sendable {
    /// The position of the first parent, -1 for none.
    public fileprivate(set) var firstParents: ContiguousArray<Int32> = []
    /// The position of the second parent, -1 for none, or -2 minus the place in ``manyParents`` where there are more
    /// than two parents.
    public fileprivate(set) var secondParents: ContiguousArray<Int32> = []
    /// The parents from the second on, of commits with more than two.
    public fileprivate(set) var manyParents: ContiguousArray<[Int32]> = []
    /// The committers' dates in seconds since 1970, as git reads them from the graph: 34 bits.
    public fileprivate(set) var dates: ContiguousArray<UInt64> = []

    /// The number of commits.
    public var count: Int { dates.count }
}

extension CommitGraph {
    /// The links and dates of all commits.
    ///
    /// Throws when a parent lies outside the graph, or there are more commits than 31 bits can number.
    public func topology() throws(GitObjectError) -> GraphTopology {
        var topology = GraphTopology()
        guard count <= Int32.max else {
            throw GitObjectError(.tooLarge, "commit-graph has too many commits", file: layers.last?.file.path)
        }
        topology.firstParents.reserveCapacity(count)
        topology.secondParents.reserveCapacity(count)
        topology.dates.reserveCapacity(count)
        for (index, layer) in layers.enumerated() {
            try layer.appendTopology(to: &topology, positions: starts[index + 1])
        }
        return topology
    }

    /// The names of all commits, by position.
    public func names() -> ContiguousArray<ObjectID> {
        var names: ContiguousArray<ObjectID> = []
        names.reserveCapacity(count)
        for layer in layers { layer.appendNames(to: &names) }
        return names
    }

    /// The trees of all commits, by position.
    public func trees() -> ContiguousArray<ObjectID> {
        var trees: ContiguousArray<ObjectID> = []
        trees.reserveCapacity(count)
        for layer in layers { layer.appendTrees(to: &trees) }
        return trees
    }
}

extension CommitGraphFile {
    /// Appends the links and dates of this file's commits; parents have to lie before `positions`.
    fileprivate func appendTopology(
        to topology: inout GraphTopology, positions: Int
    ) throws(GitObjectError) {
        let bytes = file.bytes
        let width = commitWidth
        var offset = commits.lowerBound + format.byteCount
        for _ in 0..<count {
            guard let first = bytes.number32(at: offset), let second = bytes.number32(at: offset + 4),
                let times = bytes.number64(at: offset + 8)
            else { throw file.damaged("commit-graph position out of bounds", at: offset) }
            topology.dates.append(times & 0x3_ffff_ffff)
            let hasParent = first != CommitGraphFile.noParent
            let hasSecond = hasParent && second != CommitGraphFile.noParent
            guard !hasParent || Int(first) < positions else {
                throw file.damaged("commit-graph parent out of bounds", at: offset)
            }
            topology.firstParents.append(hasParent ? Int32(truncatingIfNeeded: first) : -1)
            if hasSecond, second & 0x8000_0000 != 0 {
                topology.secondParents.append(-2 - Int32(truncatingIfNeeded: topology.manyParents.count))
                topology.manyParents.append(try furtherParents(Int(second & 0x7fff_ffff), positions))
            } else {
                guard !hasSecond || Int(second) < positions else {
                    throw file.damaged("commit-graph parent out of bounds", at: offset + 4)
                }
                topology.secondParents.append(hasSecond ? Int32(truncatingIfNeeded: second) : -1)
            }
            offset += width
        }
    }

    private func furtherParents(_ place: Int, _ positions: Int) throws(GitObjectError) -> [Int32] {
        var edges: [UInt32] = []
        try appendEdges(from: place, to: &edges)
        guard edges.allSatisfy({ Int($0) < positions }) else {
            throw file.damaged("commit-graph parent out of bounds")
        }
        return edges.map { Int32(truncatingIfNeeded: $0) }
    }

    fileprivate func appendNames(to names: inout ContiguousArray<ObjectID>) {
        let bytes = file.bytes
        for place in 0..<count { names.append(self.names.name(at: place, in: bytes) ?? .zero) }
    }

    fileprivate func appendTrees(to trees: inout ContiguousArray<ObjectID>) {
        let bytes = file.bytes
        let width = commitWidth
        var offset = commits.lowerBound
        for _ in 0..<count {
            trees.append(ObjectID(bytes, at: offset, format) ?? .zero)
            offset += width
        }
    }
}
