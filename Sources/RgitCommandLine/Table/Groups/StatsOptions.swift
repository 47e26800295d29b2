// The options the commands that sum things up have in common.

import RgitCore

/// Rows for what is counted and how it is grouped.
enum StatsOptions {
    /// `--diff-merges`: how the lines of a merge are counted.
    static func diffMerges<Request>(
        _ set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec<Request> {
        .choice(
            OptionInfo(
                long: "diff-merges", shape: .value("HOW"),
                choices: [
                    Choice("off", "a merge changes nothing"),
                    Choice("first-parent", "against the first parent"),
                ],
                summary: "Choose how --stats counts a merge.",
                details: """
                    `off`, the default, counts nothing for a merge, as `git log` shows nothing for it; \
                    `first-parent`, the default with `--first-parent`, counts what it changed against its \
                    first parent.
                    """),
            [false, true], also: [("none", false), ("1", true)], set)
    }

    /// `--depth`: how much of a directory's path is kept.
    static func depth<Request>(
        _ summary: String = "With --by directory, keep the first N components of a path.",
        details: String = "", isEssential: Bool = false, isSeldom: Bool = false,
        _ set: @escaping @Sendable (inout Request, Int) -> Void
    ) -> OptionSpec<Request> {
        .integer(
            OptionInfo(
                long: "depth", shape: .value("N"), summary: summary, details: details,
                isEssential: isEssential,
                isSeldom: isSeldom),
            in: 1...Int.max, set)
    }

    /// What `--exclude-attr` leaves out where commits are counted, too.
    static let linesAlone = " Their lines do not count; the commits that change them do."

    /// `--exclude-attr`: an attribute whose files are left out.
    static func excludeAttribute<Request>(
        _ details: String = "", isEssential: Bool = false,
        _ add: @escaping @Sendable (inout Request, [UInt8]) -> Void
    ) -> OptionSpec<Request> {
        .value(
            OptionInfo(
                long: "exclude-attr", shape: .value("NAME"),
                summary: "Leave out files with this attribute, and say how many.",
                details: """
                    Files for which `.gitattributes` of the working tree, or *gitattributes*(5) elsewhere, set NAME or say \
                    that it is `true`, such as `linguist-generated`. It may be repeated.\(details)
                    """, isEssential: isEssential, isSeldom: !isEssential), add)
    }

    /// `--exclude-bots`: whether automated accounts are left out.
    static func excludeBots<Request>(
        _ set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec<Request> {
        .flag(
            OptionInfo(
                long: "exclude-bots", summary: "Leave out automated accounts, and say how many.",
                details: "A bot is someone whose name or e-mail address says so, such as `dependabot[bot]`."),
            set)
    }
}
