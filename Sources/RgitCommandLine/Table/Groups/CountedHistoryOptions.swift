// The options of the commands that count what the commits of a history changed.

import Records
import RgitCore

/// Rows that fill a `CountedHistory`.
enum CountedHistoryOptions {
    /// Rows of the command itself, in the order of their names.
    static let own: [OptionSpec<CountedHistory>] = [
        .choice(
            OptionInfo(
                long: "diff-merges", shape: .value("HOW"),
                choices: [
                    Choice("off", "merges do not count"),
                    Choice("first-parent", "against the first parent"),
                ],
                summary: "Choose how a merge counts.",
                details: """
                    `off`, the default, leaves merges out: what they bring is counted where it was made. `first-parent`, \
                    the default with `--first-parent`, counts what a merge changed against its first parent.
                    """),
            [false, true], also: [("none", false), ("1", true)]
        ) { $0.diffMergesFirstParent = $1 },
        StatsOptions.excludeAttribute(isEssential: true) { $0.excludedAttributes.append(Text($1)) },
        StatsOptions.excludeBots { $0.excludeBots = $1 },
    ]

    /// Rows that choose commits, without `--follow`, which is about a file.
    static let commits: [OptionSpec<HistoryRequest>] =
        RevisionOptions.rows + CommitOptions.rows + OrderOptions.rows.filter { $0.info.long != "follow" }
}
