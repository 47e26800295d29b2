// Measures what trees check out, each distinct tree once, out of what differs from a tree that is measured already.

import GitObjects

/// One worker's measures of trees.
///
/// A tree that holds another a thousand times, and so on for ten levels, has more paths than could ever be listed: each distinct
/// tree is measured once, and added up wherever it is. What is below a tree is that of a similar tree but for their differing
/// entries, so that of the trees of a history little more is looked at than what commits changed.
///
/// - Complexity: two trees are read for each distinct tree; memory for the distinct trees and blobs.
struct TreeMeasurer {
    /// What was met that the worker had not met before.
    struct Found: Sendable {
        /// Trees, with their sizes and the numbers of their entries.
        var trees: [(id: ObjectID, bytes: Int, entries: Int)] = []
        /// Blobs, with their sizes.
        var blobs: [(id: ObjectID, bytes: Int)] = []
        /// The greatest checkout, each measure by itself.
        var greatest = CheckoutSize()
        /// Objects that could not be read.
        var problems: [RgitError] = []
    }

    /// A tree on the way down.
    private struct Frame {
        let id: ObjectID
        let tree: [UInt8]
        /// The measured tree it is compared with, and that one's size; empty and `nil` where every entry is added up.
        var base: [UInt8]
        var baseSize: CheckoutSize?
        var comparison: TreeComparison
        var size: CheckoutSize
        /// Whether a sum did not fit, so that what was taken away afterwards leaves a wrong one.
        var isSaturated = false
        /// An entry whose directory has to be measured first.
        var pending: TreeChange?
        /// The greatest depth and length of paths of the entries that were added and taken away.
        var added = (depth: 0, length: 0)
        var removed = (depth: 0, length: 0)

        mutating func next() throws(GitObjectError) -> TreeChange? {
            if let change = pending {
                pending = nil
                return change
            }
            // A copy, for the trees are borrowed from the same struct meanwhile.
            var position = comparison
            let change = unsafe try position.next(old: base.span.bytes, new: tree.span.bytes)
            comparison = position
            return change
        }

        /// The depth and length of the paths; `nil` where the greatest may have been taken away.
        var paths: (depth: Int, length: Int)? {
            guard let baseSize else { return added }
            guard removed.depth < baseSize.pathDepth || added.depth >= baseSize.pathDepth,
                removed.length < baseSize.pathLength || added.length >= baseSize.pathLength
            else { return nil }
            return (max(baseSize.pathDepth, added.depth), max(baseSize.pathLength, added.length))
        }
    }

    private let reader: ObjectReader
    /// The sizes of the trees; `nil` for those that cannot be read.
    private var sizes: [ObjectID: CheckoutSize?] = [:]
    /// The sizes of the blobs; `nil` for those that cannot be read.
    private var blobs: [ObjectID: Int?] = [:]
    private var found = Found()
    /// The tree that was measured last.
    private var last: ObjectID?

    init(_ reader: ObjectReader) { self.reader = reader }

    /// The size of a commit, 0 where it cannot be read.
    mutating func commitBytes(_ id: ObjectID) -> Int {
        do throws(RgitError) {
            return try header(id, .commit)
        } catch {
            found.problems.append(error)
            return 0
        }
    }

    /// Measures a tree; `similar` is one that it has most entries in common with.
    mutating func add(tree root: ObjectID, similar: ObjectID?) {
        defer { last = root }
        guard sizes[root] == nil else { return }
        var stack: [Frame] = []
        push(root, similar: similar.flatMap { sizes[$0] == nil ? nil : $0 } ?? last, to: &stack)
        while var frame = stack.popLast() {
            // Met again below itself meanwhile.
            guard sizes[frame.id] == nil else { continue }
            do {
                guard let change = try frame.next() else {
                    finish(frame, &stack)
                    continue
                }
                if let new = change.new, new.mode == .directory, sizes[new.id] == nil {
                    frame.pending = change
                    stack.append(frame)
                    push(
                        new.id, similar: change.old.flatMap { $0.mode == .directory ? $0.id : nil },
                        to: &stack)
                    continue
                }
                apply(change, to: &frame)
                stack.append(frame)
            } catch {
                found.problems.append(RgitError(.damaged, error.what, frame.id.hex, object: frame.id))
                sizes[frame.id] = .some(nil)
            }
        }
    }

