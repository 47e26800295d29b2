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
        .optionalValue(
            OptionInfo(
                long: "branches", shape: .optionalValue("GLOB"), completion: .branch, category: .revisions,
                summary: "Start from every branch, or those that match GLOB.",
                details: """
                    GLOB is matched against the name without `refs/heads/`; without `?`, `*` or `[` it \
                    matches everything below it, as if it ended in `/*`.
                    """)
        ) { $0.items.append(.branches($1)) },
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
        .optionalValue(
            OptionInfo(
                long: "remotes", shape: .optionalValue("GLOB"), completion: .remote, category: .revisions,
                summary: "Start from every remote-tracking branch, or those that match GLOB.",
                details: "GLOB is matched as with `--branches`, against the name without `refs/remotes/`.")
        ) { $0.items.append(.remotes($1)) },
        .optionalValue(
            OptionInfo(
                long: "tags", shape: .optionalValue("GLOB"), completion: .tag, category: .revisions,
                summary: "Start from every tag, or those that match GLOB.",
                details: "GLOB is matched as with `--branches`, against the name without `refs/tags/`.")
        ) { $0.items.append(.tags($1)) },
    ]
}
