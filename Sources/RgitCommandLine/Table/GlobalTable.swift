// The options every command has, before and after its name.

import RgitCore

/// The rows of the global options, sorted by name.
enum GlobalTable {
    /// How many workers can be asked for.
    static let jobs = 1...1024

    /// The rows without what they do.
    static let infos = options.map(\.info)

    /// The rows.
    static let options: [OptionSpec<GlobalOptions>] =
        (own + RepositoryOptions.rows).sorted { $0.info.sortName < $1.info.sortName }

    private static let own: [OptionSpec<GlobalOptions>] = [
        .value(
            OptionInfo(
                long: nil, short: "C", shape: .value("DIR"), completion: .directory, category: .other,
                summary: "Run as if started in DIR.",
                details: """
                    Several are followed one after the other, each relative to the one before, as in git. Behind \
                    `log`, `contributors` and `diff-stats` `-C` looks for copies, unless what follows it is a directory \
                    outside the working tree: write it before the command there.
                    """,
                isEssential: true)
        ) { $0.directories.append($1) },
        .choice(
            OptionInfo(
                long: "color", shape: .value("WHEN"),
                choices: [
                    Choice("auto", "on a terminal"), Choice("always", "into pipes and files too"),
                    Choice("never", "no colour"),
                ],
                category: .other,
                summary: "Choose when tables are coloured.",
                details: """
                    `auto`, the default, colours on a terminal, unless `NO_COLOR` is set to anything or \
                    `TERM` is `dumb`.
                    """),
            GlobalOptions.Color.allCases
        ) { $0.color = $1 },
        .once(
            OptionInfo(
                long: "csv", category: .other, summary: "Write comma-separated values, as --format=csv.")
        ) { $0.format = .csv },
        .value(
            OptionInfo(
                long: "fields", shape: .value("NAME,..."), completion: .fields, category: .other,
                summary: "Choose the fields to show and their order.",
                details: """
                    Names are separated by commas; `author` selects all of `author.name`, `author.email` \
                    and so on. Every format obeys it. The fields of a command are listed in its man page. `sha`, \
                    `hash` and `id` are understood for `hexsha`, `date` for `committed_datetime`, and the heading of \
                    a column for its field.
                    """)
        ) { options, bytes throws(RgitError) in
            options.fields = try Values.names(bytes, for: "--fields")
        },
        .choice(
            OptionInfo(
                long: "format", shape: .value("FORMAT"),
                choices: [
                    Choice("table", "aligned columns for people"), Choice("json", "one JSON document"),
                    Choice("ndjson", "one JSON object a line"),
                    Choice("csv", "comma-separated values with a header"),
                    Choice("tsv", "tab-separated values with a header"),
                ],
                category: .other,
                summary: "Choose the form of the output.",
                details: """
                    `table`, the default, is for people and may change; the others are for programs: there, \
                    fields are only ever added.
                    """,
                isEssential: true),
            GlobalOptions.Format.allCases
        ) { $0.format = $1 },
        .value(
            OptionInfo(
                long: "git-dir", shape: .value("DIR"), completion: .directory, category: .other,
                summary: "Read the repository in DIR instead of looking for one.",
                details: "The same as setting `GIT_DIR`, which it overrides.")
        ) { $0.gitDirectory = $1 },
        .once(
            OptionInfo(
                long: "help", category: .other, summary: "Show the man page.",
                details: "Of the command, where one is given. Without `man` the same text is printed.")
        ) { $0.help = .long },
        .once(
            OptionInfo(long: nil, short: "h", category: .other, summary: "Show a summary of one screen.")
        ) { $0.help = .short },
        .integer(
            OptionInfo(
                long: "jobs", short: "j", shape: .value("N"), category: .other,
                summary: "Work on N cores at once.",
                details: """
                    The default is `RGIT_JOBS`, else every core this process may use by its affinity and its \
                    cgroup's quota. The output is the same whatever N is.
                    """),
            in: jobs
        ) { $0.jobs = $1 },
        .once(
            OptionInfo(long: "json", category: .other, summary: "Write one JSON document, as --format=json.")
        ) { $0.format = .json },
        .once(
            OptionInfo(
                long: "ndjson", category: .other, summary: "Write one JSON object a line, as --format=ndjson."
            )
        ) { $0.format = .ndjson },
        .once(
            OptionInfo(
                long: "no-pager", category: .other, summary: "Do not start a pager.",
                details: """
                    Without it a table on a terminal goes through the pager git would start: `GIT_PAGER`, \
                    `core.pager`, `PAGER`, else `less`.
                    """)
        ) { $0.usesPager = false },
        .flag(
            OptionInfo(
                long: "progress", negation: .listed, category: .other,
                summary: "Show progress on standard error, or do not.",
                details: "The default shows it on a terminal when an answer takes longer than half a second.")
        ) { $0.progress = $1 },
        .flag(
            OptionInfo(
                long: "quiet", short: "q", category: .other,
                summary: "Show neither progress nor warnings.",
                details: "Errors are still shown, and the exit status stays the same.")
        ) { $0.isQuiet = $1 },
        .value(
            OptionInfo(
                long: "sort", shape: .value("KEY,..."), completion: .sortKey, category: .other,
                summary: "Put the rows in the order of a field, or of -KEY, descending.",
                details: """
                    Of several keys, as in `--sort -commits,name`, the first counts most; of several `--sort` the last \
                    one, as in git. Numbers and dates are compared by size, text by its bytes; what is null comes \
                    first. Rows that are equal keep the order they have without it. All rows are held until the last \
                    one is known; with `--top N` about 2N of them.
                    """,
                isEssential: true)
        ) { options, bytes throws(RgitError) in
            options.sort = try Values.names(bytes, for: "--sort") + options.sort
        },
        .integer(
            OptionInfo(
                long: "top", shape: .value("N"), category: .other,
                summary: "Show the first N rows only, and count the others.",
                details: """
                    In the order of `--sort` where there is one. The rows left out are counted as `omitted`, and totals \
                    are those of all rows. `-n`, where a command has it, limits the commits that are read instead.
                    """,
                isEssential: true),
            in: 0...Int.max
        ) { $0.top = $1 },
        .once(
            OptionInfo(long: "tsv", category: .other, summary: "Write tab-separated values, as --format=tsv.")
        ) { $0.format = .tsv },
        .value(
            OptionInfo(
                long: "value", shape: .value("FIELD"), completion: .fields, category: .other,
                summary: "Print the bare values of one field, a line each.",
                details: """
                    Without a header and without quotes: nothing for null, text as it was recorded, the elements of a list \
                    separated by spaces. A member of the JSON document, such as `total.lines`, is printed once.
                    """,
                isEssential: true)
        ) { $0.value = String(decoding: $1, as: UTF8.self) },
        .once(
            OptionInfo(
                long: "version", category: .other,
                summary: "Print the versions of rgit, libgit2 and Swift.")
        ) { $0.wantsVersion = true },
        .once(
            OptionInfo(
                long: nil, short: "z", category: .other,
                summary: "End every --value with a NUL instead of a line feed.",
                details:
                    "So that values may have line feeds in them. In `rgit diff-stats` it goes with `--numstat`, too."
            )
        ) { $0.nulTerminated = true },
    ]
}
