// The texts that describe rgit itself.

import Records
import RgitCore

/// The texts about the program.
enum ProgramInfo {
    /// The version, as in CHANGELOG.md.
    static let version = "0.1.0"
    /// The day the man pages carry.
    static let date = "2026-11-23"
    /// One line that ends with a full stop.
    static let summary = "Ask a git repository about its history, and get git's exact numbers."
    /// The usage line.
    static let usage = "rgit [global options] COMMAND [options] [arguments] [--] [paths]"

    /// What `--version` prints.
    static var versions: String { "rgit \(version)\nlibgit2 \(LibraryVersion.libgit2)\nSwift \(swift)\n" }

    /// The version of Swift it was compiled with.
    private static var swift: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #elseif compiler(>=6.2)
            "6.2"
        #else
            "6.1"
        #endif
    }

    /// The page of rgit itself.
    static func page(_ commands: [AnyCommand] = CommandTable.all) -> ManualPage {
        let shown = commands.filter { !$0.info.isHidden }
        let list = shown.map { command in
            Block.tagged([.literal("rgit " + command.name)], Markup.blocks(command.info.summary))
        }
        let globals = GlobalTable.infos.filter { !$0.isHidden }.map(ManualPage.option)
        let related = shown.map { "rgit-\($0.name)(1)" } + ["git(1)", "gitrevisions(7)"]
        return ManualPage(
            name: "rgit",
            purpose: ManualPage.purpose(summary),
            usage: [usage],
            sections: [
                .init(title: "DESCRIPTION", blocks: Markup.blocks(description)),
                .init(title: "COMMANDS", blocks: list),
                .init(title: OptionCategory.other.title, blocks: globals),
                .init(title: "COMMAND LINE", blocks: Markup.blocks(grammar)),
                .init(title: "DATES", blocks: Markup.blocks(dates)),
                .init(title: "OUTPUT", blocks: Markup.blocks(output)),
                .init(title: "MANY REPOSITORIES", blocks: Markup.blocks(manyRepositories)),
                .init(title: "MEMORY", blocks: memory),
                .init(title: "ENVIRONMENT", blocks: tagged(environment)),
                .init(title: "EXIT STATUS", blocks: tagged(exits)),
                .init(title: "EXAMPLES", blocks: examples.map(ManualPage.example)),
                .init(title: "SEE ALSO", blocks: ManualPage.related(related)),
            ])
    }

    /// How much memory caches may take, cache by cache, from the budget itself.
    private static var memory: [Block] {
        let shares = MemoryBudget.Share.allCases.map { share in
            let size =
                share.defaultBytes >= 1 << 20
                ? "\(share.defaultBytes >> 20) MiB" : "\(share.defaultBytes >> 10) KiB"
            return (
                share.rawValue,
                "\(size)\(share.isPerWorker ? " for each worker" : " for all workers together"): \(share.summary)"
            )
        }
        return Markup.blocks(memoryIntroduction) + tagged(shares)
    }

    private static let memoryIntroduction = """
        Packs and commit-graphs are mapped, not read into memory. Apart from them caches hold at most the sizes listed here; no \
        command fills all of them. `--memory` of blame-stats sets another total. What grows with history itself, \
        the table of commits and the rows of an answer that has to be sorted, is no cache and has no limit.
        """

    private static func tagged(_ rows: [(String, String)]) -> [Block] {
        rows.map { .tagged([.literal($0.0)], Markup.blocks($0.1)) }
    }

    private static let description = """
        `rgit` answers questions about the history of a git repository: what was done, by whom, and whose \
        lines are still there. It reads the repository itself, on all cores, and gives the numbers git \
        gives.

        It never writes into a repository, but for the mirrors that `rgit mirror` keeps; `rgit export` writes into a \
        folder of its own. What could not be read is named on standard error, and the exit status says so. The output is the same on every machine, with any number of cores.
        """

    private static let grammar = """
        Global options come before the command or after it; after it the command's own options take precedence. \
        Options and arguments may be mixed, and `--` ends the options: what follows is paths.

        A long option takes its value as `--name=VALUE` or `--name VALUE`, a letter as `-nVALUE` or `-n \
        VALUE`. A value that may be left out has to be attached: `--branches=GLOB`, `-M50%`. Letters without \
        a value can be written together: `-ra`. A switch is undone by `--no-NAME`, and of options that \
        contradict each other the last one counts. Long names cannot be abbreviated.

        Arguments are bytes: a path need not be UTF-8.
        """

    private static let dates = """
        `--since` and `--until` take what git takes:

        - seconds since 1970: `@1700000000`
        - ISO 8601: `2024-05-01`, `2024-05-01T12:00:00+02:00`, `2024-05`, `2024`
        - RFC 2822: `Wed, 1 May 2024 12:00:00 +0200`
        - words: `now`, `yesterday`, `2 weeks ago`, `last monday`, `noon`

        Without a time of day the current one counts, as in git; without a zone the local one. What cannot \
        be understood is an error; git would take it for now.

        Where git guesses, rgit differs: `@N` is seconds since 1970 for every N; `2024` is the beginning of \
        that year, `2024-05` that of the month and `today` that of the day; `20240506` is a day; `monday` is the last one. Words and \
        numbers that git would skip, and years before 1970 or after 2099, are errors.

        Dates in revisions such as `HEAD@{2 weeks ago}` are read as git reads them. Where the reflog does not go back \
        so far its oldest entry is taken, and a warning says so.
        """

    private static let output = """
        A table is for people: fitted to the terminal, coloured and paged there, whole in a pipe. Control \
        characters from the repository, those that change the direction of writing, and invisible ones are made visible: \
        `\\x1b`, `\\u202e`. So they are in every other format on a terminal, where JSON has them as escapes; a file or a \
        pipe gets the exact text. Columns that a terminal is too narrow for are left \
        out, unless `--fields` asks for them; where there is room left, what `blame-stats`, `contributors`, `coupling`, `hotspots`, `owners` \
        and `weight` rank by is drawn as bars, in ASCII unless the locale has UTF-8; tables of several repositories have no bars.

        The other formats are for programs. `json` is one document with a `schema` member, such as \
        `rgit.log/1`, and the rows in a list, each on a line of its own. The list is named for what the rows \
        are: `commits`, `branches`, `contributors`, `files`, or with `--by` `directories`, `years` and so on. \
        `ndjson` has the rows alone; `csv` and `tsv` have a header, and nested fields as `author.name`. CSV is \
        that of RFC 4180, but that its lines end with LF and not with CR and LF, which `paste` and `bc` would take for part of \
        the last column. Fields of a version are never renamed or taken away. Members named `..._date` are \
        seconds since 1970, `..._datetime` are ISO 8601 with the recorded offset. As in git, a date past its \
        calendar (the year 2147485547) is shown as 1970; one of 2^63 seconds or more, whose digits git repeats, \
        is null.

        Text is decoded by the encoding its commit names, else as UTF-8. Where that fails the text has \
        U+FFFD in it and a member `NAME_base64` beside it has the exact bytes: the output is always valid \
        UTF-8.
        """

    private static let manyRepositories = """
        `--repo`, `--repos-from` and `--repos-under`, mixed and repeated, ask one question of several repositories. They are \
        answered side by side, by `--jobs` cores in all, and the output is the same with any number of them. Every command that \
        answers in rows takes these options; formats of git's own, such as `--porcelain` and `--patch`, have no place for \
        the name of a repository and are refused.

        Rows have `repo` before their other fields: the path as it was given, or below `--repos-under` that directory and the \
        path in it. They come in the order in which the repositories were named. A directory that is named twice, in \
        whatever spelling, is asked once. Paths in the question are those in each repository, relative to its top; \
        `GIT_DIR` and `GIT_WORK_TREE` do not count.

        Rows of people, domains and periods are added up: those of `contributors`, of `blame-stats` by such keys, and of \
        `activity` by period. They have no `repo`. `--by repo,KEY` keeps the repositories apart, `--by repo` those of the usual \
        rows. Days are counted once on which there were commits in several repositories, and so are people. Paths, extensions and commits are \
        never added up. Each repository has its own mailmap.

        `-n`, `--skip` and dates are about each repository, `--sort` and `--top` about all rows; where rows are \
        rankings of each repository, `--top` shows the first of all of them. Sort keys of git that no \
        field has order the rows of each repository. `log --count` and `search --count` print one sum. `--value` of a member that is not a sum, such as `is_dirty` \
        of `status`, prints a value for each repository.

        In JSON the totals are sums. `repositories` has what the document of each repository has beside its rows; where a \
        document has no rows, as that of `info`, it is the list of rows. `failures` lists the repositories that could not be \
        answered, each as `repo` and `error`; they are named at the end on standard error, and the exit status is 3. Members \
        of `errors` have a `repo`, too. A gate such as `--exit-code` is 1 where it is for any of the repositories.
        """

    private static let environment: [(String, String)] = [
        (
            "GIT_ALTERNATE_OBJECT_DIRECTORIES, GIT_CEILING_DIRECTORIES, GIT_DIR, GIT_OBJECT_DIRECTORY, GIT_WORK_TREE",
            "As in *git*(1)."
        ),
        ("GIT_PAGER, PAGER", "The pager for tables on a terminal, as git chooses it."),
        (
            "FORCE_COLOR, CLICOLOR_FORCE",
            "Set to anything but `0`, they turn colour on in pipes and files too, as `--color=always`."
        ),
        (
            "NO_COLOR",
            "Set to anything, it turns colour off unless `--color=always` is given; it takes precedence over `FORCE_COLOR`."
        ),
        ("RGIT_JOBS", "The number of cores to use where `--jobs` does not say."),
        ("TERM", "`dumb` turns colour off."),
        ("TZ", "The zone of dates written without one."),
    ]

    private static let exits: [(String, String)] = [
        ("0", "Done."),
        ("1", "The answer is no."),
        ("2", "The command line is wrong."),
        (
            "3",
            "Something could not be read: no repository, an unknown revision, a damaged object. What could be read is "
                + "still printed."
        ),
        ("130", "Interrupted."),
    ]

    private static let examples = [
        Example("rgit log --since yesterday", "What happened since yesterday."),
        Example("rgit contributors --stats v1.0..", "Who did how much since a release."),
        Example("rgit branches -a --sort -committed_date", "All branches, the latest first."),
        Example(
            "rgit -C ../other diff-stats main...topic --json", "What a branch of another repository changed."),
        Example("rgit status --repos-under ~/src", "What is not committed in any repository."),
        Example(
            "rgit completions bash > ~/.local/share/bash-completion/completions/rgit", "Complete in bash."),
    ]
}
