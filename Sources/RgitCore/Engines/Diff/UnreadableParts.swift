// What a comparison could not read and went past.

/// The directories a comparison knows nothing of, and everything that could not be read.
struct UnreadableParts: Sendable {
    /// By path, without a slash at the end; the top is empty.
    private(set) var directories: [[UInt8]] = []
    /// The number of files that could not be compared.
    var files = 0
    /// Why, and what else could not be read.
    var problems: [RgitError] = []

    /// Takes note of a directory.
    mutating func note(_ directory: [UInt8], _ error: RgitError) {
        directories.append(directory)
        let path = directory.isEmpty ? [] : Array(" (".utf8) + directory + Array("/)".utf8)
        problems.append(
            RgitError(
                error.kind, error.what, error.subject.bytes + path, hint: error.hint, object: error.object))
    }

    /// Takes over what has been noted elsewhere.
    mutating func add(_ other: UnreadableParts) {
        directories += other.directories
        files += other.files
        problems += other.problems
    }

    /// Whether a path is unknown because a directory above it could not be read.
    func cover(_ path: [UInt8]) -> Bool {
        directories.contains { directory in
            directory.isEmpty
                || path.count > directory.count && path[directory.count] == 0x2f
                    && path.starts(with: directory)
        }
    }
}
