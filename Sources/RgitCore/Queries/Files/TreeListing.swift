// Lists a tree all the way down, or to a depth, in git's order.

import GitObjects

/// The entries of a tree and of the trees below it.
struct TreeListing {
    let reader: ObjectReader
    let pathspec: Pathspec
    /// Whether directories are entries too.
    let includesTrees: Bool
    /// The greatest number of levels; deeper directories are entries.
    let depth: Int

    private(set) var entries = TreeEntries()
    /// The directories that could not be read.
    private(set) var problems: [RgitError] = []

    init(_ reader: ObjectReader, pathspec: Pathspec, includesTrees: Bool, depth: Int?) {
        self.reader = reader
        self.pathspec = pathspec
        self.includesTrees = includesTrees
        self.depth = depth ?? .max
    }

    /// A directory being listed.
    private struct Frame {
        let tree: [UInt8]
        let id: ObjectID
        var reader: TreeReader
        /// How much of the path is this directory's, its slash included.
        let pathLength: Int
    }

    /// Lists `tree`.
    ///
    /// - Throws: What reading the tree itself throws; what is below it and cannot be read is among `problems`.
    mutating func list(_ tree: ObjectID) throws(RgitError) {
        var path: [UInt8] = []
        var stack = [try frame(tree, pathLength: 0)]
        while let top = stack.indices.last {
            guard let entry = next(&stack[top]) else {
                stack.removeLast()
                continue
            }
            path.removeLast(path.count - stack[top].pathLength)
            path += stack[top].tree[entry.name]
            guard entry.mode == .directory else {
                if pathspec.matches(path, isSubmodule: entry.mode == .gitlink) {
                    entries.append(path: path, mode: entry.mode, id: entry.id)
                }
                continue
            }
            guard pathspec.coverage(of: path) != .nothing else { continue }
            let isDeepest = stack.count >= depth
            if includesTrees || isDeepest {
                entries.append(path: path, mode: entry.mode, id: entry.id)
            }
            guard !isDeepest else { continue }
            do throws(RgitError) {
                guard stack.count < TreeDiff.maximumDepth else {
                    throw RgitError(.damaged, "directories nested too deep", path)
                }
                guard !stack.contains(where: { $0.id == entry.id }) else {
                    throw .containsItself(entry.id)
                }
                stack.append(try self.frame(entry.id, pathLength: path.count + 1))
                path.append(0x2f)
            } catch {
                problems.append(error)
            }
        }
    }

    private func frame(_ id: ObjectID, pathLength: Int) throws(RgitError) -> Frame {
        Frame(
            tree: try reader.bytes(id, .tree), id: id, reader: TreeReader(reader.format),
            pathLength: pathLength)
    }

    /// The next entry; `nil` at the end, and where the tree is damaged.
    private mutating func next(_ frame: inout Frame) -> TreeEntry? {
        // A copy, for the tree is borrowed from the same struct meanwhile.
        var reader = frame.reader
        defer { frame.reader = reader }
        do {
            return unsafe try reader.next(frame.tree.span.bytes)
        } catch {
            problems.append(RgitError(.damaged, error.what, frame.id.hex, object: frame.id))
            return nil
        }
    }
}
