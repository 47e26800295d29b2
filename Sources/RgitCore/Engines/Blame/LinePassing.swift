// Passes the lines of one file along the graph of versions until each has come to rest.

import GitObjects

/// One worker's way to blame single files over a finished graph.
struct LinePassing {
    /// Lines of the file blamed that stand together in some version.
    struct Stretch: Equatable {
        /// The first line in the file blamed.
        var line: Int32
        /// The first line in the version.
        var source: Int32
        /// How many lines there are.
        var count: Int32
        /// What looking through commits did to them.
        var marks: Marks = []

        /// What looking through commits did to lines; git shows lines apart that differ in this.
        struct Marks: OptionSet, Sendable {
            let rawValue: UInt8
            /// A commit was looked through by a guess.
            static let guessed = Marks(rawValue: 1)
            /// A commit was to be looked through and had no counterpart for them.
            static let kept = Marks(rawValue: 2)
        }

        /// Adds the stretch to the list, joined with the last one where it carries that on.
        @inline(__always)
        func append(to list: inout [Stretch]) {
            if let last = list.last, last.line &+ last.count == line, last.source &+ last.count == source,
                last.marks == marks
            {
                list[list.count - 1].count &+= count
            } else {
                list.append(self)
            }
        }
    }

    /// A version lines have come to.
    private struct Place {
        var node: Int32
        var stretches: [Stretch] = []
        /// The version's lines, once somebody needed them.
        var lines: BlobLines?
    }

    private let graph: VersionGraph
    private let reader: ObjectReader
    private let memory: Memory
    /// For each node the place it has in the file at hand, or -1.
    private var placeOfNode: [Int32]
    private var places: [Place] = []
    private var queue = NodeQueue()
    private var hunks: [HunkSpan] = []
    private var problems: [RgitError] = []

    /// Holds the differ, which cannot be copied; it belongs to this worker alone.
    private final class Memory {
        var differ: LineDiffer
        init(_ options: LineDiffOptions) { differ = LineDiffer(options) }
    }

    init(graph: VersionGraph, reader: ObjectReader, options: LineDiffOptions) {
        self.graph = graph
        self.reader = reader
        memory = Memory(options)
        placeOfNode = Array(repeating: -1, count: graph.nodes.count)
    }

    /// Blames the file whose version is `start`; entries come in the file's order.
    ///
    /// Lines that would have to be compared with something unreadable stay where they are, and nobody knows whose they are.
    mutating func blame(start: Int32) -> BlamedFile {
        defer { forget() }
        var file = BlamedFile()
        let lines: BlobLines
        do throws(RgitError) {
            lines = try self.lines(of: graph.nodes[Int(start)].blob, relative: nil)
        } catch {
            return BlamedFile(isReadable: false, problems: [error])
        }
        guard lines.count > 0 else { return file }
        let first = place(of: start)
        places[first].stretches = [Stretch(line: 0, source: 0, count: Int32(lines.count))]
        places[first].lines = lines
        while let node = queue.pop() {
            let index = Int(placeOfNode[Int(node)])
            var stretches: [Stretch] = []
            swap(&stretches, &places[index].stretches)
            let own = places[index].lines.take()
            var isUnknown = graph.nodes[Int(node)].isUnknown
            let rest = pass(stretches, from: node, own, &isUnknown)
            for stretch in rest {
                file.entries.append(
                    BlameEntry(
                        commit: graph.nodes[Int(node)].commit, path: graph.nodes[Int(node)].path,
                        line: stretch.line, sourceLine: stretch.source, count: stretch.count,
                        isUnknown: isUnknown))
            }
        }
        file.entries.sort { $0.line < $1.line }
        file.problems = problems
        return file
    }

    private mutating func pass(
        _ stretches: [Stretch], from node: Int32, _ own: BlobLines?, _ isUnknown: inout Bool
    ) -> [Stretch] {
        var rest = stretches
        do throws(RgitError) {
            try pass(&rest, from: node, own)
        } catch {
            if !problems.contains(error) { problems.append(error) }
            isUnknown = true
        }
        return rest
    }

