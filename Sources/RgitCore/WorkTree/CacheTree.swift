// The index's cache tree (`TREE`): directories whose entries git has written as a tree. See gitformat-index.

import GitObjects
import Synchronization

/// The directories of the index that git knows the tree of.
///
/// They are kept as the extension has them, each before its subdirectories: the table by path takes longer to make than most
/// questions, which end at the root, take to answer.
struct CacheTree: Sendable {
    private struct Node {
        /// Where its name is in the content.
        let name: Range<Int>
        /// Where its tree's name is in the content; `nil` where the directory has changed since git wrote a tree.
        let tree: Int?
        let entryCount: Int
        /// The position behind the last node below it.
        var end: Int
    }

    private var content: [UInt8] = []
    private var format = ObjectFormat.sha1
    /// The root and then all others, each before those below it.
    private var nodes: [Node] = []
    private let positions = LazyPositions()

    /// No directory at all.
    init() {}

    /// Reads the extension; malformed content yields no directories, for a cache can be done without.
    init(_ content: [UInt8], _ format: ObjectFormat) {
        guard let nodes = CacheTree.nodes(content, format) else { return }
        self.nodes = nodes
        self.content = content
        self.format = format
    }

    private static func nodes(_ content: [UInt8], _ format: ObjectFormat) -> [Node]? {
        var nodes: [Node] = []
        var position = 0
        /// The nodes whose subdirectories are being read, and how many of these are to come.
        var open: [(node: Int, remaining: Int)] = []
        while position < content.count {
            guard let nameEnd = content[position...].firstIndex(of: 0),
                let countEnd = content[nameEnd...].firstIndex(of: 0x20),
                let lineEnd = content[countEnd...].firstIndex(of: 0x0a),
                let entryCount = Int(ascii: content[(nameEnd + 1)..<countEnd]),
                let subtrees = Int(ascii: content[(countEnd + 1)..<lineEnd]), subtrees >= 0
            else { return nil }
            while let last = open.last, last.remaining == 0 {
                nodes[last.node].end = nodes.count
                open.removeLast()
            }
            guard open.isEmpty == (position == 0), (position == nameEnd) == (position == 0) else {
                return nil
            }
            if !open.isEmpty { open[open.count - 1].remaining -= 1 }
            let name = position..<nameEnd
            position = lineEnd + 1
            var tree: Int?
            // A negative count marks a directory that has changed since.
            if entryCount >= 0 {
                guard position + format.byteCount <= content.count else { return nil }
                tree = position
                position += format.byteCount
            }
            open.append((nodes.count, subtrees))
            nodes.append(
                Node(name: name, tree: tree, entryCount: entryCount, end: nodes.count + 1))
        }
        for last in open { nodes[last.node].end = nodes.count }
        return nodes
    }

    /// The number of index entries below a directory whose tree is `tree`; `nil` for any other.
    func entryCount(of directory: [UInt8], tree: ObjectID) -> Int? {
        guard let node = node(directory), let position = node.tree,
            unsafe ObjectID(content.span.bytes, at: position, format) == tree
        else { return nil }
        return node.entryCount
    }

    /// The node of a directory without a slash at its end; the root's path is empty.
    private func node(_ directory: [UInt8]) -> Node? {
        if directory.isEmpty { return nodes.first }
        return positions.of(directory, in: paths).map { nodes[$0] }
    }

    /// The paths of all nodes, each with the node's position.
    private func paths() -> [[UInt8]: Int] {
        var paths: [[UInt8]: Int] = [:]
        /// The nodes that the next one may be below.
        var open: [(end: Int, prefix: [UInt8])] = []
        for (position, node) in nodes.enumerated() {
            while let last = open.last, last.end <= position { open.removeLast() }
            let path = (open.last?.prefix ?? []) + content[node.name]
            paths[path] = position
            open.append((node.end, path.isEmpty ? [] : path + [0x2f]))
        }
        return paths
    }
}

/// Positions by path, worked out when the first is asked for.
private final class LazyPositions: Sendable {
    private let known = Mutex<[[UInt8]: Int]?>(nil)

    func of(_ path: [UInt8], in paths: () -> [[UInt8]: Int]) -> Int? {
        known.withLock { known in
            let table = known ?? paths()
            known = table
            return table[path]
        }
    }
}

extension Int {
    /// A decimal number with an optional minus sign.
    fileprivate init?(ascii digits: ArraySlice<UInt8>) {
        guard digits.count <= 18 else { return nil }
        let isNegative = digits.first == 0x2d
        let digits = isNegative ? digits.dropFirst() : digits
        guard !digits.isEmpty else { return nil }
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        self = isNegative ? -value : value
    }
}
