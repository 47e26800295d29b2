// The revisions and paths every command that walks history takes.

import RgitCore

/// Rows for the arguments of a `HistoryRequest`.
enum HistoryArguments {
    /// The words before `--`.
    static func words<Request>(
        _ path: WritableKeyPath<Request, HistoryRequest> & Sendable
    ) -> PositionalSpec<Request> {
        PositionalSpec(info: revision) { request, word throws(RgitError) in
            request[keyPath: path].items.append(.word(word))
        }
    }

    /// The words after `--`.
    static func paths<Request>(
        _ path: WritableKeyPath<Request, HistoryRequest> & Sendable
    ) -> PathsSpec<Request> {
        PathsSpec(info: pathspec) { request, words throws(RgitError) in
            request[keyPath: path].paths = words
        }
    }

    /// What a revision is.
    static let revision = PositionalInfo(
        name: "REVISION", completion: .revision,
        summary: "Start from this revision, or from HEAD where none is given.",
        details: """
            Everything *gitrevisions*(7) knows: `main`, `v2.40.0`, `HEAD~3`, `A..B` for what B has and A has \
            not, `A...B` for what only one of them has, `^A` to leave out what A has, `@{upstream}`, \
            `:/text`.
            """)

    /// What a path is.
    static let pathspec = PositionalInfo(
        name: "PATH", completion: .file,
        summary: "Only what touches these paths.",
        details: """
            Git's pathspecs, relative to the current directory: a file, a directory, a glob such as `'*.c'`, \
            or one with magic: `:(glob)`, `:(icase)`, `:(exclude)` or `:!`, `:(top)` or `:/`, and \
            `:(attr:NAME)`, `:(attr:-NAME)`, `:(attr:!NAME)` or `:(attr:NAME=VALUE)` for files with that attribute, which \
            is read from the working tree as git reads it. The `--` before them may be left out where a word is a path \
            and not a revision.
            """)

    /// The same for a command whose rows are files or come from them.
    static let files = PositionalInfo(
        name: "PATH", completion: .file, summary: "Only these files.", details: pathspec.details)
}
