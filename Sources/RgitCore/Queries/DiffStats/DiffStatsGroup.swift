// Changed files summed up: by directory, by extension, or all of them.

import Records

/// Files summed up under one key.
public struct DiffStatsGroup: Hashable, Codable, Sendable {
    /// The directory (empty for the top) or the extension (empty for none).
    public var key: Text
    /// How many files.
    public var files = 0
    /// Lines added.
    public var insertions = 0
    /// Lines removed.
    public var deletions = 0
    /// How many of the files are binary, so that they have no lines.
    public var binaryFiles = 0
    /// Lines added and removed.
    public var lines: Int { insertions + deletions }

    init(key: Text) { self.key = key }

    mutating func add(_ file: FileStats) {
        files += 1
        insertions += file.insertions
        deletions += file.deletions
        if file.isBinary { binaryFiles += 1 }
    }

    /// The sums of files by directory or extension, those with the most lines first, equal ones in byte order.
    static func groups(
        of files: some Sequence<FileStats>, by key: DiffStatsRequest.Key, depth: Int?
    ) -> [DiffStatsGroup] {
        var groups: [Text: DiffStatsGroup] = [:]
        for file in files {
            let name = Text(key.value(of: file.path.bytes, depth: depth))
            groups[name, default: DiffStatsGroup(key: name)].add(file)
        }
        return groups.values.sorted {
            if $0.lines != $1.lines { return $0.lines > $1.lines }
            return $0.key < $1.key
        }
    }
}

/// The values around the changed files.
public struct DiffStatsSummary: Record, Hashable, Codable {
    /// The sum of everything.
    public var total = DiffStatsGroup(key: "")
    /// How many more files changed, whose lines could not be counted; why is among the problems.
    public var unknownFiles = 0
    /// How many directories could not be read; what changed in them is not known.
    public var unknownDirectories = 0
    /// The sums by directory or extension, where they were asked for, those with the most lines first.
    public var groups: [DiffStatsGroup] = []
}

extension DiffStatsRequest.Key {
    /// What a path is summed under; of a directory at most `depth` components.
    func value(of path: [UInt8], depth: Int?) -> [UInt8] {
        switch self {
        case .file: path
        case .directory: PathParts.directory(of: path, depth: depth)
        case .extension: PathParts.fileExtension(of: path)
        }
    }
}
