// `--mailmap=FILE`: a mailmap for all repositories, whose entries override those that each of them has.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct MailmapTests {
    /// People of every random history; the first entries are other than those of its own mailmaps.
    private static let people = """
        Overriding Name <over@example.org> <thor@work.example>
        Overriding Name <over@example.org> <o@example.com>
        Another Author <author@example.com>
        <moved@example.org> <kanji@example.com>

        """

    /// A repository with a `.mailmap` and a `mailmap.blob`, and a file beside it.
    private struct Scene {
        let folder: TemporaryFolder
        let repository: ScratchRepository
        let file: String

        init(seed: UInt64) throws {
            folder = try TemporaryFolder()
            repository = try RandomHistory(seed: seed, commits: 40).makeRepository()
            try repository.checkOut()
            try repository.write(
                ".mailmap", "Own Name <author@example.com>\nOwn Name <own@example.org> <o@example.com>\n")
            let blob = try repository.writeObject(
                "blob", Array("Name Of Blob <author@example.com>\nKept Name <a@example.com>\n".utf8))
            try repository.git("config", "mailmap.blob", blob)
            file = folder.path + "/people"
            try FileTree.write(Array(MailmapTests.people.utf8), to: Array(file.utf8))
        }

        var added: String { "--mailmap=\(file)" }

        func values(_ words: [String], _ field: String) throws -> [[UInt8]] {
            try repository.rgit.run(words + [added, "--value", field, "-z"]).expecting(0).stdout
                .pieces(endedBy: 0)
        }
    }

    /// Git reads `mailmap.file` last, so that FILE in its place has the same effect.
    @Test(arguments: UInt64(31)...36)
    func fileCountsAsMailmapFileDoes(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        let setting = ["-c", "mailmap.file=\(scene.file)"]
        let git = scene.repository.git
        let shortlog = try git.run(setting + ["shortlog", "-sne", "--branches"]).expecting(0).stdout
        let numbers = try scene.values(["contributors", "--branches"], "commits")
        let names = try scene.values(["contributors", "--branches"], "name")
        let emails = try scene.values(["contributors", "--branches"], "email")
        var lines: [UInt8] = []
        for (index, number) in numbers.enumerated() {
            lines += Array(repeating: 0x20, count: max(0, 6 - number.count)) + number + [0x09]
            lines += names[index] + Array(" <".utf8) + emails[index] + Array(">\n".utf8)
        }
        #expect(String(decoding: lines, as: UTF8.self) == String(decoding: shortlog, as: UTF8.self))
        #expect(lines == shortlog)
        for (field, format) in [
            ("author.name", "%aN"), ("author.email", "%aE"), ("committer.name", "%cN"),
            ("committer.email", "%cE"),
        ] {
            let log = try git.run(
                setting + ["log", "--use-mailmap", "--branches", "-z", "--format=tformat:\(format)"]
            ).expecting(0).stdout
            #expect(
                try scene.values(["log", "--branches"], field) == log.pieces(endedBy: 0))
        }
    }

    @Test func everyCommandWithAMailmapHeedsTheFile() throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("f", "1\n")]) }
        let folder = try TemporaryFolder()
        let file = folder.path + "/people"
        let email = try repository.git.line("log", "-1", "--format=%ae")
        try FileTree.write(Array("The Only One <one@example.org> <\(email)>\n".utf8), to: Array(file.utf8))
        let added = "--mailmap=\(file)"
        for words in [
            ["log"], ["show", "HEAD"], ["contributors"], ["blame-stats"], ["owners"],
            ["activity", "--newcomers"],
            ["blame", "HEAD", "--", "f"], ["age", "--by", "author"],
        ] {
            // Words behind `--` are paths.
            let place = words.firstIndex(of: "--") ?? words.count
            func text(_ options: String...) throws -> String {
                try repository.rgit.run(words.prefix(place) + options + ["--json"] + words.dropFirst(place))
                    .expecting(0).text
            }
            #expect(try text(added).contains("The Only One"), "\(words)")
            #expect(try !text(added, "--no-mailmap").contains("The Only One"), "\(words)")
        }
        // The log finds the name as well.
        let found = try repository.rgit("log", added, "--author=The Only One", "--count").expecting(0).text
        #expect(found == "1\n")
    }

    @Test func oneFileIsForAllRepositories() throws {
        let scenes = try [Scene(seed: 38), Scene(seed: 39)]
        let rgit = scenes[0].repository.rgit.at(scenes[0].folder.path)
        let named = scenes.flatMap { ["--repo", $0.repository.path] }
        let expected = try scenes.map { scene in
            let numbers = try scene.values(["contributors", "--by=email"], "commits")
            let emails = try scene.values(["contributors", "--by=email"], "email")
            return Dictionary(
                zip(emails.map { String(decoding: $0, as: UTF8.self) }, numbers)
                    .map { ($0, Int(String(decoding: $1, as: UTF8.self)) ?? -1) }, uniquingKeysWith: +)
        }
        let sums = expected[0].merging(expected[1]) { $0 + $1 }
        // The name is relative to the working directory.
        let result = try rgit.run(
            ["contributors"] + named + ["--by=email", "--mailmap=people", "--csv", "--fields=email,commits"])
        let rows = try result.expecting(0).text.split(separator: "\n").dropFirst()
        #expect(Set(rows.map(String.init)) == Set(sums.map { "\($0.key),\($0.value)" }))
        let first = scenes[0].repository.rgit
        // A word behind the option is an argument of the command, whether one repository is asked or several.
        for option in ["--mailmap", "--use-mailmap"] {
            for chosen in [[], named] {
                let words = ["log", "--count", "-n1", option, "HEAD"] + chosen
                let count = try first.run(words).expecting(0).text
                #expect(count == (chosen.isEmpty ? "1\n" : "2\n"), "\(words)")
            }
            let failed = try rgit.run(["contributors"] + named + [option, "people"]).expecting(3)
            #expect(failed.errorText.contains("'people'"), "\(failed)")
        }
        // A command without arguments can mean nothing else by it.
        let facts = scenes[0].folder.path + "/facts"
        try rgit.run(["export", "--into", facts, "--mailmap", "people"] + named).expecting(0)
        let text = try rgit.run(["export", "--into", facts, "--check", "--mailmap", "people"]).expecting(0)
            .text
        #expect(text.contains("valid"))
        // It is part of what the facts are made from.
        try rgit.run(["export", "--into", facts, "--check"]).expecting(1)
        func states() throws -> String {
            try rgit.run(["export", "--into", facts, "--mailmap", "people", "--value=state"] + named)
                .expecting(0).text
        }
        #expect(try states() == "unchanged\nunchanged\n")
        try FileTree.write(
            Array("New Name <author@example.com>\n".utf8), to: Array(scenes[0].file.utf8))
        #expect(try states() == "exported\nexported\n")
    }

    @Test func requestsOfABatchHaveTheirOwn() throws {
        let scene = try Scene(seed: 40)
        let requests = [[], [scene.added], []].enumerated().map { index, added in
            let words = (["contributors", "--value=name"] + added).map { "\"\($0)\"" }.joined(separator: ",")
            return "{\"id\":\(index),\"args\":[\(words)]}\n"
        }
        let alone = try requests.map { request in
            try scene.repository.rgit.run(["batch"], input: Array(request.utf8)).expecting(0).stdout
        }
        let together = try scene.repository.rgit.run(["batch"], input: Array(requests.joined().utf8))
        #expect(try together.expecting(0).stdout == Array(alone.joined()))
        #expect(alone[0] != alone[1])
    }

    @Test func filesThatAreNoneAreNamed() throws {
        let scene = try Scene(seed: 41)
        let file = scene.folder.path + "/hostile"
        let rgit = scene.repository.rgit
        func message() throws -> String {
            // One error for all repositories, before any of them is asked.
            let path = scene.repository.path
            for words in [
                ["log"], ["contributors", "--repo", path], ["export", "--into", scene.folder.path + "/f"],
            ] {
                let result = try rgit.run(words + ["--mailmap=\(file)"]).expecting(3)
                #expect(result.stdout.isEmpty && result.stderr.count { $0 == 0x0a } == 1, "\(result)")
            }
            return try rgit("log", "--mailmap=\(file)").errorText
        }
        let start = "rgit: cannot read the mailmap: "
        #expect(try message() == "\(start)no such file: \(file)\n")
        #expect(mkfifo(file, 0o644) == 0)
        #expect(try message().hasPrefix(start))
        #expect(unlink(file) == 0 && mkdir(file, 0o755) == 0)
        #expect(try message().hasPrefix(start))
        #expect(rmdir(file) == 0 && symlink("/dev/zero", file) == 0)
        #expect(try message().hasPrefix(start))
        #expect(unlink(file) == 0)
        try FileTree.write([], to: Array(file.utf8))
        // A file with a hole, of no size on the disk.
        #expect(truncate(file, 1 << 40) == 0)
        #expect(try message().hasPrefix(start))
        try rgit("log", "--mailmap=").expecting(2)
        try rgit("log", "--mailmap=/dev/null").expecting(0)
    }
}
