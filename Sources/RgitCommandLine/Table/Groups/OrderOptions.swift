// The options that say in which order a history is walked and how it is simplified.

import RgitCore

/// Rows that order a `HistoryRequest`, sorted by name.
enum OrderOptions {
    /// The rows.
    static let rows: [OptionSpec<HistoryRequest>] =
        (plain + GraphOptionRows.simplification).sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }

    private static let plain: [OptionSpec<HistoryRequest>] = [
        .once(
            OptionInfo(
                long: "author-date-order", category: .order,
                summary: "No parent before its children, otherwise by author date.", isSeldom: true)
        ) { $0.order = .authorDate },
        .once(
            OptionInfo(
                long: "date-order", category: .order,
                summary: "No parent before its children, otherwise by committer date.")
        ) { $0.order = .date },
        .flag(
            OptionInfo(
                long: "first-parent", category: .order,
                summary: "Follow only the first parent of merges.")
        ) { $0.firstParent = $1 },
        .flag(
            OptionInfo(
                long: "follow", category: .order,
                summary: "Follow the one file given across its renames.",
                details: """
                    Exactly one pathspec has to be given. A directory or a pattern selects what it selects without \
                    the option: git follows where the addition of a single file is all that a commit changed of the \
                    pathspec. With `--reverse` git follows from the oldest commit on and finds little but the last \
                    rename. Merges are compared with their first parents or not at all: `-m`, `-c` and `--cc` are \
                    refused. `log.follow` makes it the default of `rgit log` with one pathspec, though not of its \
                    `--count`, which is that of *git-rev-list*(1).
                    """)
        ) { $0.follow = $1 },
        .once(
            OptionInfo(
                long: "full-history", category: .order,
                summary: "With paths, follow every parent of a merge, even where one explains it all.",
                isSeldom: true)
        ) { $0.fullHistory = true },
        .flag(
            OptionInfo(
                long: "reverse", category: .order,
                summary: "Show the chosen commits in reverse order.",
                details: "They are chosen first: `-n 3 --reverse` shows the latest three, oldest first.")
        ) { $0.reverse = $1 },
        .once(
            OptionInfo(
                long: "topo-order", category: .order,
                summary: "No parent before its children, lines of history kept together.")
        ) { $0.order = .topological },
    ]
}
