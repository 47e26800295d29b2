// --author, --committer and --grep in all their combinations, compared with git log.

import Support
import Testing

@testable import RgitCore

@Suite struct CommitFilterTests {
    private static let messages = [
        "Fix the parser\n\nIt was broken.\n", "Add docs\n", "fix typo\n\nsee also: parser\n", "",
        "FIX\nall\n\nthe things\n",
        "Caf\u{e9} au lait\n", "caf\u{c9}\n", "a.b*c [x]\n", "axb\n", "tail without newline",
        "one\ntwo\n\nfix\n\tparser\n",
        "Merge branch 'x'\n\nauthor Somebody <x@y> 1 +0000\n",
    ]

    private static let people = [
        ("Ann Thor", "ann@x.example"), ("Bob", "bob@y.example"), ("Ren\u{e9}e", "renee@x.example"),
        ("Old Ann", "ann@old.example"), ("", "nameless@x.example"), ("1600000000", "digits@x"),
    ]

    private static func makeRepository() throws -> ScratchRepository {
        let repository = try ScratchRepository {
            var last: Mark?
            for (number, message) in messages.enumerated() {
                for shift in 0..<3 {
                    let author = people[(number + shift) % people.count]
                    let committer = people[(number * 5 + shift * 2 + 1) % people.count]
                    last = $0.commit(
                        message, parents: last.map { [$0] } ?? [],
                        author: Person(author.0, author.1, 1_600_000_000 + number * 10 + shift),
                        committer: Person(committer.0, committer.1, 1_600_000_000 + number * 10 + shift))
                }
            }
            _ = $0.commit(
                bytes: Array("caf".utf8) + [0xe9, 0x0a], on: "latin",
                author: Person(
                    name: Array("Ren".utf8) + [0xe9, 0x65], email: Array("l@x".utf8), date: 1_600_000_500),
                encoding: "ISO-8859-1")
            _ = $0.commit(bytes: Array("caf".utf8) + [0xe9, 0x0a], on: "raw")
        }
        try repository.write(
            ".mailmap", "Ann Proper <ann@proper.example> <ann@old.example>\nRob <bob@y.example>\n")
        return repository
    }

    private func compare(
        _ repository: ScratchRepository, _ commits: [(id: [UInt8], raw: [UInt8])], _ options: [String],
        locale: String, _ fill: (inout HistoryRequest) -> Void
    ) throws {
        var mailmap = Mailmap()
        mailmap.read(file: try FileTree.read(Array("\(repository.path)/.mailmap".utf8)))
        var request = HistoryRequest()
        fill(&request)
        let git = repository.git.with("LC_ALL", locale)
        let expected = try git.run(["log", "--all", "--format=%H"] + options).lines
        let filter = try CommitFilter(
            request: request, mailmap: options.contains("--no-mailmap") ? nil : mailmap,
            environment: ProcessEnvironment(
                variables: ["LC_ALL": Array(locale.utf8)], workingDirectory: [0x2f], now: 0))
        let matcher = try filter.makeMatcher()
        let mine = commits.filter { matcher.matches($0.raw) }.map(\.id)
        #expect(Set(mine) == Set(expected), "\(options) in \(locale)")
    }

    private func commits(_ repository: ScratchRepository) throws -> [(id: [UInt8], raw: [UInt8])] {
        try repository.git("log", "--all", "--format=%H").lines.map { id in
            (id, try repository.git("cat-file", "commit", String(decoding: id, as: UTF8.self)).stdout)
        }
    }

    @Test(arguments: ["C", "C.UTF-8"]) func patterns(locale: String) throws {
        let repository = try Self.makeRepository()
        let commits = try commits(repository)
        let patterns = [
            "fix", "Fix", "^fix", "parser$", "^$", "", ".", "a.b", "a\\.b", "caf.$", "caf\u{e9}", "caf\u{c9}",
            "CAF\u{c9}",
            "[[:upper:]]", "x\\|y", "(fix|docs)", "a+", "[x]", "b\\*", "*c", "author", "see also", "the\nFIX",
            "\\bfix\\b",
            "\\w\\+$", "tail without newline", "^tree", "caf..$", "[\u{e9}]", "\u{c9}", "fi\\{1\\}x",
            "\\(f\\)ix",
        ]
        for pattern in patterns {
            for (option, syntax) in [
                ([], nil), (["-E"], HistoryRequest.PatternSyntax.extended), (["-F"], .fixed),
            ] {
                for ignoreCase in [false, true] {
                    if syntax == .extended, pattern == "*c" { continue }
                    let options = option + (ignoreCase ? ["-i"] : []) + ["--grep=\(pattern)"]
                    try compare(repository, commits, options, locale: locale) {
                        $0.greps = [Array(pattern.utf8)]
                        $0.patternSyntax = syntax
                        $0.ignoreCase = ignoreCase
                    }
                }
            }
        }
    }

    @Test func combinations() throws {
        let repository = try Self.makeRepository()
        let commits = try commits(repository)
        let authors = [
            [], ["Ann"], ["^Ann Proper <", "bob"], ["1600000000"], ["^ <"], ["x.example>$"], ["Rob\nOld"],
        ]
        let committers = [[], ["Rob"], ["Ann Proper"], ["Old"], ["renee", "Bob"]]
        let greps = [[], ["fix"], ["fix", "parser"], ["fix", "the", "parser"], ["^$"]]
        for author in authors {
            for committer in committers {
                for grep in greps {
                    for flags in [
                        [], ["--all-match"], ["--invert-grep"], ["--invert-grep", "--all-match"],
                        ["--no-mailmap"],
                    ] {
                        let options =
                            flags + author.map { "--author=\($0)" } + committer.map { "--committer=\($0)" }
                            + grep.map { "--grep=\($0)" }
                        // Every fifth of them: git is asked for each.
                        guard options.joined().utf8.reduce(0, { $0 &* 31 &+ Int($1) }) % 5 == 0 else {
                            continue
                        }
                        try compare(repository, commits, options, locale: "C.UTF-8") {
                            $0.authors = author.map { Array($0.utf8) }
                            $0.committers = committer.map { Array($0.utf8) }
                            $0.greps = grep.map { Array($0.utf8) }
                            $0.allMatch = flags.contains("--all-match")
                            $0.invertGrep = flags.contains("--invert-grep")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: ["[", "\\(", "a\\{2,1\\}", "[[:foo:]]"]) func badPatterns(pattern: String) {
        var request = HistoryRequest()
        request.greps = [Array(pattern.utf8)]
        #expect(throws: RgitError.self) {
            try CommitFilter(
                request: request, mailmap: nil,
                environment: ProcessEnvironment(variables: [:], workingDirectory: [0x2f], now: 0))
        }
    }
}
