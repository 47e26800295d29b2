// Tells the `-C DIR` of every command from git's `-C` for copies, behind a command that has both.

import GitObjects
import RgitCore

/// Decides whether what stands behind `-C` can only be the directory to run in.
///
/// Git's own `-C` takes a number, attached, and the word behind it is a revision or a path. A directory outside the
/// working tree at hand is neither.
struct FolderOption: Sendable {
    /// The directory that paths are relative to.
    let start: [UInt8]

    /// Whether `word` is a directory that can be no path of the repository `start` is in.
    func isMeant(by word: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        let path = word.first == slash ? word : start + [slash] + word
        guard !word.isEmpty, FileSystem.status(path)?.isDirectory == true,
            let real = FileSystem.realPath(path),
            let here = FileSystem.realPath(start)
        else { return false }
        guard let top = top(above: here) else { return true }
        return real != top && !real.starts(with: top.last == slash ? top : top + [slash])
    }

    /// The working tree that a directory is in, `nil` where it is in none.
    private func top(above directory: [UInt8]) -> [UInt8]? {
        var directory = directory[...]
        while true {
            let path = directory.isEmpty ? [UInt8(ascii: "/")] : Array(directory)
            if FileSystem.status(path + Array("/.git".utf8)) != nil { return path }
            guard let slash = directory.lastIndex(of: UInt8(ascii: "/")) else { return nil }
            directory = directory[..<slash]
        }
    }
}
