// What checking a tree out gives: directories, files, bytes, and how deep and long its paths are.

/// The size of a checkout; a sum that does not fit is `Int.max`.
struct CheckoutSize: Sendable, Equatable {
    /// The entries of the tree itself.
    var entries = 0
    /// The directories, the tree's own among them.
    var directories = 1
    /// The regular files.
    var files = 0
    /// The sizes of the regular files.
    var bytes = 0
    /// The symbolic links.
    var symlinks = 0
    /// The submodules.
    var submodules = 0
    /// The components of the path with most.
    var pathDepth = 0
    /// The bytes of the longest path.
    var pathLength = 0

    /// An empty tree.
    init() {}

    /// What an entry that is no directory adds to the tree that has it; `blobBytes` is the size of its blob.
    init(_ entry: CheckoutEntry, blobBytes: Int, nameLength: Int) {
        (entries, directories, pathDepth, pathLength) = (1, 0, 1, nameLength)
        switch entry {
        case .file: (files, bytes) = (1, blobBytes)
        case .symlink: symlinks = 1
        case .submodule: submodules = 1
        }
    }

    /// What a directory adds to the tree that has it under a name of `nameLength` bytes.
    init(directory: CheckoutSize, nameLength: Int) {
        self = directory
        entries = 1
        pathDepth = directory.pathDepth.saturatingAdd(1)
        pathLength =
            directory.pathLength > 0 ? directory.pathLength.saturatingAdd(nameLength + 1) : nameLength
    }

    /// Whether a sum did not fit, so that nothing can be taken away again.
    var isSaturated: Bool {
        [directories, files, bytes, symlinks, submodules].contains(.max)
    }

    /// Adds to the sums what an entry adds; paths are left as they are.
    mutating func add(_ entry: CheckoutSize) {
        entries = entries.saturatingAdd(entry.entries)
        directories = directories.saturatingAdd(entry.directories)
        files = files.saturatingAdd(entry.files)
        bytes = bytes.saturatingAdd(entry.bytes)
        symlinks = symlinks.saturatingAdd(entry.symlinks)
        submodules = submodules.saturatingAdd(entry.submodules)
    }

    /// Takes over what is greater in another.
    mutating func formMaximum(_ other: CheckoutSize) {
        directories = max(directories, other.directories)
        files = max(files, other.files)
        bytes = max(bytes, other.bytes)
        symlinks = max(symlinks, other.symlinks)
        submodules = max(submodules, other.submodules)
        pathDepth = max(pathDepth, other.pathDepth)
        pathLength = max(pathLength, other.pathLength)
    }

    /// Takes from the sums what an entry added; paths are left as they are. `false` where that is more than there is, because
    /// a sum did not fit before, so that the sums are of no use any more.
    mutating func subtract(_ entry: CheckoutSize) -> Bool {
        var fits = true
        func take(_ amount: Int, from sum: inout Int) {
            let (rest, overflows) = sum.subtractingReportingOverflow(amount)
            sum = rest
            if overflows || rest < 0 { fits = false }
        }
        take(entry.entries, from: &entries)
        take(entry.directories, from: &directories)
        take(entry.files, from: &files)
        take(entry.bytes, from: &bytes)
        take(entry.symlinks, from: &symlinks)
        take(entry.submodules, from: &submodules)
        return fits
    }
}

/// What an entry that is no directory is checked out as.
enum CheckoutEntry {
    case file
    case symlink
    case submodule
}
