// The options that `blame` and `blame-stats` share, each a row of the table.

import RgitCore

/// Rows for how far lines are followed, and which revisions are ignored.
enum BlameOptionRows {
    /// How `--since` differs from git's.
    static let clockSkew =
        "`--since` stops at every commit that is older. Where clocks were wrong, so that a parent is younger "
        + "than its child, git goes past some of them, depending on the order it visits them."

    /// The refusals of `-M` and `-C`.
    static func refused<Request: BlamingRequest>(_ command: String) -> [OptionSpec<Request>] {
        [
            .refused(
                OptionInfo(long: nil, short: "C", shape: .optionalValue("N"), summary: "Not there yet."),
                "following copied lines is not there yet",
                hint: "the directory to start in stands before the command: 'rgit -C DIR \(command)'"),
            .refused(
                OptionInfo(long: nil, short: "M", shape: .optionalValue("N"), summary: "Not there yet."),
                "following moved lines is not there yet"),
        ]
    }

    /// Everything else both have.
    static func shared<Request: BlamingRequest>() -> [OptionSpec<Request>] {
        [
            .flag(
                OptionInfo(long: "first-parent", summary: "Follow only the first parent of merges.")
            ) { $0.firstParent = $1 },
            .value(
                OptionInfo(
                    long: "ignore-rev", shape: .value("REVISION"), completion: .revision,
                    summary: "Ignore the changes of REVISION.",
                    details: "Its lines are blamed on the commits before it. It may be repeated.",
                    isEssential: true)
            ) { $0.ignoredRevisions.append($1) },
            .value(
                OptionInfo(
                    long: "ignore-revs-file", shape: .value("FILE"), completion: .file,
                    summary: "Ignore the changes of every commit that FILE lists.",
                    details: """
                        One full object name a line, `#` begins a comment. It may be repeated, adds to \
                        `blame.ignoreRevsFile`, and with an empty name forgets the files before it.
                        """,
                    isEssential: true)
            ) { $0.ignoredRevisionFiles.append($1) },
            .flag(
                OptionInfo(
                    long: "ignore-whitespace", short: "w",
                    summary: "Ignore white space where lines are compared.",
                    isEssential: true)
            ) { $0.ignoreWhitespace = $1 },
            .flag(
                OptionInfo(
                    long: "mailmap", aliases: ["use-mailmap"], negation: .listed,
                    summary: "Count people as the mailmap names them, or as recorded.",
                    details: "On, as in `git blame`.")
            ) { $0.useMailmap = $1 },
            .date(
                OptionInfo(
                    long: "since", aliases: ["after"], shape: .value("DATE"),
                    summary: "Go no further back than DATE.",
                    details: "Older lines are counted at the boundary. Dates are described in *rgit*(1).")
            ) { $0.since = $1 },
        ]
    }
}
