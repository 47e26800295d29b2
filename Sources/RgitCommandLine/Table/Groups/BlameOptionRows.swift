// The options that `blame` and `blame-stats` share, each a row of the table.

import RgitCore

/// Rows for how far lines are followed, and which revisions are ignored.
enum BlameOptionRows {
    /// How `--since` differs from git's.
    static let clockSkew =
        "`--since` stops at every commit that is older. Where clocks were wrong, so that a parent is younger "
        + "than its child, git goes past some of them, depending on the order it visits them."

    /// The number of a score.
    private static func score(_ bytes: [UInt8]?, for option: String) throws(RgitError) -> Int? {
        guard let bytes else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let score = UInt32(text) else {
            throw RgitError(.usage, "\(option) needs a number", bytes)
        }
        return Int(score)
    }

    /// Everything else both have.
    static func shared<Request: BlamingRequest>() -> [OptionSpec<Request>] {
        [
            .optionalValue(
                OptionInfo(
                    long: "find-copies", short: "C", shape: .optionalValue("SCORE"),
                    summary: "Follow lines copied from other files, too.",
                    details: """
                        They are looked for in the files that the same commit changed, and with `--find-moves` in the file \
                        itself. Given twice they are also looked for in all other files where the commit made the file, \
                        given three times in all files at every commit, which takes long. A block of lines is followed if \
                        it has SCORE letters and digits or more, 40 where none is given.
                        """,
                    isEssential: true)
            ) { request, bytes throws(RgitError) in
                request.moved.followCopies(score: try score(bytes, for: "--find-copies"))
            },
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
            .optionalValue(
                OptionInfo(
                    long: "find-moves", short: "M", shape: .optionalValue("SCORE"),
                    summary: "Follow lines that moved within the file.",
                    details: """
                        They are blamed on the commit they came in before they were moved. A block of lines is followed \
                        if it has SCORE letters and digits or more, 20 where none is given, as in `git blame`.
                        """,
                    isEssential: true)
            ) { request, bytes throws(RgitError) in
                request.moved.followMoves(score: try score(bytes, for: "--find-moves"))
            },
            MailmapOption.row(
                summary: "Count people as the mailmap names them, or as recorded.",
                details: "On, as in `git blame`."
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
