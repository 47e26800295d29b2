// `--sort` of refs, tags and branches by every key of git for-each-ref, compared with git on random histories.

import Support
import Testing

@Suite struct ReferenceOrderTests {
    private static let seeds: [UInt64] = [881, 882, 883]

    private static let keys = """
        refname refname:short refname:lstrip=1 refname:lstrip=-1 refname:strip=2 refname:rstrip=1 refname:rstrip=-2
        symref symref:short objecttype objectsize objectname objectname:short tree parent parent:short numparent
        object tag subject body contents contents:subject contents:body contents:signature contents:size
        contents:lines=2 raw:size HEAD worktreepath upstream upstream:short upstream:track upstream:trackshort
        upstream:remotename upstream:remoteref push push:track push:remotename author authorname authoremail
        authoremail:trim authoremail:localpart authordate committer committername committeremail committerdate
        tagger taggername taggeremail:trim taggerdate creator creatordate creatordate:iso
        version:refname v:refname version:objectsize version:subject version:authorname v:numparent
        *objecttype *objectsize *objectname *refname *authorname *authordate *committerdate *subject *tag
        *creatordate v:*refname v:*objectsize
        objectsize:disk deltabase flag subject:sanitize trailers contents:trailers push:remoteref *objectsize:disk
        *deltabase *flag *subject:sanitize *trailers v:objectsize:disk v:subject:sanitize
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    private func repository(_ seed: UInt64) throws -> ScratchRepository {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let git = repository.git
        for name in ["v1.2", "v1.10", "v1.10-rc1", "v1.10-rc2", "v01.2", "v1.2.3"] {
            let message = "\(name)\n\nbody of \(name)\n-----BEGIN PGP SIGNATURE-----\nx\n"
            try git("tag", "-f", "-a", "-m", message, name)
        }
        try git("tag", "-f", "-a", "-m", "of a tag", "of-a-tag", "v1.2")
        try git("tag", "-f", "-a", "-m", "of a tree", "of-a-tree", "HEAD^{tree}")
        try git("tag", "-f", "lightweight", "HEAD~1")
        try git("config", "versionsort.suffix", "-rc")
        try git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        try git("update-ref", "refs/remotes/origin/main", "HEAD~1")
        try git("symbolic-ref", "refs/heads/symbolic", "refs/heads/main")
        for (branch, merge) in [("main", "main"), ("one", "lost"), ("two", "main"), ("Three", "main")] {
            if branch != "main" { try git("update-ref", "refs/heads/\(branch)", "HEAD~2") }
            try git("config", "branch.\(branch).remote", branch == "two" ? "." : "origin")
            try git("config", "branch.\(branch).merge", "refs/heads/\(merge)")
        }
        let trailers = "with trailers\n\nSigned-off-by: A <a@x>\nKey: value\n"
        try git("tag", "-f", "-a", "-m", trailers, "trailers", "HEAD")
        try git("pack-refs", "--all")
        try git("symbolic-ref", "refs/heads/second", "refs/heads/main")
        try git("update-ref", "refs/heads/loose", "HEAD~3")
        if seed % 2 == 1 { try repository.repack() }
        try git("config", "remote.push.push", "refs/heads/*:refs/pushed/*")
        try git("config", "branch.Three.pushRemote", "push")
        try git("worktree", "add", "-q", "\(repository.folder.path)/linked", "one")
        return repository
    }

    private static let commands: [(command: String, prefix: String)] = [
        ("refs", "refs"), ("tags", "refs/tags"), ("branches", "refs/heads"),
    ]

    private func compare(_ repository: ScratchRepository, _ words: [String]) throws {
        for (command, prefix) in Self.commands {
            let expected = try repository.git.run(["for-each-ref", "--format=%(refname)"] + words + [prefix])
            let found = try repository.rgit.run([command, "--value", "path"] + words).expecting(0)
            #expect(found.text == expected.text, "rgit \(command) \(words) in \(repository.path)")
        }
    }

    @Test(arguments: seeds) func everyKeyOfGit(seed: UInt64) throws {
        let repository = try repository(seed)
        for (number, key) in Self.keys.enumerated() {
            // Each key in one of the directions, which the seeds take in turn.
            let isDescending = (number + Int(seed)) % 2 == 0
            try compare(repository, ["--sort=\(isDescending ? "-" : "")\(key)"])
        }
        for key in ["refname", "authorname", "-version:refname"] {
            try compare(repository, ["--ignore-case", "--sort=\(key)"])
        }
        try compare(repository, ["--sort=refname", "--sort=-objecttype", "--sort=numparent"])
    }

    @Test func distancesAreComparedAsText() throws {
        let repository = try repository(881)
        let base = "HEAD~1"
        for (command, prefix) in Self.commands {
            var rows: [(key: [UInt8], name: String)] = []
            for name in try repository.git("for-each-ref", "--format=%(refname)", prefix).lines.map(\.text) {
                let range = "\(base)...\(name)"
                let answer = try repository.git.attempt(["rev-list", "--left-right", "--count", range])
                let counts = answer.exitStatus == 0 ? answer.text.split { $0 == "\t" || $0 == "\n" } : []
                let key = counts.count == 2 ? "\(counts[1]) \(counts[0])" : ""
                rows.append((Array(key.utf8), name))
            }
            rows.sort { left, right in
                left.key == right.key
                    ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
                    : left.key.lexicographicallyPrecedes(right.key)
            }
            let found = try repository.rgit(command, "--sort", "ahead-behind:\(base)", "--value", "path")
            #expect(found.lines.map(\.text) == rows.map(\.name), "\(command)")
        }
    }

    @Test func fieldsAndKeysOfGitGoTogether() throws {
        let repository = try repository(882)
        let expected = try repository.git(
            "for-each-ref", "--sort=refname", "--sort=-objecttype", "--format=%(refname)", "refs"
        ).text
        for keys in ["-type,refname", "-objecttype,path", "-type,path"] {
            #expect(
                try repository.rgit("refs", "--sort", keys, "--value", "path").text == expected, "\(keys)")
        }
        for key in ["nothing", "*nothing", "version:creatordate", "ahead-behind:", "refname:middle", "*push"]
        {
            let result = try repository.rgit("refs", "--sort", key)
            #expect(result.exitStatus == 2, "\(key)")
        }
        #expect(try repository.rgit("refs", "--sort", "ahead-behind:nothing").exitStatus == 3)
    }
}
