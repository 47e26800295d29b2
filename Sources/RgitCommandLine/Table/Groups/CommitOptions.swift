// The options that choose commits out of a history, the same for every command that walks one.

import RgitCore

/// Rows that limit and filter a `HistoryRequest`, sorted by name.
enum CommitOptions {
    /// The rows.
    static let rows: [OptionSpec<HistoryRequest>] =
        (plain + GraphOptionRows.commits)
        .sorted { $0.info.sortName < $1.info.sortName }

    private static let plain: [OptionSpec<HistoryRequest>] = [
        .flag(
            OptionInfo(
                long: "all-match", category: .commits,
                summary: "Only commits whose message matches every --grep, not just one.")
        ) { $0.allMatch = $1 },
        .value(
            OptionInfo(
                long: "author", shape: .value("PATTERN"), category: .commits,
                summary: "Only commits whose author matches PATTERN.",
                details: """
                    PATTERN is a regular expression, searched for in `Name <email>`: in `rgit log` as the \
                    mailmap gives it, in `rgit contributors` as recorded, each as in git. Of several, one has \
                    to match.
                    """,
                isEssential: true)
        ) { $0.authors.append($1) },
        .once(
            OptionInfo(
                long: "basic-regexp", category: .commits,
                summary: "Read patterns as POSIX basic regular expressions, the default.",
                details:
                    "The configuration `grep.patternType` and `grep.extendedRegexp` can change the default.")
        ) { $0.patternSyntax = .basic },
        .value(
            OptionInfo(
                long: "committer", shape: .value("PATTERN"), category: .commits,
                summary: "Only commits whose committer matches PATTERN.",
                details: "As `--author`.")
        ) { $0.committers.append($1) },
        .once(
            OptionInfo(
                long: "extended-regexp", short: "E", category: .commits,
                summary: "Read patterns as POSIX extended regular expressions.")
        ) { $0.patternSyntax = .extended },
        .once(
            OptionInfo(
                long: "fixed-strings", short: "F", category: .commits,
                summary: "Read patterns as plain text.")
        ) { $0.patternSyntax = .fixed },
        .value(
            OptionInfo(
                long: "grep", shape: .value("PATTERN"), category: .commits,
                summary: "Only commits with a line of their message that matches PATTERN.",
                details: "Of several, one has to match, or all of them with `--all-match`.")
        ) { $0.greps.append($1) },
        .flag(
            OptionInfo(
                long: "invert-grep", category: .commits,
                summary: "Only commits whose message does not match --grep.")
        ) { $0.invertGrep = $1 },
        MailmapOption.row(
            category: .commits, summary: "Show people as the mailmap names them, or as recorded.",
            details: """
                On, unless `log.mailmap` is false, which counts for `rgit log` only. The mailmap is read from `.mailmap` in the working \
                tree (in a bare repository from `HEAD:.mailmap`), then from `mailmap.blob` and `mailmap.file`, and the last entry for \
                a person counts.
                """
        ) { $0.useMailmap = $1 },
        .seconds(
            OptionInfo(
                long: "max-age", shape: .value("SECONDS"), category: .commits,
                summary: "As --since, in seconds since 1970.", isSeldom: true)
        ) { $0.since = $1 },
        .integer(
            OptionInfo(
                long: "max-count", short: "n", shape: .value("N"), category: .commits,
                summary: "At most N commits.",
                details: "`-5` is short for `-n 5`. A negative N is no limit.",
                isEssential: true, takesDigits: true)
        ) { request, count in
            request.maxCount = count < 0 ? nil : count
            request.items.undoNoWalk()
        },
        .integer(
            OptionInfo(
                long: "max-count-oldest", shape: .value("N"), category: .commits,
                summary: "At most N commits, the last ones that would be shown.",
                details: "As in `git log` 2.55 and later. It goes without `-n`, `--skip` and `--boundary`.",
                isSeldom: true),
            in: 0...Int.max
        ) { request, count in
            request.maxCountOldest = count
            request.items.undoNoWalk()
        },
        parentCount(
            OptionInfo(
                long: "max-parents", negation: .listed, shape: .value("N"), category: .commits,
                summary: "Only commits with at most N parents.",
                details: "`--no-max-parents`, and a negative N, remove the limit.")
        ) { $0.maxParents = $1.flatMap { $0 < 0 ? nil : $0 } },
        .once(
            OptionInfo(
                long: "merges", category: .commits, summary: "Only merges, as --min-parents=2.")
        ) { $0.minParents = 2 },
        .seconds(
            OptionInfo(
                long: "min-age", shape: .value("SECONDS"), category: .commits,
                summary: "As --until, in seconds since 1970.", isSeldom: true)
        ) { $0.until = $1 },
        parentCount(
            OptionInfo(
                long: "min-parents", negation: .listed, shape: .value("N"), category: .commits,
                summary: "Only commits with at least N parents.",
                details: "`--no-min-parents` removes the limit.")
        ) { $0.minParents = max(0, $1 ?? 0) },
        .once(
            OptionInfo(
                long: "no-merges", category: .commits, summary: "No merges, as --max-parents=1.")
        ) { $0.maxParents = 1 },
        .once(
            OptionInfo(
                long: "perl-regexp", short: "P", category: .commits,
                summary: "Read patterns as regular expressions of Perl.",
                details: "The library PCRE2 (`libpcre2-8`) is loaded for them, which git uses, too.")
        ) { $0.patternSyntax = .perl },
        .flag(
            OptionInfo(
                long: "regexp-ignore-case", short: "i", category: .commits,
                summary: "Ignore case in the patterns of --author, --committer, --grep, -S and -G.")
        ) { $0.ignoreCase = $1 },
        .date(
            OptionInfo(
                long: "since", aliases: ["after"], shape: .value("DATE"), category: .commits,
                summary: "Only commits committed after DATE.",
                details: "Dates are described in *rgit*(1). As in git, the walk ends at older commits.",
                isEssential: true)
        ) { $0.since = $1 },
        .date(
            OptionInfo(
                long: "since-as-filter", shape: .value("DATE"), category: .commits,
                summary: "As --since, but commits behind an older one are shown too.", isSeldom: true)
        ) { $0.sinceAsFilter = $1 },
        .integer(
            OptionInfo(
                long: "skip", shape: .value("N"), category: .commits,
                summary: "Skip N commits before the first one shown.")
        ) { $0.skip = max(0, $1) },
        .date(
            OptionInfo(
                long: "until", aliases: ["before"], shape: .value("DATE"), category: .commits,
                summary: "Only commits committed before DATE.",
                details: "Dates are described in *rgit*(1).")
        ) { $0.until = $1 },
    ]

