// Which commit `rgit blame` starts at for ranges of all kinds, beside `git blame`.

import Support
import Testing

@Suite struct BlameRevisionTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for number in 1...3 {
            try repository.write("f", (1...number).map { "\($0)\n" }.joined())
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", "c\(number)")
        }
        try repository.git("branch", "topic", "HEAD~1")
        try repository.git("checkout", "-q", "topic")
        try repository.write("f", "1\n2\nt\n")
        try repository.git("commit", "-q", "-a", "-m", "topic")
        try repository.git("checkout", "-q", "main")
        return repository
    }

    private static let revisions = [
        "HEAD..HEAD", "main..main", "HEAD~1..HEAD~1", "^HEAD", "HEAD~1..", "..HEAD", "HEAD..HEAD~1",
        "HEAD~1...HEAD", "HEAD...HEAD~1", "main...main", "topic..main", "HEAD^!", "HEAD^@", "HEAD~2...main",
    ]

    @Test(arguments: revisions, [false, true])
    func blameRange(revision: String, changed: Bool) throws {
        let repository = try repository()
        if changed { try repository.write("f", "1\n2\n3\nnot committed\n") }
        let expected = try repository.git("blame", "--line-porcelain", revision, "--", "f").stdout
        let found = try repository.rgit("blame", "--line-porcelain", revision, "--", "f").expecting(0).stdout
        #expect(found.withoutUncommittedTimes.text == expected.withoutUncommittedTimes.text, "\(revision)")
    }

    @Test(arguments: ["main...topic", "topic...main"]) func blameOfTwoCommitsIsRefused(revision: String)
        throws
    {
        let repository = try repository()
        #expect(try repository.git.attempt(["blame", revision, "--", "f"]).exitStatus == 128)
        let result = try repository.rgit("blame", revision, "--", "f").expecting(2)
        #expect(result.errorText.contains("more than one revision to blame"), "\(result)")
    }

    @Test func blameOfNothingNeedsAWorkingTree() throws {
        let repository = try repository()
        let bare = "\(repository.folder.path)/bare.git"
        try repository.git("clone", "-q", "--bare", repository.path, bare)
        try repository.rgit.at(bare)("blame", "HEAD..HEAD", "--", "f").expecting(3)
        try repository.rgit.at(bare)("blame", "--", "f").expecting(0)
    }
}
