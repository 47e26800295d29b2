// The table's row for `rgit mirror`: its description, its options and what runs it.

import Records
import RgitCore

/// What `rgit mirror` was asked.
struct MirrorRequest: Sendable {
    /// `--into`
    var directory: [UInt8]?
    /// The URLs of the command line.
    var urls: [[UInt8]] = []
    /// `--from`: files that list URLs; `-` for standard input.
    var lists: [[UInt8]] = []
    /// How they are mirrored.
    var options = MirrorOptions()
}

/// The description of `rgit mirror`, and its options.
enum MirrorCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "mirror",
            summary: "Keep bare mirrors of many repositories, side by side.",
            usage: ["mirror [options] --into DIR URL...", "mirror [options] --into DIR --from FILE"],
            details: """
                Clones what is not in DIR yet and fetches what is, by the installed git, 8 repositories at a time (`-j`). It \
                writes into DIR alone. Each mirror has every reference of its server, and its HEAD; \
                references that the server does not have any more are removed unless `--no-prune` is given.

                A mirror is at `DIR/HOST/PATH.git`, as in the URL: `https://example.com/team/app` is at `example.com/team/app.git`. \
                The port is part of it where it is not the usual one (`example.com+8080`), and a user of ssh that is not `git` \
                (`alice@example.com`); local repositories are below `localhost`. Names that would lead out of DIR or into another \
                mirror are percent-encoded. Where two URLs have the same place, the later one fails, and so does a URL whose place \
                another URL has taken in an earlier run.

                Rows come in the order of the URLs, those of the command line first; a URL that is given again counts once. A \
                repository that fails is a row with its `error`, costs the others nothing, and the exit status is 3. Failures \
                that may pass are tried again after 1, 2, 4 and so on up to 30 seconds: connections that are refused, reset or not answered, errors 5xx \
                and 429 of web servers, `--timeout`. A wrong password, a repository that is gone or a full disk is not.

                A clone is made in `DIR/.rgit-mirror` and put in its place when it is whole. Runs that are interrupted end git and \
                leave nothing half done; what a killed run leaves is removed by the next one. Each mirror is locked while it is \
                worked on, so that several runs may share DIR. `DIR/mirror.json` names all mirrors with their URLs, states, errors \
                and dates: `tried_date`, and `current_date`, when the mirror last was what the server had.

                Git finds its credentials as always, from helpers, agents and keys, and asks nothing: `GIT_TERMINAL_PROMPT` is 0, there is \
                no terminal, and ssh is run in batch mode unless `GIT_SSH_COMMAND`, `GIT_SSH` or `core.sshCommand` is set. The user and \
                password of a URL of http or https reach git through its environment and are in no row, error, file or list of \
                processes. Hooks, templates and helpers of transports do not run, and submodules are not followed.
                """,
            exitNotes: [(3, "A repository could not be mirrored; the others are.")],
            examples: [
                Example(
                    "rgit mirror --into mirrors https://example.com/a.git https://example.com/b.git",
                    "Two repositories."),
                Example(
                    "rgit mirror --into mirrors --from urls --timeout 600 --json", "Those of a list, as JSON."
                ),
                Example(
                    "rgit mirror --into mirrors --from - --filter=blob:none < urls",
                    "Histories first, contents when asked for."),
                Example("rgit mirror --into mirrors --from urls --value error", "What went wrong."),
            ],
            seeAlso: ["git-clone(1)", "git-fetch(1)", "gitcredentials(7)"], isListedBriefly: true),
        initial: MirrorRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "URL", summary: "A repository: a URL, HOST:PATH, or a directory.",
                    details:
                        "https, http, ssh, git and file; other transports are refused unless `--allow-transport` names them."
                )
            ) { $0.urls.append($1) }
        ],
        paths: PathsSpec(
            info: PositionalInfo(name: "URL", summary: "The same, whatever they begin with.")
        ) { $0.urls += $1 },
        writesNul: { !$0.lists.isEmpty },
        check: { request, globals throws(RgitError) in
            if globals.answersProgram {
                throw RgitError(.usage, "a batch only reads, and takes no command that writes", "mirror")
            }
            guard let directory = request.directory, !directory.isEmpty else {
                throw RgitError(
                    .usage, "an option is missing", "--into", hint: "'--into DIR' says where mirrors are kept"
                )
            }
            if request.urls.isEmpty, request.lists.isEmpty {
                throw RgitError(.usage, "an argument is missing", "URL", hint: "'--from FILE' takes a list")
            }
            request.options.jobs = globals.jobs ?? request.options.jobs
        },
        implementation: CommandImplementation(
            fields: { MirrorRun.shape.fieldDescriptions }, members: { MirrorRun.shape.memberDescriptions },
            schema: { MirrorRun.shape.jsonSchema() }, run: { try await run($0, $1, $2) }))

    // MARK: Options

    private static let options: [OptionSpec<MirrorRequest>] = [
        .value(
            OptionInfo(
                long: "allow-transport", shape: .value("NAME"),
                summary: "Allow another transport of git, such as ftp or ext.",
                details: """
                    May be given several times. `ext` runs the command that the URL names: allow it for URLs of your own only. A \
                    stricter `GIT_ALLOW_PROTOCOL` stays in force.
                    """, isSeldom: true)
        ) { request, bytes throws(RgitError) in
            let name = String(decoding: bytes, as: UTF8.self)
            guard !name.isEmpty,
                name.utf8.allSatisfy({
                    (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0)
                })
            else { throw RgitError(.usage, "not the name of a transport", bytes) }
            request.options.allowedTransports.insert(name)
        },
        .value(
            OptionInfo(
                long: "filter", shape: .value("SPEC"),
                choices: [
                    Choice("blob:none", "histories and trees without contents"),
                    Choice("tree:0", "commits only"),
                ], isClosed: false, completion: .choice,
                summary: "Make new clones partial, as git clone --filter.",
                details: "Mirrors that are there already stay what they are.", isEssential: true)
        ) { $0.options.filter = Text($1) },
        .value(
            OptionInfo(
                long: "from", shape: .value("FILE"), completion: .file,
                summary: "Take the URLs that FILE lists, or with - standard input.",
                details: """
                    A URL on each line; blank lines and those that begin with `#` are skipped. With `-z` a URL before each \
                    NUL. May be given several times.
                    """, isEssential: true)
        ) { request, bytes throws(RgitError) in
            guard !bytes.isEmpty else { throw RgitError(.usage, "names no file", "--from") }
            let input = [UInt8(ascii: "-")]
            if bytes == input, request.lists.contains(input) {
                throw RgitError(.usage, "standard input can be read once", "--from")
            }
            request.lists.append(bytes)
        },
        .value(
            OptionInfo(
                long: "into", shape: .value("DIR"), completion: .directory,
                summary: "Keep the mirrors in DIR, which is made where there is none.", isEssential: true)
        ) { $0.directory = $1 },
        .choice(
            OptionInfo(
                long: "layout", shape: .value("LAYOUT"),
                choices: [
                    Choice("host", "HOST/PATH.git, as in the URL"), Choice("flat", "1.git, 2.git and so on"),
                ],
                summary: "Choose the names of mirrors.",
                details: """
                    With `flat` a URL keeps the number that it gets when it is cloned. Runs with `flat` in the same DIR wait for \
                    each other.
                    """),
            [.host, .flat]
        ) { $0.options.layout = $1 },
        .flag(
            OptionInfo(
                long: "prune", negation: .listed,
                summary: "Remove references that the server has removed (default).")
        ) { $0.options.prune = $1 },
        .integer(
            OptionInfo(
                long: "retries", shape: .value("N"), summary: "Try again N times what may pass (default: 2).",
                isEssential: true), in: 0...1_000
        ) { $0.options.retries = $1 },
        .integer(
            OptionInfo(
                long: "timeout", shape: .value("SECONDS"),
                summary: "End an attempt after this time (default: 3600; 0: never).",
                details:
                    "Git and all that it has started are ended; the attempt counts as one that may pass.",
                isEssential: true), in: 0...31_536_000
        ) { $0.options.timeout = $1 == 0 ? nil : $1 },
    ]

    // MARK: A run

    private static func run(
        _ options: GlobalOptions, _ request: MirrorRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let choice = try RowChoice(of: MirrorRun.shape, options)
        var environment = context.environment
        environment.workingDirectory = options.startDirectory(environment)
        let urls = request.urls + (try listed(request, options, environment, context.input))
        guard let stop = StopSignal() else {
            throw RgitError(.io, "cannot make a pipe", "the limit on open files is reached")
        }
        let document = DocumentWriter(
            choice.shape, choice.selection, renderer: choice.renderer, to: output)
        let rows = RowDelivery(choice.order, top: options.top, to: document)
        // From here on a signal has git end first, and what is half done removed.
        Interruption.askToStop(at: stop.writing)
        defer { Interruption.endAtOnce() }
        var answer: Answer<MirrorSummary>
        do {
            let run = try MirrorRun(
                urls, into: request.directory ?? [], request.options, environment: environment,
                progress: output.progress, stop: stop)
            let prepare = rows.prepare
            document.begin(Answer(MirrorSummary()))
            answer = try await run.run { try rows.receive(prepare([$0])) }
        } catch {
            if stop.isRaised { Interruption.endAsInterrupted() }
            throw error
        }
        for problem in answer.problems { output.report(problem) }
        try rows.finish()
        answer.omitted = rows.omitted
        if let member = choice.member { try output.write(member.encode([answer])) }
        try document.end(
            answer, notes: answer.omitted > 0 ? ["\(answer.omitted) more, left out by --top"] : [])
        return output.exit
    }

    /// The URLs of the lists.
    private static func listed(
        _ request: MirrorRequest, _ options: GlobalOptions, _ environment: ProcessEnvironment,
        _ input: StandardInput
    ) throws(RgitError) -> [[UInt8]] {
        var urls: [[UInt8]] = []
        for list in request.lists {
            let text =
                list == [UInt8(ascii: "-")]
                ? try ListFile.load(input) : try ListFile.load(list, relativeTo: environment.workingDirectory)
            for line in ListedNames.split(text, nulTerminated: options.nulTerminated) {
                var url = line
                if !options.nulTerminated {
                    url = Array(line.drop { $0 == 0x20 || $0 == 0x09 })
                    while url.last == 0x20 || url.last == 0x09 { url.removeLast() }
                }
                urls.append(url)
            }
        }
        return urls
    }
}
