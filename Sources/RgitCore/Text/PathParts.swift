// The parts of a path that figures are summed by.

/// The parts of a path that figures are summed by.
enum PathParts {
    /// The directory of a path, at most `depth` components of it; empty at the top.
    static func directory(of path: [UInt8], depth: Int?) -> [UInt8] {
        let directory = path.parentPath
        guard let depth else { return directory }
        var left = depth
        for (index, byte) in directory.enumerated() where byte == 0x2f {
            left -= 1
            if left <= 0 { return Array(directory[..<index]) }
        }
        return directory
    }

    /// What follows the last dot of a file's name; empty where there is none, or only one that begins the name.
    static func fileExtension(of path: [UInt8]) -> [UInt8] {
        let name = path.lastPathComponent
        guard let dot = name.lastIndex(of: 0x2e), dot > 0 else { return [] }
        return Array(name[(dot + 1)...])
    }
}
