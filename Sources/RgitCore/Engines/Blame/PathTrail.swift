// The entries along one path of a tree, compared with another tree without reading what both share.

import GitObjects

/// The entries on the way to a path, from the root of a tree on.
struct PathTrail {
    private struct Step: Equatable {
        let mode: FileMode
        let id: ObjectID
    }

    /// The root tree.
    let tree: ObjectID
    /// The entries, one for each component until one is missing or no directory.
    private let steps: [Step]

    /// Follows `components` from the root `tree`; `other`, the same path's trail in a neighbour, spares what is equal there.
    init(
        tree: ObjectID, components: [[UInt8]], reader: ObjectReader, beside other: PathTrail? = nil
    ) throws(RgitError) {
        self.tree = tree
        if let other, other.tree == tree {
            steps = other.steps
            return
        }
        var steps: [Step] = []
        var directory = tree
        for (depth, component) in components.enumerated() {
            let bytes = try reader.bytes(directory, .tree)
            let entry: TreeEntry?
            do {
                entry = unsafe try TreeReader.find(component.span, in: bytes.span.bytes, reader.format)
            } catch {
                throw RgitError(.damaged, error.what, directory.hex, object: directory)
            }
            guard let entry else { break }
            let step = Step(mode: entry.mode, id: entry.id)
            if let other, depth < other.steps.count, other.steps[depth] == step {
                steps += other.steps[depth...]
                break
            }
            steps.append(step)
            guard step.mode == .directory else { break }
            directory = step.id
        }
        self.steps = steps
    }

    /// Whether the path leads to something other than a directory, the same in both trees.
    func agrees(with other: PathTrail, depth: Int) -> Bool {
        guard steps.count == depth, other.steps.count == depth, let last = steps.last else { return false }
        return last == other.steps.last && last.mode != .directory
    }
}
