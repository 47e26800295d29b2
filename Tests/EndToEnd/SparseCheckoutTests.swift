// `rgit diff-stats` in sparse checkouts, where files exist that the checkout leaves out, beside git.

import Foundation
import Support
import Testing

@Suite struct SparseCheckoutTests {
    private func sparse(_ option: String) throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for (path, count) in [("d/y", 10), ("d/deep/er/x", 4), ("d/f", 3), ("g/z", 10), ("top", 2)] {
            try repository.write(path, (1...count).map { "\($0)\n" }.joined())
        }
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "one")
        try repository.git("sparse-checkout", "set", "--cone", option, "g")
        return repository
    }

    /// git's rows: insertions, deletions, path.
    private func compare(
        _ repository: ScratchRepository, _ what: String, expecting count: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for paths in [[], ["d"], ["g", "d/y"]] {
            // Git writes what it finds out into the index.
            let file = Array("\(repository.gitDirectory)/index".utf8)
            let index = try FileTree.read(file)
            let expected = try repository.git.run(["diff", "--numstat", "HEAD", "--"] + paths).lines.map(
                \.text)
            try FileTree.write(index, to: file)
            let found = try repository.rgit.run(["diff-stats", "--numstat", "--"] + paths).expecting(0).lines
            #expect(found.map(\.text) == expected, "\(what) \(paths)", sourceLocation: sourceLocation)
            if paths.isEmpty { #expect(expected.count == count, "\(what)", sourceLocation: sourceLocation) }
        }
    }

    @Test(arguments: ["--no-sparse-index", "--sparse-index"])
    func filesPresentOutsideTheConeAreCompared(option: String) throws {
        let repository = try sparse(option)
        try compare(repository, "nothing there", expecting: 0)
        try repository.write("d/y", "1\n2\n")
        try compare(repository, "one file", expecting: 1)
        // A directory in the place of a file: the file is gone.
        try repository.write("d/f/inner", "x\n")
        try compare(repository, "a directory for a file", expecting: 2)
        try repository.write("d/deep/er/x", "1\n2\n3\n4\n")
        try compare(repository, "unchanged deep below", expecting: 2)
        try repository.git("config", "sparse.expectFilesOutsideOfPatterns", "true")
        try compare(repository, "expected outside", expecting: 0)
        try repository.git("config", "--unset", "sparse.expectFilesOutsideOfPatterns")
        // Bits set by hand are honoured.
        try repository.git("config", "--worktree", "core.sparseCheckout", "false")
        try compare(repository, "no sparse checkout", expecting: 0)
    }

    @Test(arguments: ["--no-sparse-index", "--sparse-index"])
    func linksInThePlaceOfDirectoriesOutsideTheCone(option: String) throws {
        let repository = try sparse(option)
        try repository.write("elsewhere/y", "1\n")
        try FileManager.default.createSymbolicLink(
            atPath: "\(repository.path)/d", withDestinationPath: "elsewhere")
        try compare(repository, "a link for a directory", expecting: 1)
    }

    @Test func skippedFilesOfASubmoduleAreCompared() throws {
        let inner = try sparse("--no-sparse-index")
        let outer = try ScratchRepository()
        try outer.git(
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "s")
        try outer.git("commit", "-q", "-m", "one")
        let git = outer.git.at("\(outer.path)/s")
        try git.run(["sparse-checkout", "set", "--cone", "g"])
        try compare(outer, "nothing there", expecting: 0)
        try outer.write("s/d/y", "1\n2\n")
        try compare(outer, "one file", expecting: 1)
    }
}