    /// The same and `--encoding`, for commands that show what commits say.
    static let rowsWithEncoding = (rows + [encoding]).sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }

    private static let encoding: OptionSpec<HistoryRequest> = .value(
        OptionInfo(
            long: "encoding", shape: .value("NAME"), category: .commits,
            summary: "Show and match commits in this encoding instead of UTF-8.",
            details: """
                As in git the patterns of `--grep`, `--author` and `--committer` are compared with commits in that encoding, \
                and `none` leaves each commit as it is recorded. JSON stays UTF-8: it has the bytes in fields named \
                `..._base64`.
                """, isSeldom: true)
    ) { $0.encoding = $1 }

    /// A limit on the number of parents, `nil` for `--no-…`.
    private static func parentCount(
        _ info: OptionInfo, _ set: @escaping @Sendable (inout HistoryRequest, Int?) -> Void
    ) -> OptionSpec<HistoryRequest> {
        OptionSpec(info: info) { request, use, _ throws(RgitError) in
            guard case .value(let bytes) = use else { return set(&request, nil) }
            set(&request, try Values.integer(bytes, for: info.displayName))
        }
    }
}

extension [HistoryRequest.Item] {
    /// Undoes a `--no-walk`, as git does where a number of commits follows it.
    fileprivate mutating func undoNoWalk() {
        let isNoWalk = contains { if case .noWalk = $0 { true } else { false } }
        if isNoWalk { append(.doWalk) }
    }
}

extension OptionSpec {
    /// An option with a moment in seconds since 1970.
    fileprivate static func seconds(
        _ info: OptionInfo, _ set: @escaping @Sendable (inout Request, Int64) -> Void
    ) -> OptionSpec {
        value(info) { request, bytes throws(RgitError) in
            set(&request, Int64(try Values.integer(bytes, for: info.displayName)))
        }
    }
}
