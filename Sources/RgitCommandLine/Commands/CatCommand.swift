// The table's row for `rgit cat`: its description, its options and what prints the contents of objects.

import RgitCore

/// What `rgit cat` was asked.
struct CatRequest: Hashable, Sendable {
    /// The names of the files, each `REV:PATH` or another name of a blob.
    var names: [[UInt8]] = []
    /// `--batch`: names are read from standard input.
    var batch = false
    /// `--raw`: objects of any type, as they are stored.
    var raw = false
}

/// The description of `rgit cat`, and its run.
enum CatCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "cat",
            summary: "Print files as they are at a revision.",
            usage: ["cat REV:PATH...", "cat --raw OBJECT...", "cat --batch"],
            details: """
                Prints the bytes of each file, one after the other, with nothing added: no filter, no conversion of line \
                ends. `REV:PATH` names a file of a revision and `:PATH` one of the index; every other name of a blob will \
                do. What cannot be read is reported, and the others are printed.
                """,
            definedBy: "git cat-file",
            differences: [
                "A file that is stored as a delta is made as a whole before it is printed; every other one is printed in pieces, however large it is, and a fault found on the way ends the output with exit status 3.",
                "`--batch` names an object that is damaged as `missing` and reports it, where `git cat-file` stops.",
            ],
            examples: [
                Example("rgit cat HEAD:README.md", "A file of the last commit."),
                Example("rgit cat v1.0:src/a.c v2.0:src/a.c", "A file of two versions."),
                Example("rgit cat --raw HEAD", "The last commit with its headers, as git stores it."),
                Example("rgit cat --batch < names", "Any objects, each behind its name, type and size."),
            ],
            seeAlso: ["git-cat-file(1)", "git-show(1)"], isListedBriefly: true),
        initial: CatRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "batch", summary: "Read names from standard input, as git cat-file --batch.",
                    details: """
                        A name a line, or with `-z` a name before each NUL. For each comes a line of object name, type and \
                        size, the content, and a line feed; or the name and `missing` or `ambiguous`. Objects of all types \
                        are printed as they are stored. Every answer is written before more input is waited for.
                        """,
                    isEssential: true)
            ) { $0.batch = $1 },
            .flag(
                OptionInfo(
                    long: "raw", summary: "Print objects of any type as they are stored.",
                    details: """
                        The headers and the message of a commit or a tag, the bytes of a tree: what \
                        `git cat-file` prints for an object and its type. Tags are not followed.
                        """,
                    isEssential: true)
            ) { $0.raw = $1 },
            .refused(
                OptionInfo(long: "filters", summary: "Not there."), "filters are not run",
                hint: "'git cat-file --filters' runs them"),
            .refused(
                OptionInfo(long: "textconv", summary: "Not there."), "textconv programs are not run",
                hint: "'git cat-file --textconv' runs them"),
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REV:PATH", completion: .revision,
                    summary: "The files, each by a revision and its path there.")
            ) { request, word in request.names.append(word) }
        ],
        writesNul: { $0.batch },
        check: { request, options throws(RgitError) in
            if request.batch, !request.names.isEmpty {
                throw RgitError(.usage, "--batch reads names from standard input, not", request.names[0])
            }
            if request.batch, request.raw {
                throw RgitError(.usage, "--batch prints objects of any type already", "--raw")
            }
            if !request.batch, request.names.isEmpty {
                throw RgitError(.usage, "no file named", hint: "write it like HEAD:README.md")
            }
            if let option = options.rowOption {
                throw RgitError(.usage, "this answer has no rows for it", option)
            }
        },
        implementation: CommandImplementation { options, request, context in
            let session = try context.openSession(options)
            let contents = try ObjectContents(session)
            if request.batch {
                try printBatch(contents, options, context)
            } else {
                try printFiles(request, contents, context.output)
            }
            return context.output.exit
        })

    private static func printFiles(
        _ request: CatRequest, _ contents: ObjectContents, _ output: Output
    ) throws {
        for name in request.names {
            try Task.checkCancellation()
            var content = open(name, request, contents, output)
            while let bytes = next(&content, output) {
                try Task.checkCancellation()
                try output.write(bytes)
            }
        }
    }

    private static func open(
        _ name: [UInt8], _ request: CatRequest, _ contents: ObjectContents, _ output: Output
    ) -> ObjectContent? {
        var warnings: [Warning] = []
        defer { for warning in warnings { output.diagnostics.warn(warning) } }
        do throws(RgitError) {
            return request.raw
                ? try contents.raw(name, warnings: &warnings) : try contents.blob(name, warnings: &warnings)
        } catch {
            output.report(error)
            return nil
        }
    }

    /// The next bytes of a file; `nil` at its end, or where a fault has been found in it and reported.
    private static func next(_ content: inout ObjectContent?, _ output: Output) -> [UInt8]? {
        do throws(RgitError) {
            return try content?.next()
        } catch {
            output.report(error)
            return nil
        }
    }

    private static func printBatch(
        _ contents: ObjectContents, _ options: GlobalOptions, _ context: CommandContext
    ) throws {
        let output = context.output
        var names = InputPieces(context.input, nulTerminated: options.nulTerminated)
        while let name = try names.next(beforeWaiting: { try output.sink.flush() }) {
            try Task.checkCancellation()
            var warnings: [Warning] = []
            var problems: [RgitError] = []
            defer {
                for warning in warnings { output.diagnostics.warn(warning) }
                for problem in problems { output.report(problem) }
            }
            try contents.writeBatchEntry(name, warnings: &warnings, problems: &problems) { bytes in
                try output.write(bytes)
            }
        }
    }
}
