// The table's row for `rgit export`: its description, its options and what runs it.

import Records
import RgitCore

/// The description of `rgit export`, and its options.
enum ExportCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "export",
            summary: "Write facts of repositories for DuckDB, Spark and others.",
            usage: ["export [options] --into DIR", "export --check --into DIR"],
            details: """
                Writes tables of facts, in which a row's repository is its column `repo`, for engines that outgrow one machine:

                    commits  repo hexsha tree parents
                             author_name author_email authored_date authored_offset
                             committer_name committer_email
                             committed_date committed_offset summary is_merge
                    changes  repo hexsha path change_type
                             insertions deletions binary old_path
                    people   repo name email
                    refs     repo path hexsha type
                    files    repo path hexsha size mode
                    lines    repo path name email year lines

                Commits are those of all branches, remote-tracking branches and tags, or of `--rev`; changes are those of \
                `git log -M --numstat`, where merges have none; people are authors and committers after the mailmap; files and \
                lines are those of HEAD, lines by the author's name, address and year as in `rgit blame-stats`. Dates are seconds \
                since 1970, offsets minutes east of UTC. Counts of a binary file are null. Keys join on `repo` and `hexsha`. \
                All numbers of rgit are sums, least or greatest values of these rows.

                A table of a repository is the file `DIR/TABLE/repo=NAME/part.ndjson`, or `part.csv`, where NAME is percent-encoded \
                as Hive, Spark and DuckDB expect it. With `--format sqlite` all tables are in `DIR/rgit.sqlite`, with indexes and \
                foreign keys. `DIR/manifest.json` names every repository with its path, the tips of its references, the options, \
                the version of rgit, and of each table the rows, the bytes and the SHA-256 that `sha256sum` prints.

                The repositories are those of `--repo`, `--repos-from` and `--repos-under`, or else the one at hand. One whose \
                references, boundaries, settings, mailmap and attributes are as they were, with the same options, is kept as it is. Any \
                other is written anew and then put in the place of the old facts at once: all its tables change in the moment when one \
                symbolic link does, or with one transaction, and a reader never sees some of them. Facts of a repository that fails, \
                and of those that a run does not name, stay. A run that is killed leaves nothing that the next one does not complete.

                Engines read the parts of all repositories at once, here with DuckDB, Polars and pandas:

                    SELECT author_email, count(*) FROM read_json(
                        'facts/commits/*/part.ndjson',
                        columns = {author_email: 'VARCHAR'}) GROUP BY ALL
                    polars.scan_ndjson(parts).group_by("author_email").len()
                    pandas.read_json(part, lines=True, dtype=False)

                With Spark the executors run rgit themselves, a repository in each partition, and only rows are moved:

                    facts = sc.parallelize(paths, len(paths)).mapPartitions(export)
                    commits = spark.read.schema(schema).json(facts)

                Whole programs for each, compared with rgit's own answers, are in Tests/Engines of rgit's sources: recipe_duckdb.py, \
                recipe_polars.py, recipe_pandas.py and recipe_spark.py.

                With `--check` nothing is written. A row for each repository there are facts of, or that is named, says whether they \
                are `valid`: whether rows, bytes and sums are those of the manifest, tips those of the repository, and some rows what \
                the repository says now. `problems` names what is not, and the exit status is then 1.
                """,
            exitNotes: [
                (1, "With --check: the facts are not those of the manifest and of the repositories."),
                (3, "A repository could not be exported; the others are."),
            ],
            examples: [
                Example(
                    "rgit export --into facts --repos-under ~/src", "All repositories below a directory."),
                Example("rgit export --into facts --format sqlite", "This repository, as a database."),
                Example("rgit export --into facts --tables commits,people --json", "Two of the tables."),
                Example(
                    "rgit export --check --into facts", "Compare what was written with the repositories."),
            ],
            seeAlso: ["rgit-mirror(1)", "rgit-log(1)"], isListedBriefly: true),
        initial: ExportRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "check", summary: "Verify the facts in DIR, and write nothing.", isEssential: true)
            ) { $0.checks = $1 },
            .flag(
                OptionInfo(
                    long: "force", summary: "Write the facts of all repositories anew, changed or not.")
            ) { $0.isForced = $1 },
            .choice(
                OptionInfo(
                    long: "format", shape: .value("FORMAT"),
                    choices: [
                        Choice("ndjson", "a JSON object a line"), Choice("csv", "CSV with a header"),
                        Choice("sqlite", "one SQLite database"),
                    ],
                    summary: "Choose the format of the facts (default: ndjson).",
                    details: "What was done is said as a table, or with `--json` and its like for programs.",
                    isEssential: true),
                [.ndjson, .csv, .sqlite]
            ) { $0.format = $1 },
            .value(
                OptionInfo(
                    long: "into", shape: .value("DIR"), completion: .directory,
                    summary: "Write into DIR, which is made where there is none.", isEssential: true)
            ) { $0.folder = $1 },
            MailmapOption.row(
                summary: "Use the mailmap of each repository (default).",
                details: """
                    `--mailmap FILE` is the same in two words; `--check` needs the FILE that the facts were written with.
                    """
            ) { $0.ignoresMailmap = !$1 },
            .value(
                OptionInfo(
                    long: "rev", shape: .value("REV"), completion: .revision,
                    summary: "Export the history of REV, not of all; may be repeated.",
                    isEssential: true)
            ) { $0.revisions.append($1) },
            .value(
                OptionInfo(
                    long: "tables", shape: .value("LIST"),
                    choices: FactTable.allCases.map { Choice($0.rawValue, "the table \($0.rawValue)") },
                    isClosed: false, completion: .choice,
                    summary: "Write these tables only, separated by commas.",
                    details: "Other tables of the repositories of this run go.", isEssential: true)
            ) { request, bytes throws(RgitError) in
                var tables: [FactTable] = []
                for name in try Values.names(bytes, for: "--tables") {
                    guard let table = FactTable(rawValue: name) else {
                        throw RgitError(
                            .usage, "unknown table", name,
                            hint: "one of " + FactTable.allCases.map(\.rawValue).joined(separator: ", "))
                    }
                    tables.append(table)
                }
                request.tables = tables
            },
        ],
        check: { request, globals throws(RgitError) in
            if globals.answersProgram {
                throw RgitError(.usage, "a batch only reads, and takes no command that writes", "export")
            }
            if request.checks, let option = request.unchecked {
                throw RgitError(.usage, "does not go with --check", option)
            }
            if request.folder.isEmpty {
                throw RgitError(
                    .usage, "an option is missing", "--into", hint: "'--into DIR' says where facts are kept")
            }
        },
        implementation: CommandImplementation(
            fields: { ExportedRepository.shape.fieldDescriptions },
            members: { ExportedRepository.shape.memberDescriptions },
            schema: { ExportedRepository.shape.jsonSchema() }, takesRepositories: true,
            run: { try await run($0, $1, $2) }))

    private static func run(
        _ options: GlobalOptions, _ request: ExportRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let environment = try context.environment(options)
        let choice = try RowChoice(of: ExportedRepository.shape, options)
        var list = try context.repositoryList(options)
        let problems = list.problems
        if options.repositories.isEmpty, !request.checks {
            // The one that -C, --git-dir, the environment or the working directory leads to.
            let layout = try context.openSession(options).layout
            // A listed repository is found at its own directory, whatever variables say.
            let isChosen =
                options.gitDirectory != nil || environment["GIT_DIR"] != nil
                || environment["GIT_WORK_TREE"] != nil
            let top = isChosen ? nil : layout.workTree
            list.add(top ?? layout.gitDirectory)
        }
        let document = DocumentWriter(choice.shape, choice.selection, renderer: choice.renderer, to: output)
        let rows = RowDelivery(choice.order, top: options.top, to: document)
        let run = ExportRun(
            list: list, isChosen: !options.repositories.isEmpty, request: request,
            environment: environment,
            jobs: context.jobs, version: ProgramInfo.version, progress: output.progress)
        var answer = Answer(ExportSummary())
        document.begin(answer)
        for problem in problems { output.report(problem) }
        let found = try await run.rows()
        for row in found {
            answer.summary.count(row)
            if let error = row.error { output.report(error) }
        }
        try rows.receive(rows.prepare(found[...]))
        try rows.finish()
        answer.omitted = rows.omitted
        if let member = choice.member { try output.write(member.encode([answer])) }
        try document.end(answer)
        return output.exit == .success && answer.summary.invalid > 0 ? .negative : output.exit
    }
}
