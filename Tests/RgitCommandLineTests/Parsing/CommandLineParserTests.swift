// The grammar of the command line: what is accepted, how it is parsed, and the errors for the rest.

import RgitCore
import Synchronization
import Testing

@testable import RgitCommandLine

/// Understands a command line of `rgit log` and its like without running anything.
private func request<Request: Sendable>(
    _ spec: CommandSpec<Request>, _ arguments: [[UInt8]], now: Int64 = 1_700_000_000
) throws(RgitError) -> (Request, GlobalOptions) {
    let environment = ProcessEnvironment(variables: [:], workingDirectory: Array("/".utf8), now: now)
    let seen = Seen<Request>()
    var spying = CommandSpec(
        info: spec.info, initial: spec.initial, options: spec.options, positionals: spec.positionals,
        paths: spec.paths, implementation: spec.implementation)
    spying.runOptions = spec.runOptions
    spying.writesNul = spec.writesNul
    spying.check = { request, globals throws(RgitError) in
        try spec.check(&request, globals)
        seen.value.withLock { $0 = request }
    }
    let name = Array(spec.info.name.utf8)
    let line = arguments.first == [0] ? Array(arguments.dropFirst()) : [name] + arguments
    let invocation = try CommandLineParser.parse(
        line, environment: environment,
        find: { name throws(RgitError) in
            guard name == Array(spec.info.name.utf8) else { throw UnknownName.command(name, among: []) }
            return AnyCommand(spying)
        })
    guard case .command(_, let globals, _) = invocation, let request = seen.value.withLock({ $0 }) else {
        throw RgitError(.usage, "not a command to run", "")
    }
    return (request, globals)
}

private func words(_ line: String) -> [[UInt8]] { line.split(separator: " ").map { Array($0.utf8) } }

private func log(_ line: String) throws -> LogRequest { try request(LogCommand.spec, words(line)).0 }

private func globals(_ line: String) throws -> GlobalOptions {
    try request(LogCommand.spec, [[0]] + words(line)).1
}

/// The error a command line gets, as its line and its hint.
private func failure(_ line: String) -> (line: String, hint: String?) {
    let environment = ProcessEnvironment(variables: [:], workingDirectory: [], now: 0)
    do throws(RgitError) {
        _ = try CommandLineParser.parse(words(line), environment: environment)
        return ("", nil)
    } catch {
        #expect(error.kind == .usage)
        let subject = error.subject.string
        return (subject.isEmpty ? error.what : "\(error.what): \(subject)", error.hint)
    }
}

@Suite struct CommandLineParserTests {
    @Test(arguments: ["-n5", "-n 5", "-5", "--max-count=5", "--max-count 5", "-n 3 -n 5", "--max-count=1 -5"])
    func aValueIsWrittenInManyWays(_ line: String) throws {
        #expect(try log(line).history.maxCount == 5)
    }

    @Test func lettersCluster() throws {
        let request = try log("-iE --author x")
        #expect(request.history.ignoreCase)
        #expect(request.history.patternSyntax == .extended)
        #expect(try log("-in7").history.maxCount == 7)
        #expect(try log("-in 7").history.maxCount == 7)
    }

    @Test func optionsAndArgumentsMix() throws {
        let request = try log("main --count ^old -n 2 topic")
        #expect(request.count)
        #expect(request.history.items == [.word(bytes("main")), .word(bytes("^old")), .word(bytes("topic"))])
        #expect(request.history.paths == nil)
    }

