// A repository's commit-graph: one file or a chain of them, seen as one table of commits.

/// What the graph records about one commit.
public struct GraphCommit: Sendable, Equatable {
    /// The commit's tree.
    public let tree: ObjectID
    /// The committer's date in seconds since 1970, as git reads it from the graph: 34 bits.
    public let time: Int64
    /// The generation: the corrected commit date where ``CommitGraph/hasCorrectedDates``, else the topological level.
    ///
    /// A commit's generation is always greater than that of any of its ancestors; zero means it is not known.
    public let generation: UInt64
    /// The position of the first parent; `nil` for a root.
    public let firstParent: UInt32?
    /// The position of the second parent; `nil` for a root, an ordinary commit and an octopus merge.
    public let secondParent: UInt32?
    /// Where the second and further parents of an octopus merge are listed; `nil` for any other commit.
    let edgeList: UInt32?

    /// Whether there are more than two parents.
    public var isOctopus: Bool { edgeList != nil }
}

/// The commits of a commit-graph by position: those of the lowest file first, each file in the order of names.
///
/// Whether a graph may be used at all (`core.commitGraph`, replacements, grafts, shallow clones) is the caller's to
/// decide.
public struct CommitGraph: Sendable {
    let layers: [CommitGraphFile]
    /// The position of each layer's first commit, and the total.
    let starts: [Int]
    /// Whether generations are corrected commit dates (version 2): only if every file of the chain has them.
    public let hasCorrectedDates: Bool

    /// The number of commits.
    public var count: Int { starts.last ?? 0 }
    /// Whether some commits have changed-path filters.
    public var hasChangedPaths: Bool { layers.contains { $0.filterSettings != nil } }

    init(layers: [CommitGraphFile]) {
        self.layers = layers
        var starts = [0]
        for layer in layers { starts.append(starts[starts.count - 1] + layer.count) }
        self.starts = starts
        hasCorrectedDates = layers.allSatisfy(\.hasGenerationData)
    }

    /// The position of a commit; `nil` when the graph does not have it.
    public func position(of id: ObjectID) -> UInt32? {
        for index in layers.indices.reversed() {
            if let place = layers[index].position(of: id) {
                return UInt32(exactly: starts[index] + place)
            }
        }
        return nil
    }

    /// The name of the commit at a position; `nil` outside the graph.
    public func id(at position: UInt32) -> ObjectID? {
        guard let (layer, place) = place(of: position) else { return nil }
        return layers[layer].id(at: place)
    }

    /// What the graph records about the commit at a position.
    public func commit(at position: UInt32) throws(GitObjectError) -> GraphCommit {
        guard let (layer, place) = place(of: position) else {
            throw GitObjectError(
                .damaged, "commit-graph position out of bounds", file: layers.last?.file.path)
        }
        let record = try layers[layer].record(at: place)
        var second: UInt32?
        var edges: UInt32?
        let first = try parent(record.firstParent, layer)
        if first != nil, record.secondParent != CommitGraphFile.noParent {
            if record.secondParent & 0x8000_0000 != 0 {
                edges = record.secondParent & 0x7fff_ffff
            } else {
                second = try parent(record.secondParent, layer)
            }
        }
        var generation = UInt64(record.topologicalLevel)
        if hasCorrectedDates, let date = try layers[layer].correctedDate(at: place, time: record.time) {
            generation = date
        }
        return GraphCommit(
            tree: record.tree, time: Int64(record.time), generation: generation, firstParent: first,
            secondParent: second, edgeList: edges)
    }

    /// Appends the positions of a commit's parents, in order, to `parents`.
    public func appendParents(at position: UInt32, to parents: inout [UInt32]) throws(GitObjectError) {
        let commit = try commit(at: position)
        if let first = commit.firstParent { parents.append(first) }
        if let second = commit.secondParent { parents.append(second) }
        guard let edges = commit.edgeList, let (layer, _) = place(of: position) else { return }
        let start = parents.count
        try layers[layer].appendEdges(from: Int(edges), to: &parents)
        for parent in parents[start...] { _ = try self.parent(parent, layer) }
    }

