// The options that select revisions, the same for every command that walks history.

import RgitCore

/// Rows that put revisions into a `HistoryRequest`, sorted by name.
enum RevisionOptions {
    /// The rows.
    static let rows: [OptionSpec<HistoryRequest>] = [
        .once(
            OptionInfo(
                long: "all", category: .revisions,
                summary: "Start from every ref, and from HEAD.",
                isEssential: true)
        ) { $0.items.append(.all) },
        .once(
            OptionInfo(
                long: "alternate-refs", category: .revisions,
                summary: "Start from the refs of the repositories that objects are borrowed from.",
                details: """
                    Those are the repositories of the alternates; core.alternateRefsPrefixes chooses among their refs. Where \
                    core.alternateRefsCommand names a program, the option is refused, since rgit runs no other program.
                    """, isSeldom: true)
        ) { $0.items.append(.alternates) },
        .once(
            OptionInfo(
                long: "bisect", category: .revisions,
                summary: "Start from the bad commit of a bisection, without its good ones.",
                details: "`refs/bisect/bad`, and what `refs/bisect/good-*` reach left out.", isSeldom: true)
        ) { $0.items.append(.bisect) },
        .optionalValue(
            OptionInfo(
                long: "branches", shape: .optionalValue("GLOB"), completion: .branch, category: .revisions,
                summary: "Start from every branch, or those that match GLOB.",
                details: """
                    GLOB is matched against the name without `refs/heads/`; without `?`, `*` or `[` it \
                    matches everything below it, as if it ended in `/*`.
                    """)
        ) { $0.items.append(.branches($1)) },
        .once(
            OptionInfo(
                long: "do-walk", category: .revisions,
                summary: "Show what the revisions reach, the default; undoes --no-walk.", isSeldom: true)
        ) { $0.items.append(.doWalk) },
        .value(
            OptionInfo(
                long: "exclude", shape: .value("GLOB"), category: .revisions,
                summary: "Leave out of the next --all, --branches, --tags or --remotes what matches GLOB.",
                details: """
                    It may be repeated, and counts for the next of those options only. Before `--all` the \
                    glob is matched against the whole name, such as `refs/heads/wip/*`; before the others \
                    against what they match theirs against, without an implied `/*`.
                    """)
        ) { $0.items.append(.exclude($1)) },
        .value(
            OptionInfo(
                long: "exclude-hidden", shape: .value("SECTION"),
                choices: [
                    Choice("fetch", "what fetch.hideRefs hides"),
                    Choice("receive", "what receive.hideRefs hides"),
                    Choice("uploadpack", "what uploadpack.hideRefs hides"),
                ],
                completion: .choice, category: .revisions,
                summary: "Leave out of the next --all or --glob what a server hides.",
                details: """
                    The settings `SECTION.hideRefs` and `transfer.hideRefs` hide it. It goes without `--branches`, `--tags` \
                    and `--remotes`.
                    """, isSeldom: true)
        ) { $0.items.append(.excludeHidden($1)) },
        .value(
            OptionInfo(
                long: "glob", shape: .value("GLOB"), category: .revisions,
                summary: "Start from every ref that matches GLOB.",
                details: """
                    GLOB is matched against the whole name, `refs/` put before it where it is missing; without \
                    `?`, `*` or `[` it matches everything below it, as if it ended in `/*`.
                    """, isSeldom: true)
        ) { $0.items.append(.glob($1)) },
        .once(
            OptionInfo(
                long: "ignore-missing", category: .revisions,
                summary: "Pass over what follows and names no object.",
                details:
                    "As in git a word that names nothing is then no path either, unless it is behind `--`.",
                isSeldom: true)
        ) { $0.items.append(.ignoreMissing) },
        .optionalValue(
            OptionInfo(
                long: "no-walk", shape: .optionalValue("ORDER"),
                choices: [
                    Choice("sorted", "by date, the latest first"), Choice("unsorted", "in the order given"),
                ],
                completion: .choice, category: .revisions,
                summary: "Show only the commits given, and not what they reach.",
                details: """
                    Sorted by date unless `unsorted` is asked for. As in git a revision that is left out, and `-n` \
                    behind it, undo it.
                    """, isSeldom: true)
        ) { request, word throws(RgitError) in
            let isSorted = try word.map { word throws(RgitError) in
                try Values.choice(word, for: "--no-walk", [("sorted", true), ("unsorted", false)])
            }
            request.items.append(.noWalk(sorted: isSorted))
        },
        .once(
            OptionInfo(
                long: "not", category: .revisions,
                summary: "Leave out what follows, or the other way round.",
                details: """
                    It counts for all revisions and options such as `--all` behind it, up to the next `--not`: \
                    `main --not --remotes` is what no remote has.
                    """, isSeldom: true)
        ) { $0.items.append(.not) },
        .once(
            OptionInfo(
                long: "reflog", category: .revisions,
                summary: "Start from every commit that a reflog mentions.", isSeldom: true)
        ) { $0.items.append(.reflog) },
        .optionalValue(
            OptionInfo(
                long: "remotes", shape: .optionalValue("GLOB"), completion: .remote, category: .revisions,
                summary: "Start from every remote-tracking branch, or those that match GLOB.",
                details: "GLOB is matched as with `--branches`, against the name without `refs/remotes/`.")
        ) { $0.items.append(.remotes($1)) },
        .once(
            OptionInfo(
                long: "single-worktree", category: .revisions,
                summary: "Pass over the HEADs and reflogs of other working trees.", isSeldom: true)
        ) { $0.items.append(.singleWorktree) },
        .once(
            OptionInfo(
                long: "stdin", category: .revisions,
                summary: "Read more revisions from standard input, one a line.",
                details: """
                    `--not`, `--all`, `--branches`, `--tags`, `--remotes`, `--glob` and `--exclude` may be among \
                    them; what is behind a line `--` are paths. It ends at an empty line.
                    """, isSeldom: true)
        ) { $0.items.append(.standardInput([], paths: [])) },
        .optionalValue(
            OptionInfo(
                long: "tags", shape: .optionalValue("GLOB"), completion: .tag, category: .revisions,
                summary: "Start from every tag, or those that match GLOB.",
                details: "GLOB is matched as with `--branches`, against the name without `refs/tags/`.")
        ) { $0.items.append(.tags($1)) },
    ]
}