    @Test func revisionsKeepTheirOrderAmongPseudoOptions() throws {
        let request = try log("--exclude=a/* --branches b --tags=v* --remotes --all")
        #expect(
            request.history.items == [
                .exclude(bytes("a/*")), .branches(nil), .word(bytes("b")), .tags(bytes("v*")), .remotes(nil),
                .all,
            ])
    }

    @Test func anOptionalValueIsNeverTheNextArgument() throws {
        #expect(try log("--branches main").history.items == [.branches(nil), .word(bytes("main"))])
        let request = try log("-M 50")
        #expect(request.diff.renames == .renames)
        #expect(request.history.items == [.word(bytes("50"))])
    }

    @Test func twoDashesEndTheOptions() throws {
        let request = try log("main -- --count -n")
        #expect(!request.count)
        #expect(request.history.paths == [bytes("--count"), bytes("-n")])
        #expect(try log("main --").history.paths == [])
        #expect(try log("-- --").history.paths == [bytes("--")])
    }

    @Test func twoDashesAreNoBorderWhereThereAreNoPaths() throws {
        let request = try request(BranchesCommand.spec, words("a -- -b")).0
        #expect(request.patterns == [bytes("a"), bytes("-b")])
    }

    @Test func aSingleDashIsAWord() throws {
        #expect(try log("-").history.items == [.word(bytes("-"))])
    }

    @Test func aValueMayLookLikeAnOption() throws {
        #expect(try log("--author --count").history.authors == [bytes("--count")])
        #expect(try log("--author=").history.authors == [[]])
        #expect(try log("--author=a=b").history.authors == [bytes("a=b")])
    }

    @Test func argumentsAreBytes() throws {
        let odd: [UInt8] = [0x73, 0xFF, 0x0A, 0x00, 0x2F]
        let request = try request(LogCommand.spec, [odd, bytes("--author=") + odd, bytes("--"), odd]).0
        #expect(request.history.items == [.word(odd)])
        #expect(request.history.authors == [odd])
        #expect(request.history.paths == [odd])
    }

    @Test func switchesAreUndone() throws {
        #expect(try !log("--count --no-count").count)
        #expect(try log("--no-count --count").count)
        #expect(try log("--no-mailmap").history.useMailmap == false)
        #expect(try log("--no-mailmap --use-mailmap").history.useMailmap == true)
        #expect(try log("").history.useMailmap == nil)
        #expect(try log("--no-merges --no-max-parents").history.maxParents == nil)
    }

    @Test func mergesAreCountedByParents() throws {
        #expect(try log("--merges").history.minParents == 2)
        #expect(try log("--no-merges").history.maxParents == 1)
        #expect(try log("--max-parents=-1").history.maxParents == nil)
        #expect(try log("--min-parents=3 --no-min-parents").history.minParents == 0)
    }

    @Test func noLimitIsNegative() throws {
        #expect(try log("-n -1").history.maxCount == nil)
        #expect(try log("--skip=-1").history.skip == 0)
    }

    @Test func datesAreSeconds() throws {
        #expect(try log("--since=@1700000000").history.since == 1_700_000_000)
        #expect(try log("--after @5 --before=@7").history.since == 5)
        #expect(try log("--after @5 --before=@7").history.until == 7)
    }

    @Test func copiesAreAskedForLikeInGit() throws {
        #expect(try log("-C").diff.renames == .copies)
        #expect(try log("-C -C").diff.renames == .copiesHarder)
        #expect(try log("-C70%").diff.renameScore == 42_000)
        #expect(try log("-C70% -M").diff.renameScore == 30_000)
        #expect(try log("-C -M").diff.renames == .renames)
        #expect(try log("--find-copies-harder --no-renames").diff.renames == .copiesHarder)
        #expect(try log("-M --no-renames").diff.renames == DiffOptions.Renames.none)
        #expect(try log("-wb").diff.whitespace == [.ignoreAll, .ignoreChange])
        #expect(try log("-l0").diff.renameLimit == 0)
        #expect(try log("--diff-algorithm=default").diff.algorithm == .myers)
    }

    @Test func aRevisionMayBeLeftOutAtTheEnd() throws {
        func branches(_ line: String) throws -> BranchesRequest {
            try request(BranchesCommand.spec, words(line)).0
        }
        #expect(try branches("--merged").merged == [bytes("HEAD")])
        #expect(try branches("--merged main").merged == [bytes("main")])
        #expect(try branches("--merged=main x").patterns == [bytes("x")])
        #expect(try branches("-ra --no-merged").scope == .all)
        #expect(try branches("-a --no-merged").noMerged == [bytes("HEAD")])
    }

    @Test func groupsAccumulate() throws {
        let request = try request(
            ContributorsCommand.spec, words("--group=author --group trailer:Co-authored-by --by=email")
        ).0
        #expect(request.groups == [.author, .trailer("Co-authored-by")])
        #expect(request.keys == [.email])
    }

    @Test func globalOptionsStandAnywhere() throws {
        let options = try globals("-C a --json -C b -j3 log --no-pager -q --fields a,b.c --color=never")
        #expect(options.directories == [bytes("a"), bytes("b")])
        #expect(options.format == .json)
        #expect(options.jobs == 3)
        #expect(!options.usesPager)
        #expect(options.isQuiet)
        #expect(options.fields == ["a", "b.c"])
        #expect(options.color == .never)
        #expect(try globals("log --progress").progress == true)
        #expect(try globals("--progress log --no-progress").progress == false)
        #expect(try globals("--csv log --format=tsv").format == .tsv)
    }

    @Test func directoriesFollowOneAnother() throws {
        let environment = ProcessEnvironment(variables: [:], workingDirectory: bytes("/home/me"), now: 0)
        #expect(try globals("-C a -C b log").startDirectory(environment) == bytes("/home/me/a/b"))
        #expect(try globals("-C /a -C b log").startDirectory(environment) == bytes("/a/b"))
        #expect(try globals("-C a -C /b log").startDirectory(environment) == bytes("/b"))
        var none = GlobalOptions()
        none.directories = [[]]
        #expect(none.startDirectory(environment) == bytes("/home/me"))
    }

    @Test func behindTheCommandItsOwnLettersGoFirst() throws {
        #expect(try globals("log -C").directories == [])
        #expect(try request(BranchesCommand.spec, words("-C x")).1.directories == [bytes("x")])
    }

    @Test func jobsComeFromTheEnvironment() throws {
        func jobs(_ value: String, _ line: String) throws -> Int? {
            let environment = ProcessEnvironment(
                variables: ["RGIT_JOBS": bytes(value)], workingDirectory: [], now: 0)
            let invocation = try CommandLineParser.parse(words(line), environment: environment)
            guard case .command(_, let globals, _) = invocation else { return nil }
            return globals.jobs
        }
        #expect(try jobs("3", "log") == 3)
        #expect(try jobs("3", "log -j 5") == 5)
        #expect(try jobs("", "log") == nil)
        #expect(throws: RgitError.self) { try jobs("many", "log") }
    }

    @Test(arguments: [
        ("-h", "overview"), ("--help", "rgit"), ("--version", "version"), ("", "nothing"),
        ("--json", "nothing"),
        ("log -h", "short log"), ("log --help", "log"), ("-h log", "overview"), ("log --version", "version"),
        // Decided before values are looked at, let alone a repository.
        ("-C /nowhere log --since=rubbish --help", "log"), ("log -n -h", "error"),
        ("log --bogus -h", "error"),
    ])
    func helpGoesBeforeEverything(_ line: String, _ expected: String) {
        let environment = ProcessEnvironment(variables: [:], workingDirectory: [], now: 0)
        let answer: String
        switch Result(catching: { try CommandLineParser.parse(words(line), environment: environment) }) {
        case .success(.nothing): answer = "nothing"
        case .success(.version): answer = "version"
        case .success(.shortHelp(let command)): answer = command.map { "short \($0.name)" } ?? "overview"
        case .success(.manual(let command)): answer = command?.name ?? "rgit"
        case .success(.command): answer = "command"
        case .failure: answer = "error"
        }
        #expect(answer == expected)
    }

    @Test(arguments: [
        ("lgo", "unknown command: lgo", "did you mean 'rgit log'?"),
        ("shortlog", "unknown command: shortlog", "did you mean 'rgit contributors'?"),
        ("frobnicate", "unknown command: frobnicate", "'rgit help' lists the commands"),
        ("log --max-cuont=3", "unknown option: --max-cuont", "did you mean '--max-count'?"),
        ("log --max-c", "unknown option: --max-c", "did you mean '--max-count' or '--max-count-oldest'?"),
        ("log --no-mailmpa", "unknown option: --no-mailmpa", "did you mean '--no-mailmap'?"),
        ("log --frobnicate", "unknown option: --frobnicate", "see 'rgit log -h'"),
        ("log --numstat", "unsupported option of git: --numstat", "'--stats' counts files and lines"),
        ("log -Z", "unknown option: -Z", "see 'rgit log -h'"),
        ("log -iZ", "unknown option: -Z", "see 'rgit log -h'"),
        (
            "--first-parent log", "unknown option: --first-parent",
            "it is an option of 'rgit log': write it after the command"
        ),
        ("--frobnicate", "unknown option: --frobnicate", "see 'rgit -h'"),
        ("log --author", "a value is missing: --author", "write it as --author PATTERN"),
        ("log -n", "a value is missing: -n", "write it as -n N"),
        ("log --count=3", "--count takes no value: 3", "see 'rgit log -h'"),
        ("log --no-count=3", "--no-count takes no value: 3", "see 'rgit log -h'"),
        ("log -n x", "not a whole number for --max-count: x", "see 'rgit log -h'"),
        ("log -5x", "not a whole number for --max-count: 5x", "see 'rgit log -h'"),
        (
            "log -n 99999999999999999999", "not a whole number for --max-count: 99999999999999999999",
            "see 'rgit log -h'"
        ),
        ("log -j 0", "out of range for --jobs: 0", "from 1 to 1024"),
        (
            "log --format=jsno", "not a value of --format: jsno",
            "did you mean 'json'? one of table, json, ndjson, csv, tsv"
        ),
        ("log --format=%H", "not a value of --format: %H", "one of table, json, ndjson, csv, tsv"),
        ("log --fields=a,,b", "an empty name for --fields: a,,b", "write names as in a,b,c"),
        (
            "log -M50x", "not a similarity for --find-renames: 50x",
            "write 50% or 0.5, or 5 for 0.5 as in git"
        ),
        (
            "log -B50x", "not a similarity for --break-rewrites: 50x",
            "write 50% or 0.5, or 5 for 0.5 as in git"
        ),
        ("log -Gfoo -Sbar", "-G and -S exclude each other", "see 'rgit log -h'"),
        (
            "contributors --group=authro", "not a value of --group: authro",
            "did you mean 'author'? one of author, committer, trailer:KEY"
        ),
        (
            "contributors --group=trailer:", "not a value of --group: trailer:",
            "did you mean 'trailer:KEY'? one of author, committer, trailer:KEY"
        ),
        ("blame-stats --depth 0", "out of range for --depth: 0", "1 or more"),
        ("blame-stats --depth 2", "--depth goes with --by directory", "see 'rgit blame-stats -h'"),
        ("diff-stats --by file --depth 2", "--depth goes with --by directory", "see 'rgit diff-stats -h'"),
        ("help log branches", "one argument too many: branches", "see 'rgit help -h'"),
        ("completions", "an argument is missing: SHELL", "see 'rgit completions -h'"),
        (
            "completions csh", "not a value of SHELL: csh",
            "did you mean 'zsh'? one of bash, zsh, fish"
        ),
        ("-- log", "a command cannot stand behind '--': log", "see 'rgit -h'"),
    ])
    func whatIsWrongIsSaidWithAHint(_ line: String, _ expected: String, _ hint: String) {
        let failure = failure(line)
        #expect(failure.line == expected)
        #expect(failure.hint == hint)
    }

    /// No byte of a command line can crash the parser, and every error says where to read on.
    @Test func anyBytesGiveARequestOrAUsageError() {
        var random = SystemRandomNumberGenerator()
        let alphabet: [[UInt8]] =
            words(
                "- -- --- = -n -n5 -5 --no- --no --author --author= log branches help -C --git-dir -h x --x=y -M -M% -Mx .. ^"
            ) + [[], [0xFF], [0x2D, 0xFF], [0x2D, 0x2D, 0xFF], [0x2D, 0x0A], bytes("--\u{1b}[31m")]
        let environment = ProcessEnvironment(variables: [:], workingDirectory: [], now: 0)
        for _ in 0..<3000 {
            let line = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? []
            }
            do throws(RgitError) {
                _ = try CommandLineParser.parse(line, environment: environment)
            } catch {
                #expect(error.kind == .usage, "\(line)")
                #expect(error.hint != nil, "\(line)")
            }
        }
    }
}

/// A place to keep what a closure saw.
private final class Seen<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