    /// Measures a blob.
    mutating func add(blob id: ObjectID) { _ = blobBytes(id) }

    /// What was met since this was last asked.
    mutating func takeFound() -> Found {
        defer { found = Found() }
        return found
    }

    private mutating func push(_ id: ObjectID, similar: ObjectID?, to stack: inout [Frame]) {
        if let outer = stack.firstIndex(where: { $0.id == id }) {
            // Objects under names that are not those of their contents: none of those in between has a size.
            for frame in stack[outer...] where sizes[frame.id] == nil {
                found.problems.append(.containsItself(frame.id))
                sizes[frame.id] = .some(nil)
            }
            return
        }
        do throws(RgitError) {
            let tree = try reader.bytes(id, .tree)
            var frame = Frame(
                id: id, tree: tree, base: [], comparison: TreeComparison(reader.format), size: CheckoutSize())
            if let similar, let known = sizes[similar] ?? nil, !known.isSaturated,
                let base = try? reader.bytes(similar, .tree)
            {
                frame.base = base
                frame.baseSize = known
                frame.size = known
            }
            stack.append(frame)
        } catch {
            found.problems.append(error)
            sizes[id] = .some(nil)
        }
    }

    private mutating func apply(_ change: TreeChange, to frame: inout Frame) {
        if let old = change.old {
            let size = size(of: old)
            if !frame.size.subtract(size) { frame.isSaturated = true }
            frame.removed = (
                max(frame.removed.depth, size.pathDepth), max(frame.removed.length, size.pathLength)
            )
        }
        if let new = change.new {
            let size = size(of: new)
            frame.size.add(size)
            if frame.size.isSaturated { frame.isSaturated = true }
            frame.added = (max(frame.added.depth, size.pathDepth), max(frame.added.length, size.pathLength))
        }
    }

    /// What an entry adds to its tree; its directory has been measured.
    private mutating func size(of entry: TreeEntry) -> CheckoutSize {
        let length = entry.name.count
        switch entry.mode {
        case .directory:
            return CheckoutSize(directory: (sizes[entry.id] ?? nil) ?? CheckoutSize(), nameLength: length)
        case .gitlink: return CheckoutSize(.submodule, blobBytes: 0, nameLength: length)
        case .symlink:
            return CheckoutSize(.symlink, blobBytes: blobBytes(entry.id), nameLength: length)
        case .regular, .executable:
            return CheckoutSize(.file, blobBytes: blobBytes(entry.id), nameLength: length)
        }
    }

    private mutating func finish(_ finished: Frame, _ stack: inout [Frame]) {
        var frame = finished
        guard !frame.isSaturated || frame.baseSize == nil, let paths = frame.paths else {
            // All that is below is measured by now.
            frame.base = []
            frame.baseSize = nil
            frame.comparison = TreeComparison(reader.format)
            frame.size = CheckoutSize()
            frame.isSaturated = false
            frame.added = (0, 0)
            stack.append(frame)
            return
        }
        (frame.size.pathDepth, frame.size.pathLength) = paths
        sizes[frame.id] = frame.size
        found.trees.append((frame.id, frame.tree.count, frame.size.entries))
        found.greatest.formMaximum(frame.size)
    }

    /// The size of a blob, 0 where it cannot be read.
    private mutating func blobBytes(_ id: ObjectID) -> Int {
        if let known = blobs[id] { return known ?? 0 }
        do throws(RgitError) {
            let bytes = try header(id, .blob)
            found.blobs.append((id, bytes))
            blobs[id] = bytes
            return bytes
        } catch {
            found.problems.append(error)
            blobs[id] = .some(nil)
            return 0
        }
    }

    private func header(_ id: ObjectID, _ type: ObjectType) throws(RgitError) -> Int {
        guard let header = try reader.header(id) else {
            throw RgitError(.missingObject, "missing object", id.hex, object: id)
        }
        guard header.type == type else {
            throw RgitError(
                .damaged, "object is a \(header.type.name), not a \(type.name)", id.hex, object: id)
        }
        return header.size
    }
}
