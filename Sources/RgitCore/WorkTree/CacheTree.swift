// The index's cache tree (`TREE`): directories whose entries git has written as a tree. See gitformat-index.

import GitObjects

/// The directories of the index that git knows the tree of.
struct CacheTree: Sendable {
    private struct Node {
        let tree: ObjectID
        let entryCount: Int
    }

    /// By path, without a slash at its end; the root's is empty.
    private var nodes: [[UInt8]: Node] = [:]

    /// No directory at all.
    init() {}

    /// Reads the extension; malformed content yields no directories, for a cache can be done without.
    init(_ content: [UInt8], _ format: ObjectFormat) {
        nodes = CacheTree.nodes(content, format) ?? [:]
    }

    private static func nodes(_ content: [UInt8], _ format: ObjectFormat) -> [[UInt8]: Node]? {
        var nodes: [[UInt8]: Node] = [:]
        var position = 0
        /// The directories whose subdirectories are being read, and how many of these are to come.
        var open: [(path: [UInt8], remaining: Int)] = []
        while position < content.count {
            guard let nameEnd = content[position...].firstIndex(of: 0),
                let countEnd = content[nameEnd...].firstIndex(of: 0x20),
                let lineEnd = content[countEnd...].firstIndex(of: 0x0a),
                let entryCount = Int(ascii: content[(nameEnd + 1)..<countEnd]),
                let subtrees = Int(ascii: content[(countEnd + 1)..<lineEnd]), subtrees >= 0
            else { return nil }
            while let last = open.last, last.remaining == 0 { open.removeLast() }
            let name = content[position..<nameEnd]
            var path = open.last.map { $0.path.isEmpty ? [] : $0.path + [0x2f] } ?? []
            path += name
            guard open.isEmpty == (position == 0), name.isEmpty == (position == 0) else { return nil }
            if !open.isEmpty { open[open.count - 1].remaining -= 1 }
            position = lineEnd + 1
            // A negative count marks a directory that has changed since.
            if entryCount >= 0 {
                guard let tree = unsafe ObjectID(content.span.bytes, at: position, format) else { return nil }
                position += format.byteCount
                nodes[path] = Node(tree: tree, entryCount: entryCount)
            }
            open.append((path, subtrees))
        }
        return nodes
    }

    /// The number of index entries below a directory whose tree is `tree`; `nil` for any other.
    func entryCount(of directory: [UInt8], tree: ObjectID) -> Int? {
        guard let node = nodes[directory], node.tree == tree else { return nil }
        return node.entryCount
    }
}

extension Int {
    /// A decimal number with an optional minus sign.
    fileprivate init?(ascii digits: ArraySlice<UInt8>) {
        guard digits.count <= 18 else { return nil }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}