    /// Passes what it can of a version's lines on and leaves those that stay.
    private mutating func pass(
        _ rest: inout [Stretch], from node: Int32, _ own: BlobLines?
    ) throws(RgitError) {
        let version = graph.nodes[Int(node)]
        guard version.edgeCount > 0, !rest.isEmpty else { return }
        let own = if let own { own } else { try lines(of: version.blob, relative: nil) }
        rest = LinePassing.sorted(rest)
        let edges = Int(version.firstEdge)..<Int(version.firstEdge + version.edgeCount)
        for edge in edges {
            let index = place(of: graph.edges[edge])
            let parent = try parentLines(index, own)
            memory.differ.hunks(parent, own, into: &hunks)
            var kept: [Stretch] = []
            LinePassing.split(rest, by: hunks, passed: &places[index].stretches, kept: &kept)
            rest = kept
            if rest.isEmpty { return }
        }
        guard graph.looksThrough[Int(version.commit)] else { return }
        for edge in edges {
            let index = place(of: graph.edges[edge])
            let parent = try parentLines(index, own)
            memory.differ.hunks(parent, own, into: &hunks)
            let guesses = LineGuesses(parent: parent, target: own, hunks: hunks)
            var kept: [Stretch] = []
            guesses.split(rest, passed: &places[index].stretches, kept: &kept)
            rest = LinePassing.sorted(kept)
            if rest.isEmpty { return }
        }
    }

    /// Cuts stretches where the version differs from its parent: lines within hunks are kept, the others are passed on.
    static func split(
        _ stretches: [Stretch], by hunks: [HunkSpan], passed: inout [Stretch], kept: inout [Stretch]
    ) {
        var hunk = 0
        for stretch in stretches {
            var source = stretch.source
            var line = stretch.line
            let end = source &+ stretch.count
            // Stretches come by source line, but one may begin before the last one ended.
            while hunk > 0, hunks[hunk - 1].newEnd > source { hunk -= 1 }
            while hunk < hunks.count, hunks[hunk].newEnd <= source { hunk += 1 }
            while source < end {
                let shift = hunk > 0 ? hunks[hunk - 1].oldEnd &- hunks[hunk - 1].newEnd : 0
                let same = hunk < hunks.count ? min(end, hunks[hunk].newStart) : end
                if source < same {
                    let count = same &- source
                    Stretch(line: line, source: source &+ shift, count: count, marks: stretch.marks)
                        .append(to: &passed)
                    line &+= count
                    source = same
                }
                guard source < end, hunk < hunks.count else { break }
                let changed = min(end, hunks[hunk].newEnd)
                if source < changed {
                    let count = changed &- source
                    Stretch(line: line, source: source, count: count, marks: stretch.marks)
                        .append(to: &kept)
                    line &+= count
                    source = changed
                }
                if source >= hunks[hunk].newEnd { hunk += 1 }
            }
        }
    }

    /// The stretches by source line; where histories met they can come out of order.
    static func sorted(_ stretches: [Stretch]) -> [Stretch] {
        var isSorted = true
        for index in stretches.indices.dropFirst()
        where stretches[index].source < stretches[index - 1].source {
            isSorted = false
            break
        }
        if isSorted { return stretches }
        let ordered = stretches.sorted { ($0.source, $0.line) < ($1.source, $1.line) }
        var joined: [Stretch] = []
        joined.reserveCapacity(ordered.count)
        for stretch in ordered { stretch.append(to: &joined) }
        return joined
    }

    // MARK: Versions

    private mutating func place(of node: Int32) -> Int {
        let known = placeOfNode[Int(node)]
        if known >= 0 { return Int(known) }
        let index = places.count
        placeOfNode[Int(node)] = Int32(index)
        places.append(Place(node: node))
        queue.push(node, order: graph.nodes[Int(node)].commit)
        return index
    }

    private mutating func forget() {
        for place in places { placeOfNode[Int(place.node)] = -1 }
        places.removeAll(keepingCapacity: true)
        queue.removeAll()
        problems = []
    }

    private mutating func parentLines(_ index: Int, _ child: BlobLines) throws(RgitError) -> BlobLines {
        if let lines = places[index].lines { return lines }
        let lines = try lines(of: graph.nodes[Int(places[index].node)].blob, relative: child)
        places[index].lines = lines
        return lines
    }

    private func lines(of blob: ObjectID, relative: BlobLines?) throws(RgitError) -> BlobLines {
        memory.differ.lines(try reader.bytes(blob, .blob), relative: relative)
    }
}

/// Nodes waiting to pass on their lines, the one whose commit comes first in the walk foremost.
private struct NodeQueue {
    private var heap: [(order: Int32, node: Int32)] = []

    mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

    mutating func push(_ node: Int32, order: Int32) {
        heap.append((order, node))
        var index = heap.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            guard heap[index] < heap[parent] else { break }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    mutating func pop() -> Int32? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if heap.isEmpty { return first.node }
        heap[0] = last
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[index] else { break }
            heap.swapAt(index, child)
            index = child
        }
        return first.node
    }
}
