// The lookup of a sorted list of files: every file that is reached without a link, and nothing else.

import Support
import Testing

@testable import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct DirectoryStackTests {
    private func sizes(_ paths: [String], below root: String) -> [Int64?] {
        guard var stack = DirectoryStack(Array(root.utf8)) else { return [] }
        return paths.map { stack.status(Array($0.utf8))?.size }
    }

    @Test func filesOfNestedDirectories() throws {
        let folder = try TemporaryFolder()
        let files = ["a", "b/c", "b/d/e", "b/d/f", "b/g", "b.h", "bb/i", "z/y/x/w"]
        for (size, file) in files.enumerated() {
            try FileTree.write([UInt8](repeating: 1, count: size), to: Array("\(folder.path)/\(file)".utf8))
        }
        #expect(sizes(files, below: folder.path) == files.indices.map { Int64($0) })
        #expect(sizes(files.reversed(), below: folder.path) == files.indices.reversed().map { Int64($0) })
    }

    @Test func nothingIsReachedThroughLinksOrUpwards() throws {
        let folder = try TemporaryFolder()
        let root = try folder.makeFolder("root")
        try FileTree.write([1], to: Array("\(root)/real/file".utf8))
        try FileTree.write([1, 2], to: Array("\(folder.path)/outside".utf8))
        #expect(symlink("real", "\(root)/link") == 0)
        #expect(
            sizes(
                [
                    "link/file", "real/file", "../outside", "real/../../outside", "real//file", "./real/file",
                    "", "real/", "real/none", "none/file", "real/file/file", "link", "real/file",
                ], below: root) == [nil, 1, nil, nil, nil, nil, nil, nil, nil, nil, nil, 4, 1])
    }

    @Test func deepDirectoriesAreLeftOut() throws {
        let folder = try TemporaryFolder()
        let deep = Array(repeating: "d", count: 40).joined(separator: "/")
        try FileTree.write([1], to: Array("\(folder.path)/\(deep)/file".utf8))
        try FileTree.write([1, 2], to: Array("\(folder.path)/e".utf8))
        #expect(sizes(["\(deep)/file", "e"], below: folder.path) == [nil, 2])
    }
}
