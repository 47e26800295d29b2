// Keeps a list of files within memory: a dozen objects can make a tree of a hundred thousand million paths.

import GitObjects

/// The memory that the files of one comparison may take.
struct FileBudget {
    private var remaining: Int
    private let tree: ObjectID?

    /// What the reader's repository allows for a comparison with `tree`.
    init(_ reader: ObjectReader, tree: ObjectID?) {
        remaining = reader.comparedFilesBytes
        self.tree = tree
    }

    /// Takes the memory for one more file; where there is none left, the error that names the tree.
    mutating func refuses(_ path: [UInt8]) -> RgitError? {
        // The path's own allocation has a header.
        remaining -= MemoryLayout<FileChange>.stride + 32 + path.count
        guard remaining < 0 else { return nil }
        return RgitError(.unsupported, "too many files for the memory", tree?.hex ?? [], object: tree)
    }
}
