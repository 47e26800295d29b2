// Blames single files over a finished graph of versions: their lines are passed along it until each has come to rest.

import GitObjects

/// One worker's way to blame files over a graph.
///
/// Versions are visited in the order of the walk, children first, so that all lines that reach a version are there before
/// any is passed on: each version is read once for each file. A place, with the lines of its version, lives from the first
/// stretch that comes to it until it is visited.
struct GraphBlame {
    private let graph: VersionGraph
    private var passing: LinePassing
    private var places: Places
    private var problems: [RgitError] = []
    private let options: BlameOptions
    /// The search for moved lines of the file at hand.
    private var moves: MoveSearch?

    init(graph: VersionGraph, reader: ObjectReader, options: BlameOptions) {
        self.graph = graph
        self.options = options
        passing = LinePassing(reader: reader, options: options)
        places = Places(graph)
    }

    /// Blames the file whose version is `start`; entries come in the file's order.
    ///
    /// Lines that would have to be compared with something unreadable stay where they are, their origin unknown.
    ///
    /// - Complexity: O(versions the lines come through), each a comparison of two files.
    mutating func blame(start: Int32) -> BlamedFile {
        var file = BlamedFile()
        let graph = graph
        (file.isReadable, file.problems) = follow(
            start, answered: { _, _ in false },
            rest: { node, stretch, isUnknown in
                file.entries.append(
                    BlameEntry(
                        commit: graph.nodes[Int(node)].commit, path: graph.nodes[Int(node)].path,
                        line: stretch.line, sourceLine: stretch.source, count: stretch.count,
                        isUnknown: isUnknown))
            })
        file.entries.sort { $0.line < $1.line }
        return file
    }

    /// Finds which commit each line of the version `start` came in, with the help of versions for which that is known.
    ///
    /// What a line's origin is depends on nothing but the version it has come to and its place there, unless moved lines
    /// are followed: where the origins of that version are known, so is the rest of the line's way.
    mutating func origins(of start: Int32, knowing known: borrowing KnownOrigins) -> VersionOrigins {
        var origins = VersionOrigins()
        let graph = graph
        (origins.isReadable, origins.problems) = follow(
            start,
            answered: { node, stretches in
                guard let answer = known[node] else { return false }
                for stretch in stretches { answer.origins(of: stretch) { origins.add($0) } }
                return true
            },
            rest: { node, stretch, isUnknown in
                origins.add(
                    VersionOrigins.Lines(
                        first: stretch.line, count: stretch.count, commit: graph.nodes[Int(node)].commit,
                        isUnknown: isUnknown))
            })
        origins.putInOrder()
        return origins
    }

    /// Passes the lines of `start` on until all of them rest or are answered for.
    ///
    /// - Parameters:
    ///   - answered: Takes the lines that have come to a version, and says whether it has; others are passed on.
    ///   - rest: Takes lines that came in a version, and whether that is unknown.
    /// - Returns: Whether the version could be read, and what could not.
    private mutating func follow(
        _ start: Int32, answered: (Int32, [LineStretch]) -> Bool,
        rest: (Int32, LineStretch, Bool) -> Void
    ) -> (isReadable: Bool, problems: [RgitError]) {
        defer {
            places.removeAll()
            problems = []
        }
        let lines: BlobLines
        do throws(RgitError) {
            lines = try passing.lines(of: graph.nodes[Int(start)].blob)
        } catch {
            return (false, [error])
        }
        guard lines.count > 0 else { return (true, []) }
        places.begin(start, lines)
        moves = options.moved.isOn ? MoveSearch(lines, options: options) : nil
        while let (node, stretches, own) = places.takeNext() {
            if answered(node, stretches) { continue }
            var isUnknown = graph.nodes[Int(node)].isUnknown
            for stretch in pass(stretches, from: node, own, &isUnknown) { rest(node, stretch, isUnknown) }
        }
        return (true, problems)
    }

    /// Passes what it can of a version's lines on and gives back those that stay.
    private mutating func pass(
        _ stretches: [LineStretch], from node: Int32, _ own: BlobLines?, _ isUnknown: inout Bool
    ) -> [LineStretch] {
        let version = graph.nodes[Int(node)]
        guard version.edgeCount > 0, !stretches.isEmpty else { return stretches }
        var rest = stretches
        var small: [LineStretch] = []
        do throws(RgitError) {
            let own = if let own { own } else { try passing.lines(of: version.blob) }
            let sources = graph.edges[
                Int(version.firstEdge)..<Int(version.firstEdge + version.edgeCount)]
            try passing.pass(
                &rest, of: own, to: sources, isIgnored: graph.isIgnored[Int(version.commit)], in: &places)
            if !rest.isEmpty, var search = moves.take() {
                defer { moves = search }
                try passing.passMoved(&rest, &small, of: own, to: sources, &search, in: &places)
            }
        } catch {
            if !problems.contains(error) { problems.append(error) }
            isUnknown = true
        }
        return small + rest
    }

    /// The versions that lines of the file at hand have come to.
    private struct Places: WaitingLines {
        private struct Place {
            var node: Int32
            var stretches: [LineStretch] = []
            /// The version's lines, once they have been needed.
            var lines: BlobLines?
        }

        private let graph: VersionGraph
        /// For each node its place in `places`, or -1.
        private var placeOfNode: [Int32]
        private var places: [Place] = []
        /// The nodes to be visited; their commits' places in the walk, turned round, serve as dates.
        private var queue = CommitQueue()

        init(_ graph: VersionGraph) {
            self.graph = graph
            placeOfNode = Array(repeating: -1, count: graph.nodes.count)
        }

        /// Lets all lines of a file wait at its version.
        mutating func begin(_ node: Int32, _ lines: BlobLines) {
            let first = place(of: node)
            places[first].stretches = [LineStretch(line: 0, source: 0, count: Int32(lines.count))]
            places[first].lines = lines
        }

        /// Takes what waits at the version visited next.
        mutating func takeNext() -> (node: Int32, stretches: [LineStretch], lines: BlobLines?)? {
            guard let node = queue.pop() else { return nil }
            let index = Int(placeOfNode[Int(node)])
            var stretches: [LineStretch] = []
            swap(&stretches, &places[index].stretches)
            return (node, stretches, places[index].lines.take())
        }

        mutating func lines(
            of node: Int32, relative: BlobLines, _ passing: LinePassing
        ) throws(RgitError) -> BlobLines {
            let index = place(of: node)
            if let lines = places[index].lines { return lines }
            let lines = try passing.lines(of: graph.nodes[Int(node)].blob, relative: relative)
            places[index].lines = lines
            return lines
        }

        mutating func add(to node: Int32, _ body: (inout [LineStretch]) -> Void) {
            body(&places[place(of: node)].stretches)
        }

        mutating func removeAll() {
            for place in places { placeOfNode[Int(place.node)] = -1 }
            places.removeAll(keepingCapacity: true)
            queue.removeAll()
        }

        private mutating func place(of node: Int32) -> Int {
            let known = placeOfNode[Int(node)]
            if known >= 0 { return Int(known) }
            let index = places.count
            placeOfNode[Int(node)] = Int32(index)
            places.append(Place(node: node))
            queue.push(node, date: UInt64(Int64(Int32.max) - Int64(graph.nodes[Int(node)].commit)))
            return index
        }
    }
}
