// The table's row for `rgit batch`: its description, its options and what runs it.

import RgitCore

/// What `rgit batch` was asked.
struct BatchCommandRequest: Sendable {
    /// `--unordered`
    var isUnordered = false
    /// `--listen`: the path of a socket.
    var socket: [UInt8]?
}

/// Answers many requests in one process.
enum BatchCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "batch",
            summary: "Answer requests from standard input, a line each.",
            usage: ["batch [options] < REQUESTS"],
            details: """
                For programs that ask many small questions: the process stays, and with it the open repositories. A \
                request is a line of JSON with an `id`, a string or a number, and the arguments of a command:

                    {"id":1,"args":["log","-n","2"],"cwd":"src"}

                `cwd` is the directory to start from, relative to that of the batch, and `stdin` is what the command \
                reads as standard input; both may be left out. Each row of the answer is a line, and one line ends it:

                    {"id":1,"row":{"hexsha":"..."}}
                    {"id":1,"done":{"exit":0,"shallow":false,"warnings":[],"errors":[]}}

                A row has the fields of `--ndjson`. `done` has the exit status, the members that the document of \
                `--json` has besides its rows, the warnings, and as errors what else would be on standard error. What a \
                command prints as bytes (`cat`, `--porcelain`, `--patch`, `--count`, `--value`) comes as \
                `{"id":...,"text":"..."}`, or as `{"id":...,"base64":"..."}` where it is not UTF-8, in pieces of at most 64 KiB. \
                Options that choose a format are refused.

                Several requests are answered at a time, as many as `-j` says. Answers come in the order of the requests; \
                one that is ready early waits. `{"cancel":1}` ends the request 1, whose answer ends with exit status 130; an id \
                that is unknown is ignored. References, packs and settings that change are seen by the next request. At most \
                16 repositories are open at a time. A line that is no request, or is longer than 16 MiB, is answered with \
                exit status 2 and costs the others nothing. At the end of standard input what runs is finished.
                """,
            exitNotes: [(0, "All requests were answered, whatever the answers say.")],
            examples: [
                Example(
                    "rgit batch <<<'{\"id\":1,\"args\":[\"rev-parse\",\"HEAD\"]}'",
                    "One question, as a program asks it."),
                Example("rgit batch --unordered -j 8 < requests", "Answers as soon as they are there."),
                Example(
                    "rgit batch --listen ~/.rgit.sock < <(sleep infinity)",
                    "For several programs at once, until it is killed."),
            ],
            seeAlso: ["git-cat-file(1)"], isListedBriefly: true),
        initial: BatchCommandRequest(),
        options: [
            .value(
                OptionInfo(
                    long: "listen", shape: .value("PATH"), completion: .file,
                    summary: "Answer at a Unix socket.",
                    details: """
                        Makes a socket at PATH that only the same user may connect to (mode 0600); each connection is a batch                         of its own, and all of them share the open repositories, at most 64 at a time. It ends with standard                         input, when what runs is finished, or by SIGTERM, at once; the socket is removed. A socket that an                         ended process has left behind is replaced.
                        """,
                    isEssential: true)
            ) { $0.socket = $1 },
            .flag(
                OptionInfo(
                    long: "unordered", summary: "Write answers as they come.",
                    details: """
                        Lines of several answers may alternate; each has its id. Without it a request that takes long \
                        keeps later ones waiting.
                        """,
                    isEssential: true)
            ) { $0.isUnordered = $1 },
        ],
        check: { _, options throws(RgitError) in
            if let option = options.rowOption {
                throw RgitError(.usage, "belongs into the requests", option)
            }
        },
        implementation: CommandImplementation(schema: { BatchSchema.text }) { options, request, context in
            var environment = context.environment
            environment.workingDirectory = options.startDirectory(environment)
            let options = BatchOptions(
                environment: environment, jobs: context.jobs, isUnordered: request.isUnordered,
                repositories: OpenRepositories())
            if let socket = request.socket {
                try await BatchListener(socket, options).run()
            } else {
                try await BatchStream(options, input: 0, output: 1).run()
            }
            return .success
        })
}
