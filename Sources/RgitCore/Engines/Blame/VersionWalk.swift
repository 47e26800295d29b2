// Walks history once for all files together and makes the graph of versions.

import GitObjects

/// The sequential part of blaming: takes commits, children first, with what changed in each, and links versions.
///
/// A file waits at a commit under its path until a commit is visited that changed it. Most files of a commit wait on at its
/// first parent, so the table of what waits is handed on whole and only the changed paths are touched.
///
/// Memory grows with the versions linked, and with the tables of the commits that wait to be visited.
struct VersionWalk {
    /// The graph so far.
    private(set) var graph: VersionGraph
    /// For each commit (walked or boundary) the versions that wait there, by path.
    private var waiting: [[Int32: Int32]?]
    /// The places in `graph.commits` of each walked commit's parents.
    private let parents: [[Int32]]
    private var next = 0
    private var pathNumbers: [[UInt8]: Int32] = [:]
    /// For each node the one it turned out to be the same as, or itself.
    private var same: [Int32] = []
    /// The trees whose files begin to wait at their commits, by the commits' places, and how many have.
    private var measured: MeasuredTrees?
    private var measuredPlaces: [Int32] = []
    private var nextMeasured = 0
    /// By the numbers of their paths, the files of the measured tree that was visited last.
    private var present: [ObjectID?] = []

    /// Starts with `files` waiting at the first commit of `graph`, or at its boundary when nothing was walked.
    init(_ graph: VersionGraph, parents: [[Int32]], files: [BlameFile]) {
        self.graph = graph
        self.parents = parents
        waiting = Array(repeating: nil, count: graph.commits.count)
        var first: [Int32: Int32] = [:]
        first.reserveCapacity(files.count)
        for file in files {
            let node = makeNode(file.blob, number(of: file.path))
            self.graph.starts.append(node)
            first[self.graph.nodes[Int(node)].path] = node
        }
        if !waiting.isEmpty { waiting[0] = first }
    }

    /// Starts without files: those of each of `measured` begin to wait when its commit is visited.
    init(_ graph: VersionGraph, parents: [[Int32]], measured: MeasuredTrees) {
        self.init(graph, parents: parents, files: [])
        var places: [ObjectID: Int32] = [:]
        for (place, id) in graph.commits.enumerated() { places[id] = Int32(place) }
        measuredPlaces = measured.commits.map { places[$0] ?? -1 }
        self.measured = measured
    }

    /// Lets the files of a measured tree wait at its commit, which is visited next.
    private mutating func beginMeasured(at commit: Int) {
        guard let measured, nextMeasured < measuredPlaces.count,
            measuredPlaces[nextMeasured] == Int32(commit)
        else { return }
        for change in measured.changes[nextMeasured] {
            let path = Int(number(of: change.path))
            if path >= present.count {
                present += repeatElement(nil, count: graph.paths.count - present.count)
            }
            present[path] = change.blob
        }
        nextMeasured += 1
        var here = waiting[commit].take() ?? [:]
        var starts: [Int32] = []
        starts.reserveCapacity(present.count)
        for (place, blob) in present.enumerated() {
            guard let blob else { continue }
            let path = Int32(place)
            let node = here[path] ?? makeNode(blob, path)
            here[path] = node
            starts.append(node)
        }
        waiting[commit] = here
        graph.measuredStarts.append(starts)
    }

