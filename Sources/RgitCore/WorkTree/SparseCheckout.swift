// Takes files that exist outside a sparse checkout's patterns for files of the working tree, as git since 2.36 does.

import GitObjects

extension IndexFile {
    /// Drops the skip-worktree bit of entries whose paths exist, where a sparse checkout is on.
    ///
    /// Without `core.sparseCheckout` the bit was set by hand (`git update-index --skip-worktree`) and is honoured; so it is
    /// where `sparse.expectFilesOutsideOfPatterns` announces such files.
    ///
    /// - Parameter workTree: the top of the working tree.
    /// - Complexity: one `lstat` for each entry that has the bit and is not below a missing directory, and for each directory above it.
    mutating func includePresentFiles(workTree: [UInt8], config: Configuration) throws(RgitError) {
        guard try config.bool("core.sparsecheckout") == true,
            try config.bool("sparse.expectfilesoutsideofpatterns") != true
        else { return }
        var missing: [UInt8] = []
        for position in entries.indices where entries[position].skipsWorkTree {
            let path = entries[position].path
            if !missing.isEmpty, path.starts(with: missing) { continue }
            if FileSystem.existsUnfollowed(workTree.appendingPath(path)) {
                entries[position].skipsWorkTree = false
            } else {
                missing = IndexFile.highestMissingDirectory(of: path, in: workTree)
            }
        }
    }

    /// The outermost directory on the way to `path` that does not exist, with its slash; empty where all exist.
    private static func highestMissingDirectory(of path: [UInt8], in workTree: [UInt8]) -> [UInt8] {
        for slash in path.indices where path[slash] == 0x2f {
            if !FileSystem.existsUnfollowed(workTree.appendingPath(Array(path[..<slash]))) {
                return Array(path[...slash])
            }
        }
        return []
    }
}