    /// Whether the commit at `position` may have changed one of the paths against its first parent.
    ///
    /// `nil` when there is no filter to tell by; `false` is certain.
    public func mayHaveChanged(_ paths: [ChangedPathKey], at position: UInt32) -> Bool? {
        guard let (layer, place) = place(of: position) else { return nil }
        return layers[layer].mayHaveChanged(paths, at: place)
    }

    private func place(of position: UInt32) -> (layer: Int, place: Int)? {
        let position = Int(position)
        guard position < count else { return nil }
        var layer = layers.count - 1
        while position < starts[layer] { layer -= 1 }
        return (layer, position - starts[layer])
    }

    private func parent(_ position: UInt32, _ layer: Int) throws(GitObjectError) -> UInt32? {
        if position == CommitGraphFile.noParent { return nil }
        // A file may name commits of its own and of the files below it.
        guard Int(position) < starts[layer + 1] else {
            throw layers[layer].file.damaged("commit-graph parent out of bounds")
        }
        return position
    }
}

extension CommitGraph {
    /// The maximum length of a chain; a longer one is damaged.
    private static let maximumLayers = 10_000

    /// Opens the commit-graph of the first of the object directories that has one.
    ///
    /// A damaged file is reported in `problems` and skipped, with the files above it, as git does; the history can be read
    /// without them.
    public static func open(
        objectDirectories: [[UInt8]], _ format: ObjectFormat, problems: inout [GitObjectError]
    ) -> CommitGraph? {
        for directory in objectDirectories {
            if let graph = openSingle(FileSystem.join(directory, "info/commit-graph"), format, &problems) {
                return graph
            }
            let chain = FileSystem.join(directory, "info/commit-graphs/commit-graph-chain")
            if let graph = openChain(chain, objectDirectories, format, &problems) { return graph }
        }
        return nil
    }

    private static func openSingle(
        _ path: [UInt8], _ format: ObjectFormat, _ problems: inout [GitObjectError]
    ) -> CommitGraph? {
        do throws(GitObjectError) {
            guard let file = try MappedFile.open(path) else { return nil }
            let graph = try CommitGraphFile(file, format)
            guard graph.baseGraphs.isEmpty else {
                throw file.damaged("commit-graph belongs to a chain")
            }
            return CommitGraph(layers: [graph])
        } catch {
            problems.append(error)
            return nil
        }
    }

    private static func openChain(
        _ path: [UInt8], _ directories: [[UInt8]], _ format: ObjectFormat, _ problems: inout [GitObjectError]
    ) -> CommitGraph? {
        var layers: [CommitGraphFile] = []
        do throws(GitObjectError) {
            let limit = maximumLayers * (format.hexCount + 1)
            guard let list = try FileSystem.contents(of: path, limit: limit) else { return nil }
            for line in list.split(separator: 0x0a) {
                guard let name = ObjectID(hex: line, format) else {
                    throw GitObjectError(.damaged, "commit-graph chain names no file", file: path)
                }
                layers.append(try openLayer(name, above: layers, directories, chain: path))
            }
        } catch {
            problems.append(error)
        }
        return layers.isEmpty ? nil : CommitGraph(layers: layers)
    }

    private static func openLayer(
        _ name: ObjectID, above layers: [CommitGraphFile], _ directories: [[UInt8]], chain: [UInt8]
    ) throws(GitObjectError) -> CommitGraphFile {
        let fileName = Array("info/commit-graphs/graph-".utf8) + name.hex + Array(".graph".utf8)
        for directory in directories {
            guard let file = try MappedFile.open(FileSystem.join(directory, fileName)) else { continue }
            let layer = try CommitGraphFile(file, name.format)
            // Compares with the names the files below were opened by, and so bounds the length of the chain.
            guard layer.baseGraphs == layers.map(\.checksum), layer.checksum == name else {
                throw file.damaged("commit-graph does not fit into its chain")
            }
            return layer
        }
        throw GitObjectError(
            .unreadable, "commit-graph file of the chain is missing", object: name, file: chain)
    }
}
