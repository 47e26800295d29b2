// Options that choose commits beside the graph: kinds of change, the oldest ones, hidden references, and marks in patches.

import Support
import Testing

@Suite struct CommitChoiceTests {
    private static let seeds: [UInt64] = [321, 322, 323]

    private func compare(_ repository: ScratchRepository, _ words: [String]) throws {
        let expected = try repository.git.run(["log", "--format=%H"] + words)
        let found = try repository.rgit.run(["log", "--value", "hexsha"] + words)
        #expect(found.text == expected.text, "\(words) in \(repository.path): \(found.errorText)")
    }

    private func comparePatches(_ repository: ScratchRepository, _ words: [String]) throws {
        let expected = try repository.git.run(["log", "-p"] + words)
        let found = try repository.rgit.run(["log", "--patch"] + words)
        let isSame = found.stdout == expected.stdout
        #expect(isSame, "-p \(words) in \(repository.path): \(found.errorText)")
    }

    @Test(arguments: seeds) func kindsOfChange(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for letters in ["A", "M", "R", "T", "AD", "ad", "r", "A*", "Mt", "X", "x"] {
            let filter = "--diff-filter=\(letters)"
            // By small letters alone git 2.39 finds nothing where it prints no changes.
            if letters.contains(where: { $0 < "a" }) {
                try compare(repository, [filter, "--all"])
                try compare(repository, [filter, "-n", "3"])
                try compare(repository, [filter, "HEAD", "--", "src"])
            }
            try comparePatches(repository, [filter, "--all", "-m"])
            try comparePatches(repository, [filter])
        }
        for words in [
            ["--diff-filter=A", "-S", "a"], ["--diff-filter=M", "-G", "a"], ["--diff-filter=D", "--reverse"],
            ["--diff-filter=M", "--first-parent", "-m"], ["--diff-filter=R", "-M50%"],
            ["--diff-filter=C", "-C", "--find-copies-harder"],
            ["--diff-filter=A", "--no-renames", "--skip=1"],
            ["--diff-filter=M", "-S", "a", "--pickaxe-all"], ["--diff-filter=M", "-c"],
        ] {
            if !words.contains("-c") { try compare(repository, words + ["--all"]) }
            try comparePatches(repository, words + ["--all"])
        }
        let file = try repository.git("ls-tree", "-r", "--name-only", "HEAD").lines.last?.text ?? ""
        try compare(repository, ["--diff-filter=A", "--follow", "HEAD", "--", file])
        #expect(try repository.rgit("log", "--diff-filter=Q").exitStatus == 2)
    }

    @Test(arguments: seeds) func oldestCommits(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [["--all"], ["HEAD", "--", "src"], ["--topo-order"], ["--no-merges", "--all"]] {
            let all = try repository.git.run(["log", "--format=%H"] + words).lines.map(\.text)
            for count in [0, 1, 3, all.count, all.count + 1] {
                let oldest = ["log", "--value", "hexsha", "--max-count-oldest=\(count)"]
                let found = try repository.rgit.run(oldest + words).lines.map(\.text)
                #expect(found == Array(all.suffix(count)), "\(count) \(words)")
                let reversed = try repository.rgit.run(oldest + ["--reverse"] + words).lines.map(\.text)
                #expect(reversed == all.suffix(count).reversed(), "\(count) \(words)")
                let number = try repository.rgit.run(
                    ["log", "--count", "--max-count-oldest=\(count)"] + words)
                #expect(number.text == "\(min(count, all.count))\n")
            }
        }
        for other in ["--skip=1", "-n1", "--boundary"] {
            #expect(try repository.rgit("log", "--max-count-oldest=1", other).exitStatus == 2, "\(other)")
        }
    }

    @Test(arguments: seeds) func maximalCommits(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [
            ["--all"], ["HEAD~1", "HEAD"], ["--all", "--not", "HEAD~3"], ["--branches", "--tags"],
        ] {
            // Those without children among them.
            let lines = try repository.git.run(["rev-list", "--topo-order", "--children"] + words).lines
            let expected = lines.map(\.text).filter { !$0.contains(" ") }
            let found = try repository.rgit.run(
                ["log", "--value", "hexsha", "--topo-order", "--maximal-only"] + words)
            #expect(found.lines.map(\.text) == expected, "\(words) in \(repository.path)")
        }
        #expect(try repository.rgit("log", "--maximal-only", "--boundary").exitStatus == 2)
    }

    @Test func hiddenReferences() throws {
        let repository = try RandomHistory(seed: 324).makeRepository()
        let git = repository.git
        for (key, value) in [
            ("transfer.hideRefs", "refs/heads/"), ("receive.hideRefs", "!refs/heads/main"),
            ("uploadpack.hideRefs", "^refs/tags"), ("transfer.hideRefs", "refs/remotes/origin"),
        ] {
            try git("config", "--add", key, value)
        }
        for section in ["receive", "uploadpack"] {
            for words in [
                ["--all"], ["--glob=*"], ["--glob=refs/heads"], ["HEAD", "--not", "--all"],
                ["--exclude=refs/heads/main", "--all"],
            ] {
                try compare(repository, ["--exclude-hidden=\(section)"] + words)
            }
            try compare(repository, ["--exclude-hidden=\(section)", "--glob=*", "--all"])
            for option in ["--branches", "--tags", "--remotes", "--exclude-hidden=\(section)"] {
                let result = try repository.rgit("log", "--exclude-hidden=\(section)", option)
                #expect(result.exitStatus == 2, "\(option)")
            }
        }
        #expect(try repository.rgit("log", "--exclude-hidden=nothing", "--all").exitStatus == 2)
    }

    @Test(arguments: seeds) func marksInPatches(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let names = try repository.git("for-each-ref", "--format=%(refname)", "refs/heads").lines.map(\.text)
        for (a, b) in zip(names, names.dropFirst()) {
            for options in [
                ["--left-right"], ["--cherry-mark"], ["--cherry"], ["--boundary"], ["--left-only"],
                ["--cherry-mark", "--left-right"], ["--boundary", "--left-right"], ["--cherry-pick"],
                ["--boundary", "--cherry-mark", "-m"],
            ] {
                try comparePatches(repository, options + ["\(a)...\(b)"])
            }
        }
    }

    @Test func groupsAreForgotten() throws {
        let repository = try RandomHistory(seed: 325).makeRepository()
        let plain = try repository.rgit("contributors", "--csv").text
        #expect(try repository.rgit("contributors", "--csv", "--group=committer", "--no-group").text == plain)
    }
}
