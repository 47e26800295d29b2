// Blames the files of many trees of one history together: what is found for one tree answers for the later ones.

import GitObjects

/// The versions of files that measured trees have, each blamed once.
///
/// Lines are followed from the versions of later trees only as far as versions of earlier ones, whose lines have been
/// followed already (`GraphBlame.origins`). Versions that lines may pass between are worked on by one worker, the oldest
/// first.
///
/// Memory grows with the graph of versions, and with the versions of all measured trees, four bytes each.
struct LineSurvival {
    /// A version's lines by commit, and the trees that have it.
    struct Share: Sendable {
        /// The lines by commit, in any order.
        var lines: [FileShare]
        /// The places of the trees in `MeasuredTrees`, in order; twice for a tree with two files of the version.
        var trees: ArraySlice<Int32>
        /// What could not be read.
        var problems: [RgitError]
    }

    private let graph: VersionGraph
    /// The trees of each version that any has: those of version V from `firstTree[V]` on, one version after the other.
    private let trees: [Int32]
    private let firstTree: [Int]

    init(_ graph: VersionGraph) {
        var counts = [Int](repeating: 0, count: graph.nodes.count + 1)
        for node in graph.measuredStarts.joined() { counts[Int(node) + 1] += 1 }
        for index in counts.indices.dropFirst() { counts[index] += counts[index - 1] }
        var trees = [Int32](repeating: 0, count: counts.last ?? 0)
        var next = counts
        for (tree, starts) in graph.measuredStarts.enumerated() {
            for node in starts {
                trees[next[Int(node)]] = Int32(tree)
                next[Int(node)] += 1
            }
        }
        self.trees = trees
        firstTree = counts
        var graph = graph
        graph.measuredStarts = []
        self.graph = graph
    }

    private func trees(of node: Int32) -> ArraySlice<Int32> {
        trees[firstTree[Int(node)]..<firstTree[Int(node) + 1]]
    }

    /// Finds the lines of every version that a tree has.
    func count(_ blame: Blame, consume: ([Share]) throws -> Void) async throws {
        let groups = groups(jobs: blame.sharding.jobs)
        let survival = self
        blame.progress?.begin("Blaming files", total: groups.reduce(0) { $0 + $1.count })
        try await blame.sharding.orderedChunks(
            count: groups.count, size: 1,
            makeWorker: {
                GraphBlame(
                    graph: survival.graph, reader: try blame.makeReader(), options: blame.options)
            },
            compute: { (worker: inout GraphBlame, range: Range<Int>) in
                var known = KnownOrigins()
                return groups[range.lowerBound].map { node in
                    let origins = worker.origins(of: node, knowing: known)
                    let share = Share(
                        lines: origins.shares, trees: survival.trees(of: node), problems: origins.problems)
                    known.add(origins, of: node)
                    return share
                }
            },
            consume: { (shares: [Share]) in
                try consume(shares)
                blame.progress?.advance(by: shares.count)
            })
    }

    /// The versions that a tree has in groups, the largest first; in each group the oldest versions first. Lines pass between
    /// versions of one group, and between groups only where one would be too much for a worker.
    private func groups(jobs: Int) -> [[Int32]] {
        var root = (0..<Int32(graph.nodes.count)).map(\.self)
        func find(_ node: Int32) -> Int32 {
            var node = node
            while root[Int(node)] != node {
                root[Int(node)] = root[Int(root[Int(node)])]
                node = root[Int(node)]
            }
            return node
        }
        for (node, version) in graph.nodes.enumerated() {
            for edge in version.firstEdge..<version.firstEdge + version.edgeCount {
                root[Int(find(Int32(node)))] = find(graph.edges[Int(edge)])
            }
        }
        let starts = graph.nodes.indices.filter { !trees(of: Int32($0)).isEmpty }.map { Int32($0) }
        var members: [Int32: [Int32]] = [:]
        for start in starts { members[find(start), default: []].append(start) }
        let most = max(64, starts.count / (jobs * 8))
        var groups: [[Int32]] = []
        for group in members.values {
            guard group.count > most, jobs > 1 else {
                groups.append(group)
                continue
            }
            var byPath: [Int32: [Int32]] = [:]
            for node in group { byPath[graph.nodes[Int(node)].path, default: []].append(node) }
            groups += byPath.values
        }
        for index in groups.indices {
            // Children come before parents in the walk; of one commit any order will do.
            groups[index].sort {
                (graph.nodes[Int($1)].commit, $1) < (graph.nodes[Int($0)].commit, $0)
            }
        }
        return groups.sorted { ($1.count, $0.first ?? 0) < ($0.count, $1.first ?? 0) }
    }
}