    /// Passes what waits at the next commit on to its parents; `origins` is what differs from the first one.
    ///
    /// Where they are `nil` a tree or a parent could not be read: what waits there stays, its origin unknown.
    mutating func visitNext(_ origins: [PathOrigin]?) {
        let commit = next
        next += 1
        beginMeasured(at: commit)
        guard var here = waiting[commit] else { return }
        waiting[commit] = nil
        let parents = parents[commit]
        if parents.isEmpty || graph.stops[commit] {
            settle(here, at: commit)
            return
        }

        guard let origins else {
            settle(here, at: commit, isUnknown: true)
            return
        }
        var moved: [(node: Int32, source: PathOrigin.Source)] = []
        var changed: [(node: Int32, sources: [PathOrigin.Source])] = []
        var lost: [Int32] = []
        for origin in origins {
            guard let path = pathNumbers[origin.path], let node = here.removeValue(forKey: path) else {
                continue
            }
            if origin.problem != nil {
                lost.append(node)
            } else if let whole = origin.whole {
                moved.append((node, whole))
            } else {
                changed.append((node, origin.sources))
            }
        }
        for node in lost {
            graph.nodes[Int(node)].commit = Int32(commit)
            graph.nodes[Int(node)].isUnknown = true
        }
        hand(&here, to: Int(parents[0]))
        for (node, source) in moved {
            let path = number(of: source.path)
            graph.nodes[Int(node)].path = path
            let place = Int(parents[source.parent])
            if let other = waiting[place, default: [:]][path] {
                same[Int(node)] = other
            } else {
                waiting[place, default: [:]][path] = node
            }
        }
        for (node, sources) in changed {
            let firstEdge = Int32(graph.edges.count)
            for source in sources {
                let path = number(of: source.path)
                let place = Int(parents[source.parent])
                let target = waiting[place, default: [:]][path] ?? makeNode(source.blob, path)
                waiting[place, default: [:]][path] = target
                graph.edges.append(target)
            }
            graph.nodes[Int(node)].commit = Int32(commit)
            graph.nodes[Int(node)].firstEdge = firstEdge
            graph.nodes[Int(node)].edgeCount = Int32(sources.count)
        }
    }

    /// Settles what waits at the boundary and gives the finished graph.
    consuming func finish() -> VersionGraph {
        for commit in waiting.indices {
            if commit >= next { beginMeasured(at: commit) }
            if let left = waiting[commit] { settle(left, at: commit) }
        }
        for index in graph.edges.indices { graph.edges[index] = representative(graph.edges[index]) }
        for index in graph.starts.indices { graph.starts[index] = representative(graph.starts[index]) }
        for tree in graph.measuredStarts.indices {
            for index in graph.measuredStarts[tree].indices {
                graph.measuredStarts[tree][index] = representative(graph.measuredStarts[tree][index])
            }
        }
        return graph
    }

    private mutating func settle(_ nodes: [Int32: Int32], at commit: Int, isUnknown: Bool = false) {
        for node in nodes.values {
            graph.nodes[Int(node)].commit = Int32(commit)
            graph.nodes[Int(node)].isUnknown = isUnknown
        }
    }

    /// Lets everything in `nodes` wait at `place`, where versions of the same path are the same.
    private mutating func hand(_ nodes: inout [Int32: Int32], to place: Int) {
        guard var there = waiting[place].take() else {
            if !nodes.isEmpty { waiting[place] = nodes }
            return
        }
        if there.count < nodes.count { swap(&there, &nodes) }
        for (path, node) in nodes {
            if let other = there[path] {
                same[Int(node)] = other
            } else {
                there[path] = node
            }
        }
        waiting[place] = there
    }

    private mutating func representative(_ node: Int32) -> Int32 {
        var root = node
        while same[Int(root)] != root { root = same[Int(root)] }
        var step = node
        while same[Int(step)] != root {
            let next = same[Int(step)]
            same[Int(step)] = root
            step = next
        }
        return root
    }

    private mutating func makeNode(_ blob: ObjectID, _ path: Int32) -> Int32 {
        let node = Int32(graph.nodes.count)
        graph.nodes.append(VersionGraph.Node(blob: blob, path: path))
        same.append(node)
        return node
    }

    private mutating func number(of path: [UInt8]) -> Int32 {
        if let known = pathNumbers[path] { return known }
        let number = Int32(graph.paths.count)
        graph.paths.append(path)
        pathNumbers[path] = number
        return number
    }
}

extension Array {
    /// An optional element's value, or `fallback` where it is `nil`; writing makes it be there.
    fileprivate subscript<Wrapped>(
        index: Int, default fallback: @autoclosure () -> Wrapped
    ) -> Wrapped where Element == Wrapped? {
        get { self[index] ?? fallback() }
        _modify {
            var value = self[index].take() ?? fallback()
            yield &value
            self[index] = value
        }
    }
}
